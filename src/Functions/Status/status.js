import { bar, el, legend, linePlot, number, sparkline } from './plots.js'

const spans = [120_000, 300_000, 600_000]
const retryMs = 5_000
const find = id => document.getElementById(id)
const clock = time => new Date(time).toLocaleTimeString('en-GB')

/** The plots: `lines` are their series, `now` is the value beside the title. */
const plots = [
  {
    title: 'Requests', unit: 'a second', least: 1,
    now: status => last(status, (sample, per) => sample.requests / per),
    lines: status => [
      series(status, 'all', 'first', (sample, per) => sample.requests / per, true),
      series(status, 'answered with 500 or above', 'bad', (sample, per) => sample.failures / per),
    ],
  },
  {
    title: 'Latency', unit: 'ms, median', least: 10,
    now: status => last(status, sample => sample.p50Ms),
    lines: status => [
      series(status, 'median', 'first', sample => sample.p50Ms),
      series(status, '95th percentile', 'second', sample => sample.p95Ms),
    ],
  },
  {
    title: 'Connection pool', unit: 'in use', least: 1,
    now: status => status.pool.used,
    lines: status => [
      series(status, 'in use', 'first', sample => sample.used, true),
      series(status, 'open', 'second', sample => sample.used + sample.idle),
      series(status, 'requests that wait', 'bad', sample => sample.waiting),
      series(status, `largest (${status.pool.max})`, 'third', () => status.pool.max),
    ],
  },
  {
    title: 'Event streams', unit: 'open', least: 5,
    now: status => last(status, sample => sample.streams),
    lines: status => [series(status, 'open', 'first', sample => sample.streams, true)],
  },
]

function series({ activity }, name, style, read, isArea = false) {
  return { name, style, isArea, values: activity.samples.map(sample => read(sample, activity.intervalSeconds)) }
}

function last({ activity }, read) {
  const sample = activity.samples.at(-1)
  return sample ? read(sample, activity.intervalSeconds) : null
}

/** A table in a region that scrolls. A cell is a text, a number or an element; the first one is the row's header. */
function table(name, columns, rows, empty) {
  const cell = (value, at) => el(at === 0 ? 'th' : 'td', {
    ...(at === 0 && { scope: 'row' }), ...(columns[at][1] && { class: 'number' }) }, value)
  const body = rows.length === 0
    ? [el('tr', {}, el('td', { class: 'empty', colspan: columns.length }, empty))]
    : rows.map(row => el('tr', {}, ...row.map(cell)))
  return el('table', {}, el('caption', { class: 'visually-hidden' }, name),
    el('thead', {}, el('tr', {}, ...columns.map(([title, isNumber]) =>
      el('th', { scope: 'col', ...(isNumber && { class: 'number' }) }, title)))),
    el('tbody', {}, ...body))
}

// The region stays, so that it keeps its place and the keyboard's focus.
function fill(place, name, content) {
  place.className = 'table'
  place.tabIndex = 0
  place.setAttribute('role', 'region')
  place.setAttribute('aria-label', name)
  place.replaceChildren(content)
}

/** How far back the plots go: as little as shows all samples of an instance that has just started. */
const spanOf = ({ activity: { samples, intervalSeconds } }) =>
  spans.find(span => span >= samples.length * intervalSeconds * 1000) ?? spans.at(-1)

function makePlot({ title, unit }) {
  const parts = { value: el('b'), plot: el('svg'), legend: el('ul'), table: el('div') }
  parts.details = el('details', {}, el('summary', {}, `${title} as a table`), parts.table)
  parts.details.addEventListener('toggle', () => parts.showTable?.())
  find('plots').append(el('figure', {},
    el('figcaption', {}, el('h3', {}, title), el('p', {}, parts.value, ` ${unit}`)),
    parts.plot, parts.legend, parts.details))
  return parts
}

function drawPlot({ title, unit, least, now, lines }, parts, status) {
  const times = status.activity.samples.map(sample => Date.parse(sample.at))
  const drawn = lines(status)
  const value = number(now(status))
  parts.value.textContent = value
  const plot = linePlot(`${title}: ${value} ${unit}; the table has all values`, drawn, times, spanOf(status), least)
  const names = legend(drawn)
  parts.plot.replaceWith(plot)
  parts.legend.replaceWith(names)
  Object.assign(parts, { plot, legend: names })
  parts.showTable = () => parts.details.open && fill(parts.table, `${title} as a table`, table(
    title, [['Time'], ...drawn.map(one => [one.name, true])],
    times.map((time, at) => [clock(time), ...drawn.map(one => number(one.values[at]))]).reverse(),
    'The first values come in a moment.'))
  parts.showTable()
}

function drawFacts({ build, schema, uptimeSeconds, startedAt }) {
  const minutes = Math.floor(uptimeSeconds / 60)
  const up = [[Math.floor(minutes / 1440), 'd'], [Math.floor(minutes / 60) % 24, 'h'], [minutes % 60, 'min']]
    .filter(([count, unit]) => count > 0 || unit === 'min').map(([count, unit]) => `${count} ${unit}`).join(' ')
  const facts = { Build: build.replace(/\+(.{7}).*/, ' ($1)'), Schema: schema, 'Up for': up, Updated: clock(Date.now()) }
  find('facts').replaceChildren(...Object.entries(facts).map(([name, value]) => el('div', {},
    el('dt', {}, name), el('dd', name === 'Up for' ? { title: `since ${startedAt}` } : {}, value))))
}

const sum = values => values.reduce((total, value) => total + value, 0)
const most = values => Math.max(1, ...values.filter(value => value !== null))

function drawTables({ activity, migrations, replicas }) {
  const routes = activity.routes.toSorted((one, other) =>
    sum(other.recent) - sum(one.recent) || other.requests - one.requests)
  const slowest = most(routes.map(route => route.p95Ms))
  fill(find('routes'), 'Routes', table('Requests by route', [
    ['Route'], ['Last 10 min', true], ['Trend'], ['Since the start', true], ['500 or above', true],
    ['Median, ms', true], ['95th, ms', true], ['95th percentile'],
  ], routes.map(route => [
    `${route.method} ${route.route || '(no route)'}`, number(sum(route.recent)), sparkline(route.recent),
    number(route.requests), number(route.failures), number(route.p50Ms), number(route.p95Ms),
    bar(route.p95Ms, slowest),
  ]), 'No request has ended since the start.'))
  fill(find('problems'), 'Problems', table('Problems by code', [
    ['Code'], ['Last 10 min', true], ['Trend'], ['Since the start', true],
  ], activity.problems.map(({ code, recent, count }) => [code, number(sum(recent)), sparkline(recent), number(count)]),
  'No problem has been answered since the start.'))
  fill(find('counters'), 'Counters', table('Counters since the start', [['Instrument'], ['Value', true]],
    Object.entries(activity.counters).map(([name, value]) => [name, number(value)]),
    'No instrument has counted anything since the start.'))
  const longest = most((migrations ?? []).map(run => run.durationMs))
  fill(find('migrations'), 'Migrations', table('The last runs of the migration job', [
    ['Version'], ['Status'], ['Started'], ['Scripts', true], ['Duration, ms', true], ['Duration'],
  ], (migrations ?? []).map(run => [
    run.version, run.status, run.startedAt.replace('T', ' ').slice(0, 16), number(run.scripts),
    number(run.durationMs, 0), bar(run.durationMs, longest),
  ]), migrations ? 'The migration job has not run yet.' : 'The role of the API may not read the journal of the migrations.'))
  const furthest = most(replicas.map(replica => replica.lagMs))
  fill(find('replicas'), 'Replicas', table('Replicas of the server', [
    ['Name'], ['State'], ['Lag, ms', true], ['Lag'],
  ], replicas.map(({ name, state, lagMs }) => [name, state, number(lagMs), bar(lagMs, furthest)]),
  'No replica is connected to the server.'))
}

// Announced by screen readers, so only what changes: never that all is as before.
function say(text, isBad = false) {
  const message = find('message')
  if (message.textContent !== text) message.textContent = text
  message.classList.toggle('bad', isBad)
}

async function read() {
  const response = await fetch('status', { headers: { Accept: 'application/json' }, cache: 'no-store' })
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}))
    throw new Error(`${response.status} ${problem.code ?? ''}`)
  }

  return await response.json()
}

const drawn = plots.map(makePlot)
let timer
let hasFailed = false

async function update() {
  clearTimeout(timer)
  let waitMs = retryMs
  try {
    const status = await read()
    waitMs = status.activity.intervalSeconds * 1000
    plots.forEach((plot, at) => drawPlot(plot, drawn[at], status))
    drawFacts(status)
    drawTables(status)
    if (hasFailed) say(`The status can be read again since ${clock(Date.now())}.`)
    hasFailed = false
  } catch (failure) {
    hasFailed = true
    say(`The status cannot be read (${failure.message.trim()}). The page shows the last values and tries again.`, true)
  }

  if (isLive()) timer = setTimeout(update, waitMs)
}

const isLive = () => !document.hidden && find('pause').getAttribute('aria-pressed') === 'false'

find('pause').addEventListener('click', () => {
  find('pause').setAttribute('aria-pressed', isLive())
  clearTimeout(timer)
  if (isLive()) update()
})
document.addEventListener('visibilitychange', () => isLive() && update())
await update()

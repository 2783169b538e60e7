// Plots as SVG. Colours and dashes are in status.css; a plot never says anything by its colour alone.
const width = 520
const height = 170
const left = 44
const right = 8
const top = 10
const bottom = 22

/** An element, of SVG for the names of SVG. */
export function el(name, attributes = {}, ...children) {
  const isSvg = ['svg', 'g', 'path', 'line', 'text', 'rect'].includes(name)
  const made = isSvg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

export const number = (value, digits = 1) => value === null || value === undefined
  ? '–'
  : value.toLocaleString('en', { maximumFractionDigits: digits })

/** The next 1, 2 or 5 times a power of ten. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= value * 0.999)
}

// A gap in the values is a gap in the line.
function pathOf(points) {
  let isDrawing = false
  return points.map(point => {
    const command = point ? `${isDrawing ? 'L' : 'M'}${point[0].toFixed(1)} ${point[1].toFixed(1)}` : ''
    isDrawing = point !== null
    // A single value is a dot: a line without length, with round ends.
    return command
  }).join('').replace(/M([\d.]+ [\d.]+)(?=M|$)/g, 'M$1h0')
}

/**
 * Lines over time.
 * @param series [{name, style, values, isArea}], a value for each time; null for none.
 * @param times in milliseconds; the plot ends with the last one and is `span` milliseconds wide.
 */
export function linePlot(label, series, times, span, least) {
  const values = series.flatMap(one => one.values).filter(value => value !== null)
  const most = roundUp(Math.max(least, ...values))
  const end = times.at(-1) ?? Date.now()
  const x = time => left + (width - left - right) * (1 - (end - time) / span)
  const y = value => top + (height - top - bottom) * (1 - value / most)
  const plot = el('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label })
  for (const part of [0, 0.5, 1]) {
    const at = y(most * part)
    plot.append(
      el('line', { class: part ? 'grid' : 'axis', x1: left, x2: width - right, y1: at, y2: at }),
      el('text', { x: left - 6, y: at + 4, 'text-anchor': 'end' }, number(most * part, 2)))
  }

  const minutes = span / 60_000
  for (const [part, anchor, text] of [
    [0, 'start', `${minutes} min ago`], [0.5, 'middle', `${minutes / 2} min ago`], [1, 'end', 'now']]) {
    plot.append(el('text', { x: left + (width - left - right) * part, y: height - 5, 'text-anchor': anchor }, text))
  }

  if (times.length === 0) {
    plot.append(el('text', { x: width / 2, y: height / 2, 'text-anchor': 'middle' }, 'The first values come in a moment.'))
  }

  for (const { style, values, isArea } of series) {
    const points = values.map((value, at) => value === null ? null : [x(times[at]), y(value)])
    if (isArea && points.length > 0) {
      const d = `${pathOf(points)}L${points.at(-1)[0].toFixed(1)} ${y(0)}L${points[0][0].toFixed(1)} ${y(0)}Z`
      plot.append(el('path', { class: 'area', d }))
    }

    plot.append(el('path', { class: `lines ${style}`, d: pathOf(points) }))
  }

  return plot
}

/** The names of the lines beside a piece of each. */
export const legend = series => el('ul', { class: 'legend' }, ...series.map(({ name, style }) => el('li', {},
  el('svg', { viewBox: '0 0 26 10', 'aria-hidden': 'true' }, el('path', { class: `lines ${style}`, d: 'M1 5H25' })),
  name)))

/** A small line for a cell of a table, whose number stands beside it. */
export function sparkline(values) {
  const most = Math.max(1, ...values)
  const step = 116 / Math.max(1, values.length - 1)
  const points = values.map((value, at) => [118 - (values.length - 1 - at) * step, 18 - 16 * value / most])
  return el('svg', { viewBox: '0 0 120 20', 'aria-hidden': 'true' }, el('path', { class: 'lines first', d: pathOf(points) }))
}

/** A bar for a cell of a table, whose number stands beside it. */
export const bar = (value, most) => el('svg', { viewBox: '0 0 120 20', 'aria-hidden': 'true' },
  el('rect', { class: 'fill', x: 0, y: 5, height: 10, rx: 2, width: value > 0 ? Math.max(2, 120 * value / most) : 0 }))

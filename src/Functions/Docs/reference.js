// Swagger UI, with components of its own in place of those that a keyboard or a screen reader cannot use, and with the
// roles of each operation.
const callers = JSON.parse(document.body.dataset.callers)
let caller = null

// Only with development authentication; the list is empty elsewhere.
function offerCallers() {
  const label = document.getElementById('callers')
  const select = label.querySelector('select')
  select.append(new Option('an admin without a user', ''), ...callers.map(({ role }, at) =>
    new Option(`the demo data’s ${role}`, at)))
  select.addEventListener('change', () => {
    caller = callers[select.value] ?? null
  })
  label.hidden = callers.length === 0
}

function addCaller(request) {
  if (caller && !request.loadSpec) {
    request.headers['X-Dev-Role'] = caller.role
    request.headers['X-Dev-User'] = caller.userId
  }

  return request
}

/** The introduction, each chapter folded. */
const InfoContainer = (_, { specSelectors, getComponent, React: { createElement: h } }) => () => {
  const Markdown = getComponent('Markdown', true)
  const [summary, ...chapters] = specSelectors.info().get('description').split(/^### /m)
  return h('section', { className: 'info', 'aria-label': 'Guide' },
    h('h1', null, `${specSelectors.info().get('title')} API`),
    h(Markdown, { source: summary }),
    chapters.map(chapter => {
      const [title, ...text] = chapter.split('\n')
      return h('details', { key: title }, h('summary', null, title), h(Markdown, { source: text.join('\n') }))
    }),
    h('h2', { className: 'visually-hidden' }, 'Operations'))
}

/** The line of an operation: a button, and the roles that may call it. */
const OperationSummary = (_, { specSelectors, React: { createElement: h } }) => props => {
  const { isShown, toggleShown, operationProps } = props
  const [method, path] = [operationProps.get('method'), operationProps.get('path')]
  const roles = specSelectors.specJson().getIn(['paths', path, method, 'x-roles'])?.toJS() ?? ['anybody']
  return h('div', { className: `opblock-summary opblock-summary-${method}` },
    h('button', { type: 'button', className: 'opblock-summary-control', 'aria-expanded': isShown, onClick: toggleShown },
      h('span', { className: 'opblock-summary-method' }, method.toUpperCase()),
      h('span', { className: 'opblock-summary-path' }, path.replaceAll('/', '/\u200b')),
      h('span', { className: 'opblock-summary-description' }, operationProps.get('summary'))),
    h('ul', { className: 'roles', 'aria-label': 'Roles that may call it' },
      roles.map(role => h('li', { key: role, className: role }, role))))
}

/** A control inside a label. */
const Named = name => (Original, { React: { createElement: h } }) => props => h('label', { className: 'named' },
  h('span', { className: 'visually-hidden' }, name ?? (props.description || 'Value')), h(Original, props))

/** Code in a box that scrolls with the keyboard too. */
const HighlightCode = (Original, { React: { createElement: h } }) => props =>
  h('div', { className: 'code', tabIndex: 0, role: 'group', 'aria-label': 'Code' }, h(Original, props))

const Authorize = (Original, { React: { createElement: h } }) => props =>
  h('section', { 'aria-label': 'Token' }, h(Original, props))

offerCallers()
SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  validatorUrl: null,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  requestInterceptor: addCaller,
  plugins: [{
    wrapComponents: {
      InfoContainer,
      OperationSummary,
      HighlightCode,
      AuthorizeBtnContainer: Authorize,
      ServersContainer: () => () => null,
      JsonSchema_string: Named(),
      JsonSchema_boolean: Named(),
      ExamplesSelect: Named('Example'),
      RequestBodyEditor: Named('Body'),
    },
  }],
})

import { builtin, elementOf, markState } from './builtin'

interface RichNode {
  type?: 'node' | 'text'
  name?: string
  attrs?: Record<string, string>
  children?: RichNode[]
  text?: string
}

/** Tags that WeChat's rich-text knows; others are dropped with their children. */
const TRUSTED = new Set(
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong sub sup table tbody td tfoot th thead tr tt u ul'.split(
    ' ',
  ),
)

const TRUSTED_ATTRIBUTES = new Set([
  'class',
  'style',
  'alt',
  'src',
  'width',
  'height',
  'span',
  'start',
  'type',
  'colspan',
  'rowspan',
  'dir',
])

export const richText = builtin<{ nodes: string | RichNode[] }>({
  properties: { nodes: null, space: String, userSelect: Boolean },
  observers: {
    nodes(nodes: string | RichNode[] | null) {
      elementOf(this).replaceChildren(...(typeof nodes === 'string' ? fromHtml(nodes) : (nodes ?? []).map(fromNode)))
    },
    space(space: string) {
      markState(this, 'space', space)
    },
  },
})

function fromHtml(html: string): Node[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return [...body.childNodes].map(fromDom)
}

function fromDom(node: Node): Node {
  if (!(node instanceof Element)) return document.createTextNode(node.textContent ?? '')
  const attrs = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]))
  return make(node.tagName.toLowerCase(), attrs, [...node.childNodes].map(fromDom))
}

function fromNode(node: RichNode): Node {
  if (node.type === 'text') return document.createTextNode(node.text ?? '')
  return make(node.name?.toLowerCase() ?? 'span', node.attrs ?? {}, (node.children ?? []).map(fromNode))
}

function make(name: string, attributes: Record<string, string>, children: Node[]): Node {
  if (!TRUSTED.has(name)) return document.createComment(name)
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (TRUSTED_ATTRIBUTES.has(key) && !/^\s*javascript:/i.test(value)) element.setAttribute(key, value)
  }
  element.append(...children)
  return element
}

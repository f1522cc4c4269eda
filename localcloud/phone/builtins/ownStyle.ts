import type { Element } from 'glass-easel'

/** glass-easel's segment of an element's style for the host: pages write theirs to other segments. */
const HOST_SEGMENT = 3

const own = new WeakMap<Element, Map<string, string>>()

/** Sets a CSS property that the tag itself needs; the page's `style` neither sees nor removes it. */
export function setOwnStyle(element: Element, name: string, value: string) {
  const properties = own.get(element) ?? new Map<string, string>()
  own.set(element, properties)
  if (value) properties.set(name, value)
  else properties.delete(name)
  element.setNodeStyle([...properties].map(([key, text]) => `${key}:${text}`).join(';'), HOST_SEGMENT)
}

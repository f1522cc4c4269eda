let holder: HTMLElement = document.body

/** Tells where toasts, dialogs and sheets are drawn. */
export function setOverlay(element: HTMLElement) {
  holder = element
}

/** Draws something over the phone. @returns how to take it away */
export function drawOver(element: HTMLElement): () => void {
  holder.append(element)
  return () => element.remove()
}

/** Makes an element with class, text and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  if (className) element.className = className
  element.append(...children)
  if (element instanceof HTMLButtonElement) element.type = 'button'
  return element
}

/** A dimmed screen with a sheet at the bottom or a box in the middle. */
export function makeMask(kind: 'sheet' | 'box', label: string, ...children: Node[]): HTMLElement {
  const box = make('div', kind, ...children)
  box.setAttribute('role', 'dialog')
  box.setAttribute('aria-label', label)
  return make('div', `mask ${kind}-mask`, box)
}

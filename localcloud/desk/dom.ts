type Child = Node | string

/** Makes an element; `on` are its listeners. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  if (className) element.className = className
  element.append(...children)
  if (element instanceof HTMLButtonElement) element.type = 'button'
  return element
}

export function button(className: string, label: string | Node, onClick: () => void): HTMLButtonElement {
  const element = make('button', className, label)
  element.addEventListener('click', onClick)
  return element
}

/** An outline icon of 24 units. */
export function icon(path: string, sizePx: number): SVGSVGElement {
  const holder = document.createElement('div')
  holder.innerHTML = `<svg width="${sizePx}" height="${sizePx}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`
  return holder.firstElementChild as SVGSVGElement
}

/** 看店's mark: a bowl. */
export function mark(sizePx: number): SVGSVGElement {
  const holder = document.createElement('div')
  holder.innerHTML = `<svg width="${sizePx}" height="${sizePx}" viewBox="0 0 28 28" aria-hidden="true"><path d="M2.5 13.5h23a11.5 10.5 0 0 1-23 0z" fill="var(--k-brand)"/><path d="M5 9.2C7.4 6 10.5 4.4 14 4.4S20.6 6 23 9.2" fill="none" stroke="var(--k-brand)" stroke-width="2.2" stroke-linecap="round"/><circle cx="14" cy="16.6" r="3.4" fill="#fff"/></svg>`
  return holder.firstElementChild as SVGSVGElement
}

/** A switch button: pressed or not. */
export function toggle(label: string, on: boolean, onClick: () => void): HTMLButtonElement {
  const element = button(on ? 'toggle on' : 'toggle', make('i', ''), onClick)
  element.setAttribute('role', 'switch')
  element.setAttribute('aria-checked', String(on))
  element.setAttribute('aria-label', label)
  return element
}

/** One of several, side by side. */
export function segments<T extends string>(
  className: string,
  choices: readonly (readonly [value: T, label: string])[],
  chosen: T | null,
  choose: (value: T) => void,
): HTMLElement {
  const buttons = choices.map(([value, label]) => {
    const element = button(value === chosen ? 'on' : '', label, () => choose(value))
    element.setAttribute('aria-pressed', String(value === chosen))
    return element
  })
  return make('div', `segments ${className}`, ...buttons)
}

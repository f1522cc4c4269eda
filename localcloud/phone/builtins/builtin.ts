import type { GeneralComponent } from 'glass-easel'

/** `this` inside the definition of a built-in tag with properties P. */
export interface BuiltinHost<P> {
  readonly _$: GeneralComponent
  readonly data: P
  setData(change: Partial<P>): void
  triggerEvent(name: string, detail?: unknown, options?: { bubbles?: boolean; composed?: boolean }): void
}

type PropertyType =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | ArrayConstructor
  | ObjectConstructor
  | null

/** Definition of a built-in tag, in the form that Component() takes. */
export interface Builtin {
  properties: Record<string, PropertyType | { type: PropertyType; value: unknown }>
  observers?: Record<string, (...values: never[]) => void>
  lifetimes?: { created?(): void; attached?(): void; detached?(): void }
  methods?: Record<string, (...values: never[]) => unknown>
  behaviors?: unknown[]
}

/** Types `this` in a definition. */
export const builtin = <P>(definition: Builtin & ThisType<BuiltinHost<P>>): Builtin => definition

/** The element that stands for a tag in the page. */
export const elementOf = (host: { _$: GeneralComponent }) => host._$.getBackendElement() as unknown as HTMLElement

/** Makes a plain element inside a tag. */
export function addInner<K extends keyof HTMLElementTagNameMap>(
  host: { _$: GeneralComponent },
  name: K,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  elementOf(host).append(element)
  return element
}

/** The plain element made by addInner. */
export const innerOf = <K extends keyof HTMLElementTagNameMap>(host: { _$: GeneralComponent }, name: K) =>
  elementOf(host).querySelector(`:scope > ${name}`) as HTMLElementTagNameMap[K]

/** Writes a state that phone.css reads: `wx-disabled`, `wx-type="primary"`. */
export function markState(host: { _$: GeneralComponent }, name: string, value: unknown) {
  if (value === false || value === undefined || value === null || value === '')
    elementOf(host).removeAttribute(`wx-${name}`)
  else elementOf(host).setAttribute(`wx-${name}`, value === true ? '' : String(value))
}

/** The component that an element of the page belongs to. */
export const componentOf = (element: Element) => (element as Element & { __wxElement?: GeneralComponent }).__wxElement

/** Tells a tag's role to assistive technology unless the page says another. */
export function defaultRole(host: { _$: GeneralComponent }, role: string, focusable = false) {
  elementOf(host).setAttribute('role', role)
  if (focusable) elementOf(host).setAttribute('tabindex', '0')
}

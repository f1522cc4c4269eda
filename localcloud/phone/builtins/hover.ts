import { type BuiltinHost, elementOf } from './builtin'

export interface HoverProperties {
  hoverClass: string
  hoverStartTime: number
  hoverStayTime: number
  hoverStopPropagation: boolean
}

/** WeChat's defaults differ by tag only in the class. */
export const hoverProperties = (hoverClass = 'none') => ({
  hoverClass: { type: String, value: hoverClass },
  hoverStartTime: { type: Number, value: 50 },
  hoverStayTime: { type: Number, value: 400 },
  hoverStopPropagation: Boolean,
})

/** Adds the hover class while a finger is down. Its name is scoped like every other class of the owner. */
export function watchHover(host: BuiltinHost<HoverProperties>) {
  const element = elementOf(host)
  const toggle = (on: boolean) => {
    const { hoverClass } = host.data
    if (!hoverClass || hoverClass === 'none' || element.hasAttribute('wx-disabled')) return
    for (const name of hoverClass.split(/\s+/)) if (name) host._$.classList?.toggle(name, on)
  }
  element.addEventListener('pointerdown', () => toggle(true))
  for (const end of ['pointerup', 'pointerleave', 'pointercancel']) element.addEventListener(end, () => toggle(false))
}

import { make, segments } from '../dom'
import type { Panel } from './desk'

const LEVELS = [
  ['few', '少'],
  ['usual', '平常'],
  ['many', '多'],
  ['packed', '爆满'],
] as const

/** How many customers are about. Not shown when the crowd does not run. */
export function crowdPanel(): Panel {
  const element = make('section', 'crowd')
  element.setAttribute('aria-label', '顾客')
  return {
    element,
    watches: (state) => state.crowd,
    draw({ state, control, act }) {
      element.hidden = state.crowd === null
      const { level = null, active } = state.crowd ?? {}
      element.replaceChildren(
        make('b', '', '顾客'),
        make('span', 'small', active === undefined ? '' : `${active} 位在点单`),
        segments('', LEVELS, level as (typeof LEVELS)[number][0] | null, (chosen) =>
          act(() => control.post('crowd', { level: chosen })),
        ),
      )
    },
  }
}

import { OK, RAGE, TAP_CRUMB } from '../catalogue'
import { watchDefinitions } from '../definitions'
import { label } from '../text/route'
import type { Collector } from './collector'

/** So many taps on the same thing, within so many ms: more than somebody does who orders five of a dish. */
const rageTaps = 6
const rageMs = 2_000

/** Taps as crumbs, by the name of the function that hears them, never by what is written there; and rage taps. */
export const taps: Collector = (context) => {
  let latest = ''
  let times: number[] = []
  return watchDefinitions(context, (name, event) => {
    const { type, currentTarget } = Object(event)
    if (type !== 'tap') return
    const place = label(`${context.pageName()} ${name}`)
    const target = place + Object(currentTarget).id
    if (target !== latest) times = []
    latest = target
    context.crumb(TAP_CRUMB, place)
    const now = context.host.elapsed()
    times = [...times.filter((time) => now - time < rageMs), now]
    if (times.length === rageTaps) context.record(RAGE, place, OK)
  })
}

import { JANK, OK } from '../catalogue'
import type { Collector } from './collector'

/** We look this often, for so long after a page was opened: that is when an app is busy, and then a phone may rest. */
const everyMs = 250
const looks = 20
/** A gap from here on can be felt; a longer one than the last was no stall but a phone that slept. */
const stallMs = 200
const longestMs = 30_000

/** Times in which nothing could run: a timer that comes late says how long. */
export const jank: Collector = (context) => {
  const { host } = context
  let left = 0
  let timer: unknown
  const look = () => {
    const askedAt = host.elapsed()
    timer = host.setTimeout(() => {
      const lateMs = host.elapsed() - askedAt - everyMs
      if (lateMs >= stallMs && lateMs <= longestMs) context.record(JANK, context.pageName(), OK, lateMs)
      if (--left > 0) look()
    }, everyMs)
  }
  context.hear('onAppHide', () => {
    left = 0
    host.clearTimeout(timer)
  })
  return context.hear('onAppRouteDone', () => {
    host.clearTimeout(timer)
    left = looks
    look()
  })
}

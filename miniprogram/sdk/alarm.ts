import { attempt } from './attempt'
import type { Host } from './host'

/** Timers take 32 bits of ms, and a phone sleeps: never ask for more than an hour. */
const longestMs = 3_600_000

/** One timer for something that several want done: the earliest wish wins. No wish, no timer. */
export function setAlarm(host: Host, ring: () => void): (afterMs: number) => void {
  let timer: unknown
  let dueAt = 0
  return (afterMs) => {
    const now = host.now()
    const at = now + Math.min(Math.max(0, afterMs), longestMs)
    if (dueAt > now && at >= dueAt) return
    host.clearTimeout(timer)
    dueAt = at
    timer = host.setTimeout(
      () => {
        dueAt = 0
        attempt(ring)
      },
      Math.ceil(at - now),
    )
  }
}

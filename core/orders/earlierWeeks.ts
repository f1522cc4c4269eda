import { sameClockEarlier } from '../time/localTime'

/** Weeks of the same weekday that "usual" is made of (DESIGN-LANGUAGE §5). */
export const WEEKS = 4

/** The same clock window in earlier weeks, newest first, epoch ms. */
export const earlierWindows = (fromMs: number, toMs: number, zone: string): [number, number][] =>
  Array.from({ length: WEEKS }, (_, index): [number, number] => {
    const days = 7 * (index + 1)
    return [sameClockEarlier(fromMs, days, zone), sameClockEarlier(toMs, days, zone)]
  })

/**
 * Only weeks since orders are known: a week without any counts as zero only if an older one has some.
 * @param weeks newest first; @param known whether anything is known of that week
 */
export function weeksWithHistory<T>(weeks: readonly T[], known: (week: T) => boolean): T[] {
  let length = weeks.length
  while (length > 0 && !known(weeks[length - 1] as T)) length--
  return weeks.slice(0, length)
}

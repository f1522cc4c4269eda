import type { StoreDocument } from '../documents/store'
import { addDays, clockAt, localTime } from '../time/localTime'

/** Spans of [fromMs, toMs) in which a shop is open, epoch ms, ascending and apart. The same hours as isOpen, at once. */
export const openSpans = (
  { zone, hours, closedOn }: Pick<StoreDocument, 'zone' | 'hours' | 'closedOn'>,
  fromMs: number,
  toMs: number,
): [number, number][] => {
  if (hours.length === 0) return [[fromMs, toMs]]
  const spans: [number, number][] = []
  // the day before: its hours may pass midnight
  for (let day = addDays(localTime(fromMs, zone).day, -1); clockAt(day, 0, zone) < toMs; day = addDays(day, 1)) {
    if (closedOn.includes(day)) continue
    for (const [opens, closes] of hours[new Date(day).getUTCDay()] ?? []) {
      const [from, to] = [Math.max(fromMs, clockAt(day, opens, zone)), Math.min(toMs, clockAt(day, closes, zone))]
      const last = spans[spans.length - 1]
      if (from >= to) continue
      if (last && from <= last[1]) last[1] = Math.max(last[1], to)
      else spans.push([from, to])
    }
  }
  return spans
}

import type { SlaCard } from '../../contract/pages/reports'
import type { IncidentDocument } from '../documents/incident'
import type { StoreDocument } from '../documents/store'
import { figuresOf } from '../incidents/phases'
import { openSpans } from '../rules/openSpans'
import { DAY_MS, MINUTE_MS, minuteOf } from '../time/units'

/** How dependable ordering was. @param fromMs first moment @param toMs end, not included */
export const slaCard = (
  store: StoreDocument,
  incidents: readonly IncidentDocument[],
  fromMs: number,
  toMs: number,
): Omit<SlaCard, 'from' | 'to' | 'orders' | 'revenueFen' | 'lostFen'> => {
  const within = incidents.filter((one) => one.openedAt < toMs && (one.resolvedAt ?? toMs) > fromMs)
  const broken = merged(
    within.filter(({ severity }) => severity === 'crit'),
    fromMs,
    toMs,
  )
  const open = openSpans(store, fromMs, toMs)
  const openMinutes = open.reduce((sum, [from, to]) => sum + minuteOf(to) - minuteOf(from), 0)
  const brokenMinutes = minutesOf(open, broken)
  const { count, mttaMs, mttrMs } = figuresOf(within)
  const edges = [fromMs, ...broken.flat(), toMs]
  const calmMs = Math.max(
    ...edges.flatMap((edge, index) => (index % 2 === 1 ? [edge - (edges[index - 1] as number)] : [])),
  )
  return {
    days: Math.round((toMs - fromMs) / DAY_MS),
    openMinutes,
    brokenMinutes,
    okShare: openMinutes === 0 ? null : 1 - brokenMinutes / openMinutes,
    incidents: count,
    mttaMs,
    mttrMs,
    calmDays: Math.floor(calmMs / DAY_MS),
  }
}

/** Minutes of the spans that the others touch: one that began is broken. */
const minutesOf = (spans: readonly [number, number][], others: readonly [number, number][]): number => {
  const minutes = new Set<number>()
  for (const [from, to] of spans)
    for (const [begin, end] of others)
      for (let minute = minuteOf(Math.max(from, begin)); minute * MINUTE_MS < Math.min(to, end); minute++)
        minutes.add(minute)
  return minutes.size
}

/** Spans of time, ascending, overlapping ones made one, cut to [fromMs, toMs). */
const merged = (incidents: readonly IncidentDocument[], fromMs: number, toMs: number): [number, number][] => {
  const spans = incidents
    .map(({ openedAt, resolvedAt }): [number, number] => [
      Math.max(fromMs, openedAt),
      Math.min(toMs, resolvedAt ?? toMs),
    ])
    .sort(([a], [b]) => a - b)
  const result: [number, number][] = []
  for (const span of spans) {
    const last = result[result.length - 1]
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1])
    else result.push(span)
  }
  return result
}

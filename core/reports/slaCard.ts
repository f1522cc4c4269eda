import type { IncidentDocument, StoreDocument } from '../documents'
import { figuresOf } from '../incidents/phases'
import { isOpen } from '../rules/openingHours'
import { DAY_MS, MINUTE_MS, minuteOf } from '../time/units'

/** The figures of a card for sharing: how dependable ordering was. */
export interface SlaCard {
  days: number
  /** minutes the shop was open */
  openMinutes: number
  /** of them, minutes with a critical incident */
  brokenMinutes: number
  /** 0 … 1; null where the shop was never open */
  okShare: number | null
  incidents: number
  mttaMs: number | null
  mttrMs: number | null
  /** longest time in a row, open or not, without a critical incident */
  calmDays: number
}

/** @param fromMs first moment @param toMs end, not included */
export const slaCard = (
  store: StoreDocument,
  incidents: readonly IncidentDocument[],
  fromMs: number,
  toMs: number,
): SlaCard => {
  const within = incidents.filter((one) => one.openedAt < toMs && (one.resolvedAt ?? toMs) > fromMs)
  const broken = merged(
    within.filter(({ severity }) => severity === 'crit'),
    fromMs,
    toMs,
  )
  let [openMinutes, brokenMinutes] = [0, 0]
  for (let minute = minuteOf(fromMs); minute < minuteOf(toMs); minute++) {
    const at = minute * MINUTE_MS
    if (!isOpen(store, at)) continue
    openMinutes += 1
    if (broken.some(([from, to]) => from < at + MINUTE_MS && to > at)) brokenMinutes += 1
  }
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

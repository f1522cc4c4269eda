import type { BatchV1 } from '../../contract/batch'
import { DROP_REASONS, type DropReason, dropReasonCode } from '../../contract/dropReasons'
import { LIMITS } from '../../contract/limits'
import { METRICS, type MetricName, metricById } from '../../contract/metrics'
import { isOwnPage, OWN_COSTS } from '../ownPages'
import { minuteOf } from '../time/units'
import { arrivalOf, clockShiftMinutes } from './eventTime'

/** A batch of which only what will be counted is left, and the reason of everything else. */
export interface Screened {
  batch: BatchV1
  /** events counted */
  accepted: number
  /** [drop reason index, how many], ascending */
  dropped: [number, number][]
}

/** WeChat's own crawler opens pages under this scene. Source: official scene list, 1129. */
const CRAWLER_SCENE = 1129

/**
 * Takes out every item that must not be counted. An event counts as one, however it travels.
 * @param isStaff who sends works in the shop: what customers live through is not told of them
 */
export function screenBatch(batch: BatchV1, receivedAtMs: number, isStaff = false): Screened {
  const tally = new Map<DropReason, number>()
  const keep = (reason: DropReason | null, events: number): boolean => {
    if (reason !== null) tally.set(reason, (tally.get(reason) ?? 0) + events)
    return reason === null
  }
  const judge = judgeOf(batch, receivedAtMs, isStaff)
  const counts = batch.counts.filter(([metric, label, , minute, events]) =>
    keep(judge(metric, label, minuteOf(batch.base) + minute), events),
  )
  // ratios are never sampled: who has said enough may still count
  const said: DropReason | null = batch.seq >= LIMITS.sessionBatches ? 'session_budget' : null
  const points = batch.points.filter(([metric, label, , ms]) =>
    keep(judge(metric, label, minuteOf(batch.base + ms)) ?? said, 1),
  )
  const errors = batch.errors.filter(({ label, at }) => keep(judge(null, label, minuteOf(batch.base + at)) ?? said, 1))
  // of a batch that is not counted nothing is kept; an order's sight is judged by its label and time like anything else
  const orders = (batch.orders ?? []).filter(([label, , at]) => keep(judge(null, label, minuteOf(batch.base + at)), 1))
  const accepted =
    counts.reduce((sum, [, , , , events]) => sum + events, 0) + points.length + errors.length + orders.length
  const dropped = [...tally].map(([reason, events]): [number, number] => [dropReasonCode(reason), events])
  const kept = { ...batch, counts, points, errors, ...(batch.orders === undefined ? {} : { orders }) }
  return { batch: kept, accepted, dropped: dropped.sort((a, b) => a[0] - b[0]) }
}

type Judge = (metric: number | null, label: number, phoneMinute: number) => DropReason | null

function judgeOf(batch: BatchV1, receivedAtMs: number, isStaff: boolean): Judge {
  if (batch.app.env !== 'release' || batch.device.scene === CRAWLER_SCENE) return () => 'not_release'
  const shift = clockShiftMinutes(receivedAtMs, batch.sentAt)
  return (metric, label, phoneMinute) => {
    const name = metric === null ? null : metricById(metric)
    if (name === undefined) return 'unknown_metric'
    if (label >= batch.dict.length) return 'malformed'
    const arrival = arrivalOf(phoneMinute + shift, receivedAtMs)
    if (arrival !== 'in_time') return arrival
    return isStaff && name !== null && isOfCustomers(name, batch.dict[label] as string) ? 'staff' : null
  }
}

/**
 * What customers live through is not told of those who work there. Their orders, payments, calls and errors count like
 * anybody's, and what the owner's pages cost on their phones is theirs to know (query/ownPagesCost.ts).
 */
const isOfCustomers = (metric: MetricName, label: string): boolean =>
  METRICS[metric].indicator === 'experience' && !(OWN_COSTS.includes(metric) && isOwnPage(label))

/** @returns what was dropped by name, as `collect` answers it */
export const droppedByName = (dropped: readonly [number, number][]): Record<string, number> =>
  Object.fromEntries(dropped.map(([code, events]) => [DROP_REASONS[code] ?? 'malformed', events]))

import type { BatchV1, CountTuple, PointTuple } from '../../contract/batch'
import type { BatchDocument } from '../../core/documents/batch'
import { MINUTE_MS, minuteOf } from '../../core/time/units'

/** Wednesday 25 November 2026, 12:00 in Shanghai. */
export const NOON = Date.parse('2026-11-25T12:00:00+08:00')

/** A batch of nothing, sent at `sentAt` by a phone with a right clock. */
export function emptyBatch(sentAt: number, changes: Partial<BatchV1> = {}): BatchV1 {
  return {
    v: 1,
    session: 'session0001',
    seq: 0,
    base: minuteOf(sentAt) * MINUTE_MS,
    sentAt,
    store: 's1',
    app: { release: '1.0.0', env: 'release', sdk: '0.1.0' },
    device: { platform: 'ios', class: 'high', network: 'wifi', scene: 1001 },
    dict: [],
    counts: [],
    points: [],
    weight: 1,
    errors: [],
    dropped: [],
    ...changes,
  }
}

/** A stored batch, not packed. */
export function storedBatch(
  id: string,
  user: string,
  receivedAt: number,
  batch: Partial<BatchV1> = {},
): BatchDocument<BatchV1> {
  return {
    _id: `${user}:${id}`,
    shard: '0',
    receivedAt: new Date(receivedAt),
    user,
    batch: emptyBatch(receivedAt, batch),
    dropped: [],
  }
}

/** One counter and, where there is a duration, one point of it. */
export function measured(
  metric: number,
  label: string,
  outcome: number,
  events: number,
  durationMs?: number,
): Pick<BatchV1, 'dict' | 'counts' | 'points'> {
  const counts: CountTuple[] = [[metric, 0, outcome, 0, events]]
  const points: PointTuple[] = durationMs === undefined ? [] : [[metric, 0, outcome, 0, durationMs]]
  return { dict: [label], counts, points }
}

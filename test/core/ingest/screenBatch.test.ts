import type { BatchV1 } from '../../../contract/batch'
import { droppedByName, screenBatch } from '../../../core/ingest/screenBatch'
import { HOUR_MS, MINUTE_MS } from '../../../core/time/units'
import { emptyBatch, measured, NOON } from '../../fakes/batches'

const one = measured(1, 'GET /menu', 0, 5, 120)

const screened = (changes: Partial<BatchV1>, receivedAt = NOON) => {
  const { batch, accepted, dropped } = screenBatch(emptyBatch(NOON, { ...one, ...changes }), receivedAt)
  return {
    accepted,
    dropped: droppedByName(dropped),
    left: [batch.counts.length, batch.points.length, batch.errors.length],
  }
}

describe('what of a batch is counted', () => {
  it.each<[string, Partial<BatchV1>, number, Record<string, number>]>([
    ['a healthy one: all', {}, 6, {}],
    ['an unknown metric: not', { counts: [[999, 0, 0, 0, 7]], points: [] }, 0, { unknown_metric: 7 }],
    ['a label that is not in the dictionary: not', { counts: [[1, 1, 0, 0, 3]], points: [] }, 0, { malformed: 3 }],
    ['24 hours ago to the minute: yes', { base: NOON - 24 * HOUR_MS }, 6, {}],
    ['longer than 24 hours ago: not', { base: NOON - 24 * HOUR_MS - MINUTE_MS }, 0, { too_late: 6 }],
    ['in five minutes: yes, clocks differ', { base: NOON + 5 * MINUTE_MS }, 6, {}],
    ['later than that: not', { base: NOON + 6 * MINUTE_MS }, 0, { too_early: 6 }],
    ['of a trial version: not', { app: { release: '1', env: 'trial', sdk: '1' } }, 0, { not_release: 6 }],
    ['of a develop version: not', { app: { release: '1', env: 'develop', sdk: '1' } }, 0, { not_release: 6 }],
    [
      'of WeChat’s crawler: not',
      { device: { platform: 'ios', class: 'high', network: 'wifi', scene: 1129 } },
      0,
      { not_release: 6 },
    ],
  ])('%s', (_, changes, accepted, dropped) => {
    const result = screened(changes)
    expect(result).toMatchObject({ accepted, dropped })
    expect(result.left.slice(0, 2)).toEqual(accepted > 0 ? [1, 1] : [0, 0])
  })

  it('a phone whose clock is a day behind is corrected by the time of sending', () => {
    const behind = { base: NOON - 24 * HOUR_MS - 5 * MINUTE_MS, sentAt: NOON - 24 * HOUR_MS }
    expect(screened(behind)).toMatchObject({ accepted: 6, dropped: {} })
  })

  it('a phone whose clock is ahead is corrected too', () => {
    expect(screened({ base: NOON + 3 * HOUR_MS, sentAt: NOON + 3 * HOUR_MS })).toMatchObject({ accepted: 6 })
  })

  it('each item is judged for itself', () => {
    const report = { kind: 'error' as const, message: 'x', stack: '', page: 'p', at: 0, crumbs: [] }
    const result = screened({
      counts: [
        [1, 0, 0, 0, 2],
        [999, 0, 0, 0, 3],
        [1, 7, 0, 0, 1],
      ],
      points: [[1, 0, 0, 10 * MINUTE_MS, 5]],
      errors: [
        { ...report, label: 0 },
        { ...report, label: 5 },
      ],
    })
    expect(result).toEqual({
      accepted: 3,
      dropped: { unknown_metric: 3, malformed: 2, too_early: 1 },
      left: [1, 0, 1],
    })
  })
})

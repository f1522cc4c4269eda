import type { BatchV1, CountTuple } from '../../../contract/batch'
import { droppedByName, screenBatch } from '../../../core/ingest/screenBatch'
import { HOUR_MS, MINUTE_MS } from '../../../core/time/units'
import { emptyBatch, measured, NOON } from '../../fakes/batches'

const report = { kind: 'error' as const, label: 0, message: 'x', stack: '', page: 'p', at: 0, crumbs: [] }
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

  it.each([
    ['the last batch within the budget of a session: all', 999, 8, {}, [1, 1, 1, 1]],
    ['one more: no detail, but events and orders still', 1000, 6, { session_budget: 2 }, [1, 0, 0, 1]],
  ])('%s', (_, seq, accepted, dropped, left) => {
    const rest = { seq, errors: [report], orders: [[0, 0, 0] as [number, number, number]] }
    const { batch, ...screened } = screenBatch(emptyBatch(NOON, { ...one, ...rest }), NOON)
    expect([screened.accepted, droppedByName(screened.dropped)]).toEqual([accepted, dropped])
    expect([batch.counts, batch.points, batch.errors, batch.orders].map((list) => list?.length)).toEqual(left)
  })

  it('reasons are told in the order of their list, whichever came first', () => {
    const counts: CountTuple[] = [
      [1, 1, 0, 0, 1],
      [1, 0, 0, 600, 2],
      [999, 0, 0, 0, 3],
    ]
    const { dropped } = screenBatch(emptyBatch(NOON, { ...one, counts, points: [] }), NOON)
    expect(dropped).toEqual([...dropped].sort((a, b) => a[0] - b[0]))
    expect(droppedByName(dropped)).toEqual({ malformed: 1, too_early: 2, unknown_metric: 3 })
  })

  it('what is seen of an order is judged like anything else: too late, too early, or of a label that is not there', () => {
    const orders = [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 30 * HOUR_MS],
    ] as [number, number, number][]
    const { batch, accepted, dropped } = screenBatch(
      emptyBatch(NOON, { dict: ['order'], orders, base: NOON - 24 * HOUR_MS }),
      NOON,
    )
    expect([accepted, batch.orders, droppedByName(dropped)]).toEqual([1, [[0, 0, 0]], { malformed: 1, too_early: 1 }])
  })

  it('a phone whose clock is a day behind is corrected by the time of sending', () => {
    const behind = { base: NOON - 24 * HOUR_MS - 5 * MINUTE_MS, sentAt: NOON - 24 * HOUR_MS }
    expect(screened(behind)).toMatchObject({ accepted: 6, dropped: {} })
  })

  it('a phone whose clock is ahead is corrected too', () => {
    expect(screened({ base: NOON + 3 * HOUR_MS, sentAt: NOON + 3 * HOUR_MS })).toMatchObject({ accepted: 6 })
  })

  it('each item is judged for itself', () => {
    const result = screened({
      counts: [
        [1, 0, 0, 0, 2],
        [999, 0, 0, 0, 3],
        [1, 7, 0, 0, 1],
      ],
      points: [[1, 0, 0, 10 * MINUTE_MS, 5]],
      errors: [report, { ...report, label: 5 }],
    })
    expect(result).toEqual({
      accepted: 3,
      dropped: { unknown_metric: 3, malformed: 2, too_early: 1 },
      left: [1, 0, 1],
    })
  })
})

import { clockShiftMinutes, minutesBefore } from '../../../core/ingest/eventTime'
import { screenBatch } from '../../../core/ingest/screenBatch'
import { HOUR_MS, MINUTE_MS, minuteOf } from '../../../core/time/units'
import { emptyBatch, measured, NOON } from '../../fakes/batches'

test.each([
  ['that takes a second moves nothing', 1_000, 0],
  ['that takes half a minute but a ms moves nothing', 29_999, 0],
  ['that comes half a minute late is by a clock that is a minute behind', 30_000, 1],
  ['that comes half a minute before it was sent moves nothing', -30_000, 0],
  ['and a ms more is by a clock that is a minute ahead', -30_001, -1],
  ['of a phone that is a day behind moves a day', 24 * HOUR_MS + 3_000, 1440],
])('a request %s', (_, late, minutes) => {
  expect(minuteOf(NOON) + clockShiftMinutes(NOON + late, NOON)).toBe(minuteOf(NOON) + minutes)
})

test.each([
  ['in this minute', 0, 0],
  ['a minute ago', -1, 1],
  ['a day ago', -1440, 1440],
  ['a minute more, since the clock of the database had gone on meanwhile', -1441, 1440],
  ['in two minutes, on a clock that is ahead', 2, 0],
])('what happened %s has its place in the day before it arrived', (_, minute, before) => {
  expect(minutesBefore(minuteOf(NOON), minuteOf(NOON) + minute)).toBe(before)
})

describe('at the edges of minutes', () => {
  const report = { kind: 'error' as const, label: 0, message: 'x', stack: '', page: 'p', crumbs: [] }
  const acceptedOf = (base: number, after: number, receivedAt: number) => {
    const { dict } = measured(1, 'GET /menu', 0, 1)
    const things = [
      { points: [[1, 0, 0, after, 90] as [number, number, number, number, number]] },
      { errors: [{ ...report, at: after }] },
      { orders: [[0, 0, after] as [number, number, number]] },
    ]
    return things.map(
      (one) => screenBatch(emptyBatch(receivedAt, { dict, ...one, base, sentAt: receivedAt }), receivedAt).accepted,
    )
  }

  it.each([
    ['the last ms of the fifth minute to come: yes', 5 * MINUTE_MS + 59_000, 999, 0, 1],
    ['the first of the sixth: not', 5 * MINUTE_MS + 59_000, 1_000, 0, 0],
    ['the same at the end of a minute: no later', 5 * MINUTE_MS + 59_000, 1_000, 59_999, 0],
    ['the first ms of a minute 24 hours ago, at its end: yes', -24 * HOUR_MS, 0, 59_999, 1],
    ['the last of the minute before: not', -24 * HOUR_MS - 1, 0, 0, 0],
    ['what became due since such a base: yes', -24 * HOUR_MS - 1, 1, 0, 1],
  ])('a duration, an error and an order of %s', (_, base, after, late, accepted) => {
    expect(acceptedOf(NOON + base, after, NOON + late)).toEqual([accepted, accepted, accepted])
  })
})

import { arrivalsPerMinute, LEVELS, ORDERING_SHARE, ordersPerMinute } from '../../../localcloud/crowd/arrivals'

/** Wednesday 2026-11-18, local time in Shanghai. */
const at = (time: string, day = 18): number => Date.parse(`2026-11-${day}T${time}:00+08:00`)

describe('an ordinary day', () => {
  test.each(['00:00', '09:59', '22:00', '23:30'])('nobody comes at %s', (time) => {
    expect(ordersPerMinute(at(time))).toBe(0)
  })

  test.each(['11:45', '12:00', '12:30', '12:40'])('at %s lunch brings four to six orders a minute', (time) => {
    expect(ordersPerMinute(at(time))).toBeGreaterThanOrEqual(3.9)
    expect(ordersPerMinute(at(time))).toBeLessThanOrEqual(6)
  })

  test('the afternoon is quiet, dinner is a second rush', () => {
    expect(ordersPerMinute(at('15:30'))).toBeLessThan(0.6)
    expect(ordersPerMinute(at('18:30'))).toBeGreaterThan(3)
  })

  test('Saturday is busier than Monday', () => {
    expect(ordersPerMinute(at('12:00', 21))).toBeGreaterThan(1.2 * ordersPerMinute(at('12:00', 16)))
  })

  test('makes a shop of some thousand orders', () => {
    let orders = 0
    for (let minute = 0; minute < 1440; minute++) orders += ordersPerMinute(at('00:00') + minute * 60_000)
    expect(orders).toBeGreaterThan(1_000)
    expect(orders).toBeLessThan(1_500)
  })
})

test.each(Object.entries(LEVELS))('%s multiplies everybody who comes by %d', (level, factor) => {
  const expected = (ordersPerMinute(at('12:00')) * factor) / ORDERING_SHARE
  expect(arrivalsPerMinute(at('12:00'), level as keyof typeof LEVELS)).toBeCloseTo(expected)
})

import type { Point } from '../../../core/insight/detector'
import { binomial, normal, poisson, seeded } from './random'

const { exp, floor } = Math

export const MINUTE = 60_000
export const DAY = 1440
/** A Monday, midnight in Shanghai. */
export const MONDAY = Date.UTC(2026, 2, 1, 16)
export const atMinute = (minute: number): number => MONDAY + minute * MINUTE

const bump = (hour: number, peak: number, width: number): number => exp(-(((hour - peak) / width) ** 2))

/** Orders a minute that a shop with this lunch peak expects: lunch, dinner, a little at night; weekends busier. */
export function usualOrders(minute: number, peak: number): number {
  const hour = (minute / 60) % 24
  const weekend = floor(minute / DAY) % 7 >= 5 ? 1.25 : 1
  return weekend * peak * (0.01 + bump(hour, 12.1, 1) + 0.8 * bump(hour, 18.5, 1.4) + 0.15 * bump(hour, 15, 3))
}

export interface World {
  seed: number
  /** first minute and the one after the last, since the first Monday */
  from: number
  to: number
  /** orders a minute at the height of lunch */
  peak: number
  /** factor on a minute's orders */
  change?: (minute: number) => number
}

/** Orders, one point a minute, with a little weather in every day. */
export function orderCounts({ seed, from, to, peak, change }: World): Point[] {
  const random = seeded(seed * 1000 + from)
  const points: Point[] = []
  let weather = 1
  for (let minute = from; minute < to; minute++) {
    if (minute % DAY === 0) weather = 1 + 0.04 * normal(random)
    const mean = usualOrders(minute, peak) * weather * (change?.(minute) ?? 1)
    points.push({ at: atMinute(minute), value: poisson(random, mean) })
  }
  return points
}

/** Payments that failed among those begun. @param chance of a failure at a minute */
export function paymentFailures(world: World, chance: (minute: number) => number): Point[] {
  const random = seeded(world.seed + 1)
  return orderCounts(world).map(({ at, value }, k) => {
    const of = value ?? 0
    return { at, value: binomial(random, of, chance(world.from + k)), of }
  })
}

/** p95 of a minute's durations, ms. @param shift factor at a minute @param slowShare how often the slow hump shows */
export function latencies(
  { seed, from, to }: Pick<World, 'seed' | 'from' | 'to'>,
  shift: (minute: number) => number,
  slowShare = 0,
): Point[] {
  const random = seeded(seed * 1000 + from)
  const points: Point[] = []
  for (let minute = from; minute < to; minute++) {
    const load = 1 + usualOrders(minute, 0.25)
    const slow = random() < slowShare ? 2.4 : 1
    points.push({ at: atMinute(minute), value: 180 * load * slow * shift(minute) * exp(0.12 * normal(random)) })
  }
  return points
}

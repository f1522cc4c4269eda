import type { BurnRule } from '../../../contract/schemas/rule'
import type { Evidence, Merged } from '../../../core/evidence'
import { judgeBurn, pairsOf } from '../../../core/rules/burn'
import { defaultRule } from '../../fakes/defaultRules'
import { minutesToPage } from './minutesToPage'

const DAY = 1440
const ALL = 1e9

const random = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Traffic {
  sessionsPerMinute: number
  /** share of customers whose every try fails */
  badShare: number
  minutes: number
  /** everybody fails from this minute on */
  outageFrom?: number
}

/** Customers arrive at random; who fails tries up to eight times, as people do. Counts up to each minute, for windows. */
const simulate = (next: () => number, { sessionsPerMinute, badShare, minutes, outageFrom = ALL }: Traffic) => {
  const ok = [0]
  const bad = [0]
  const failures: { minute: number; user: string }[] = []
  for (let minute = 0; minute < minutes; minute++) {
    let [fine, failed] = [0, 0]
    for (let arrived = poisson(next, sessionsPerMinute); arrived > 0; arrived--) {
      if (minute < outageFrom && next() >= badShare) {
        fine += 1
        continue
      }
      const tries = 1 + Math.floor(next() * 8)
      failed += tries
      failures.push({ minute, user: `u${failures.length}` })
    }
    ok.push((ok[minute] as number) + fine)
    bad.push((bad[minute] as number) + failed)
  }
  return { ok, bad, failures }
}

const poisson = (next: () => number, mean: number): number => {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > limit; product *= next()) count += 1
  return count
}

type Simulated = ReturnType<typeof simulate>

const evidenceOf = ({ ok, bad, failures }: Simulated, minute: number): Evidence => {
  const merged: Evidence['merged'] = (_, { from, to }): Merged => {
    const within = (column: number[]) => (column[Math.max(0, to)] ?? 0) - (column[Math.max(0, from)] ?? 0)
    const users = new Set(failures.filter((one) => one.minute >= from && one.minute < to).map(({ user }) => user))
    const [fine, failed] = [within(ok), within(bad)]
    return { counts: [fine], ok: fine, failed, total: fine + failed, sketch: null, failedUsers: users, users }
  }
  return {
    store: 's1',
    foldedThrough: minute + 1,
    settledThrough: minute,
    merged,
    labels: () => [],
    firstSeen: () => null,
    orders: () => null,
    orderHistory: () => [],
    truth: () => null,
  }
}

const ruleOf = (objective: number, minUsers: number): BurnRule => ({
  ...defaultRule('apiBudget', 'burn'),
  sources: [{ metric: 'call' }],
  freshness: 'fresh',
  minEvents: 0,
  objective,
  minUsers,
})

/** Times at which it begins to hold. */
const pages = (rule: BurnRule, simulated: Simulated): number[] => {
  const found: number[] = []
  let wasHolding = false
  for (let minute = 60; minute < simulated.ok.length - 1; minute++) {
    const failedLately = (simulated.bad[minute + 1] as number) > (simulated.bad[minute - 4] as number)
    const holds = failedLately && judgeBurn(rule, evidenceOf(simulated, minute), minute).holds === true
    if (holds && !wasHolding) found.push(minute)
    wasHolding = holds
  }
  return found
}

describe('a shop with few customers, at half its error budget', () => {
  const days = 100
  const falsePages = (sessionsPerMinute: number, minUsers: number): number => {
    const next = random(20261122)
    const objective = 0.999
    let found = 0
    for (let day = 0; day < days; day++) {
      const traffic = { sessionsPerMinute, badShare: (1 - objective) / 2, minutes: DAY }
      found += pages(ruleOf(objective, minUsers), simulate(next, traffic)).length
    }
    return found / days
  }

  it.each([0.2, 1, 5])('with %d customers a minute pages falsely at most once in a hundred days', (perMinute) => {
    expect(falsePages(perMinute, 3)).toBeLessThanOrEqual(0.01)
  })

  it('needs the gate: without it a single customer who retries pages', () => {
    expect(falsePages(1, 0)).toBeGreaterThan(0.1)
  })
})

describe('a total outage', () => {
  const OUTAGE = 300
  const pagedAfter = (objective: number, sessionsPerMinute: number, seed: number): number => {
    const traffic = { sessionsPerMinute, badShare: 0, minutes: OUTAGE + 120, outageFrom: OUTAGE }
    const [first] = pages(ruleOf(objective, 3), simulate(random(seed), traffic))
    return (first ?? ALL) + 1 - OUTAGE
  }
  const median = (values: number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number
  const seeds = Array.from({ length: 21 }, (_, index) => index + 1)

  it.each([0.999, 0.995, 0.99])(
    'of a busy shop that promises %d is paged in the time the formula gives',
    (objective) => {
      const [quick] = pairsOf(ruleOf(objective, 3))
      const expected = Math.ceil(minutesToPage(quick as NonNullable<typeof quick>, objective))
      for (const seed of seeds) expect(pagedAfter(objective, 30, seed)).toBeLessThanOrEqual(expected + 1)
    },
  )

  it.each([
    [1, 5],
    [0.2, 21],
  ])('of a shop with %d customers a minute is paged within %d minutes, as a rule', (perMinute, minutes) => {
    expect(median(seeds.map((seed) => pagedAfter(0.999, perMinute, seed)))).toBeLessThanOrEqual(minutes)
  })
})

import type { Rule } from '../../../contract/schemas/rule'
import { judgeRule } from '../../../core/rules/judgeRule'
import { fakeStore, NOON_MINUTE } from '../../fakes/alertedShop'
import { defaultRule } from '../../fakes/defaultRules'
import { type FakeEvent, type FakeShop, fakeEvidence } from '../../fakes/evidence'

const store = { ...fakeStore, firstSeenAt: (NOON_MINUTE - 100_000) * 60_000 }
const judge = (rule: Rule, shop: FakeShop, minute = NOON_MINUTE) =>
  judgeRule(rule, fakeEvidence(shop, minute), minute, store)

/** `failed` of `total` calls, by as many customers, at a minute before noon. */
const calls = (minutesAgo: number, failed: number, total: number, users = failed): FakeEvent[] =>
  Array.from({ length: total }, (_, index) => ({
    metric: 'call',
    minute: NOON_MINUTE - minutesAgo,
    user: `u${index < failed ? index % users : `ok${index}`}`,
    outcome: index < failed ? 'server' : 'ok',
  }))

describe('a budget that burns', () => {
  const rule = defaultRule('apiBudget', 'burn')

  it.each([
    ['fast in both windows', [...calls(40, 10, 30), ...calls(3, 10, 30)], true],
    ['fast in the hour, but over by now', [...calls(40, 20, 30), ...calls(3, 0, 30)], false],
    ['fast only in the last minutes', [...calls(40, 0, 300), ...calls(3, 10, 30)], false],
    ['fast, but by one customer who tries again', [...calls(40, 10, 30, 1), ...calls(3, 10, 30, 1)], 'unknown'],
    ['with nothing in the last minutes', calls(40, 20, 30), 'unknown'],
    ['with nothing at all', [], 'unknown'],
    ['with no failure', calls(3, 0, 30), false],
  ] as [string, FakeEvent[], boolean | 'unknown'][])('%s', (_, events, holds) => {
    expect(judge(rule, { events }).holds).toBe(holds)
  })

  it('says how fast: one hour at a third failed burns one percent of budget 33 times too fast', () => {
    expect(judge(rule, { events: [...calls(40, 10, 30), ...calls(3, 10, 30)] }).value).toBeCloseTo(33.33, 2)
  })

  it('fires for whichever pair of windows burns, and speaks of that window', () => {
    const slow: Rule = { ...rule, windows: 'pyrra7d', pairs: ['page-quick', 'page-slow'] }
    expect(judge(slow, { events: [...calls(80, 40, 100), ...calls(6, 30, 100), ...calls(3, 0, 100)] })).toMatchObject({
      holds: true,
      seen: { window: 90 },
    })
  })
})

describe('the same weekday and hour', () => {
  const rule = defaultRule('ordersBelow', 'baseline')
  const week = (created: number) => ({ created, paid: created, paidFen: created * 2000 })
  const orders = (count: number) => Array.from({ length: count }, () => ({ minute: NOON_MINUTE - 5, amountFen: 2000 }))

  it.each([
    ['a third of it', { history: [week(28), week(32)], orders: orders(10) }, true],
    ['nearly as much', { history: [week(28), week(32)], orders: orders(25) }, false],
    ['an hour that is quiet anyway', { history: [week(10), week(12)], orders: orders(1) }, 'unknown'],
    ['one week of history only', { history: [week(30)], orders: orders(1) }, 'unknown'],
    ['orders that were not read yet', { history: [week(30), week(30)], ordersThrough: NOON_MINUTE }, 'unknown'],
  ] as [string, FakeShop, boolean | 'unknown'][])('%s', (_, shop, holds) => {
    expect(judge(rule, shop).holds).toBe(holds)
  })

  it('of money counts money', () => {
    const revenue = defaultRule('revenueBelow', 'baseline')
    const cheap = Array.from({ length: 30 }, () => ({ minute: NOON_MINUTE - 5, amountFen: 300 }))
    const seen = judge(revenue, { history: [week(30), week(30)], orders: cheap })
    expect(seen).toMatchObject({ holds: true, value: 0.15, seen: { yuan: 90, percent: 15 } })
  })
})

describe('a new error', () => {
  const rule = defaultRule('newError', 'firstSeen')
  const errors = (label: string, users: number, minutesAgo = 2): FakeEvent[] =>
    Array.from({ length: users * 2 }, (_, index) => ({
      metric: 'error',
      label,
      minute: NOON_MINUTE - minutesAgo,
      user: `u${index % users}`,
    }))

  it.each([
    ['met by four customers', { events: errors('a', 4) }, true],
    ['met by two', { events: errors('a', 2) }, 'unknown'],
    ['known since yesterday', { events: errors('a', 9), firstSeen: { a: NOON_MINUTE - 1440 } }, false],
    ['among known ones', { events: [...errors('a', 9), ...errors('b', 3)], firstSeen: { a: 1 } }, true],
    ['none', { events: calls(2, 0, 9) }, false],
    ['nothing received', {}, 'unknown'],
  ] as [string, FakeShop, boolean | 'unknown'][])('%s', (_, shop, holds) => {
    expect(judge(rule, shop).holds).toBe(holds)
  })

  it('is no news on a shop’s first day, when all are new', () => {
    const young = { ...store, firstSeenAt: (NOON_MINUTE - 600) * 60_000 }
    const evidence = fakeEvidence({ events: errors('a', 9) }, NOON_MINUTE)
    expect(judgeRule(rule, evidence, NOON_MINUTE, young).holds).toBe('unknown')
    expect(judgeRule(rule, evidence, NOON_MINUTE, { ...store, firstSeenAt: null }).holds).toBe('unknown')
  })
})

describe('a heartbeat', () => {
  const rule = defaultRule('noVisits', 'heartbeat')
  const visits = (minutesAgo: number, count: number): FakeEvent[] =>
    Array.from({ length: count }, (_, index) => ({
      metric: 'session',
      minute: NOON_MINUTE - minutesAgo,
      user: `v${index}`,
    }))

  it.each([
    ['stopped, with nothing received any more', visits(40, 20), true],
    ['stopped, while other things still arrive', [...visits(40, 20), ...calls(2, 0, 9)], true],
    ['goes on', [...visits(40, 20), ...visits(20, 1)], false],
    ['was never regular', visits(40, 3), 'unknown'],
  ] as [string, FakeEvent[], boolean | 'unknown'][])('%s', (_, events, holds) => {
    expect(judge(rule, { events }).holds).toBe(holds)
  })

  it('is not missed before the fold has come that far', () => {
    const evidence = { ...fakeEvidence({ events: visits(40, 20) }, NOON_MINUTE), foldedThrough: NOON_MINUTE - 3 }
    expect(judgeRule(rule, evidence, NOON_MINUTE, store).holds).toBe('unknown')
  })
})

describe('an order that is never paid', () => {
  it('is no sale: silence of payments is seen while orders still come in', () => {
    const rule = defaultRule('noPaidOrders', 'absence')
    const history = [1, 2].map(() => ({ created: 9, paid: 8, paidFen: 1 }))
    const evidence = { ...fakeEvidence({ history }, NOON_MINUTE), orders: () => ({ created: 7, paid: 0, paidFen: 0 }) }
    expect(judgeRule(rule, evidence, NOON_MINUTE, store)).toMatchObject({ holds: true, seen: { expected: 8 } })
  })
})

describe('an anomaly of a count', () => {
  const rule = defaultRule('ordersOdd', 'anomaly')
  const open = { open: true, side: 'below', evidence: 9, value: 1, days: 14, usual: new Array(60).fill(3) } as const
  const orders = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ minute: NOON_MINUTE - (index % 30), amountFen: 2500 }))

  it.each([
    ['far below what was expected', 40, true],
    ['a fifth below', 72, true],
    ['a tenth below: nobody would call that less', 81, false],
    ['made up for within the window, although the detector’s alert is still open', 91, false],
  ])('%s', (_, count, holds) => {
    const verdict = judge(rule, { readings: { orders: open }, orders: orders(count) })
    expect([verdict.seen.expected, verdict.holds]).toEqual([90, holds])
  })
})

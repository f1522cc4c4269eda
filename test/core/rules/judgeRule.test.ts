import { judgeRule } from '../../../core/rules/judgeRule'
import { sentenceOf } from '../../../core/rules/sentence'
import { fakeStore, NOON_MINUTE, payments } from '../../fakes/alertedShop'
import { defaultRule } from '../../fakes/defaultRules'
import { type FakeEvent, type FakeShop, fakeEvidence } from '../../fakes/evidence'

const judge = (rule: Parameters<typeof judgeRule>[0], shop: FakeShop, minute = NOON_MINUTE) =>
  judgeRule(rule, fakeEvidence(shop, minute), minute, fakeStore)

const failures = (users: number, tries = 1, minute = NOON_MINUTE): FakeEvent[] =>
  Array.from({ length: users * tries }, (_, index) => ({
    metric: 'pay',
    minute,
    user: `u${index % users}`,
    outcome: 'business',
  }))

describe('a share of attempts', () => {
  const rule = defaultRule('paymentSuccess', 'ratio')

  it.each([
    ['three customers cannot pay', failures(3), true],
    ['two customers cannot pay: too few to tell', failures(2), 'unknown'],
    ['one customer tries ten times: that is one customer', failures(1, 10), 'unknown'],
    ['half of them can pay', [...failures(4), ...payments(NOON_MINUTE, NOON_MINUTE + 1, 4, 'ok')], false],
    [
      'one of two tries worked out: fine, however few',
      [...failures(1), ...payments(NOON_MINUTE, NOON_MINUTE + 1, 1, 'ok')],
      false,
    ],
    ['nobody tried', [], 'unknown'],
    ['customers changed their mind: nobody failed', payments(NOON_MINUTE, NOON_MINUTE + 1, 9, 'aborted'), 'unknown'],
    ['they failed before the window', failures(9, 1, NOON_MINUTE - 3), 'unknown'],
    ['they failed at the beginning of the window', failures(9, 1, NOON_MINUTE - 2), true],
  ] as [string, FakeEvent[], boolean | 'unknown'][])('when %s', (_, events, holds) => {
    expect(judge(rule, { events }).holds).toBe(holds)
  })

  it('is told as how many customers it hit', () => {
    expect(sentenceOf(rule, judge(rule, { events: failures(4) }))).toBe('3分钟4位顾客付款失败')
  })

  it('waits for the slowest healthy phone where successes may still be on their way', () => {
    const availability = defaultRule('availability', 'ratio')
    const calls = (minute: number): FakeEvent[] =>
      Array.from({ length: 30 }, (_, index) => ({ metric: 'call', minute, user: `u${index}`, outcome: 'server' }))
    expect(judge(availability, { events: calls(NOON_MINUTE) }).holds).toBe('unknown')
    expect(judge(availability, { events: calls(NOON_MINUTE) }, NOON_MINUTE + 1).holds).toBe(true)
  })

  it('adds up its metrics before dividing', () => {
    const availability = defaultRule('availability', 'ratio')
    const many = (metric: 'call' | 'request', outcome: FakeEvent['outcome'], count: number): FakeEvent[] =>
      Array.from({ length: count }, (_, index) => ({
        metric,
        minute: NOON_MINUTE - 1,
        user: `${metric}${index}`,
        outcome: outcome ?? 'ok',
      }))
    const events = [...many('call', 'ok', 30), ...many('request', 'network', 10)]
    expect(judge(availability, { events })).toMatchObject({ holds: true, value: 0.75, seen: { users: 10, events: 40 } })
  })

  it('may be taken of another metric: errors for each visit', () => {
    const rate = defaultRule('errorRate', 'ratio')
    const visits = Array.from(
      { length: 20 },
      (_, index): FakeEvent => ({ metric: 'session', minute: NOON_MINUTE - 2, user: `u${index}` }),
    )
    const errors = (count: number) =>
      Array.from(
        { length: count },
        (_, index): FakeEvent => ({ metric: 'error', minute: NOON_MINUTE - 2, user: `u${index}` }),
      )
    expect(judge(rate, { events: [...visits, ...errors(5)] })).toMatchObject({ holds: true, value: 0.25 })
    expect(judge(rate, { events: [...visits, ...errors(4)] }).holds).toBe(false)
    expect(judge(rate, { events: visits }).holds).toBe(false)
    expect(judge(rate, { events: errors(9) }).holds).toBe('unknown')
  })
})

describe('a quantile', () => {
  const rule = defaultRule('apiP95', 'threshold')
  const calls = (durations: number[]): FakeEvent[] =>
    durations.map((durationMs, index) => ({ metric: 'call', minute: NOON_MINUTE - 1, user: `u${index}`, durationMs }))

  it.each([
    ['one in ten takes four seconds', calls([...Array(27).fill(200), 4000, 4000, 4000]), true],
    ['one in thirty does', calls([...Array(29).fill(200), 4000]), false],
    ['all do, but there are few', calls(Array(5).fill(4000)), 'unknown'],
    ['nothing was called', [], 'unknown'],
  ] as [string, FakeEvent[], boolean | 'unknown'][])('when %s', (_, events, holds) => {
    expect(judge(rule, { events }).holds).toBe(holds)
  })

  it('is told in seconds', () => {
    expect(sentenceOf(rule, judge(rule, { events: calls(Array(30).fill(4000)) }))).toBe('慢的时候要等4秒')
  })
})

describe('no orders', () => {
  const rule = defaultRule('noOrders', 'absence')
  const week = (created: number) => ({ created, paid: created, paidFen: created * 2500 })

  it.each([
    ['none where five are usual', { history: [week(5), week(5)] }, true],
    ['one came', { history: [week(9)], orders: [{ minute: NOON_MINUTE - 19, amountFen: 2500 }] }, false],
    [
      'the last one came just before the window',
      { history: [week(5)], orders: [{ minute: NOON_MINUTE - 20, amountFen: 2500 }] },
      true,
    ],
    ['a quiet hour anyway', { history: [week(1), week(3)] }, false],
    ['orders have not been read that far', { history: [week(9)], ordersThrough: NOON_MINUTE }, 'unknown'],
    ['no history, and none earlier today', {}, 'unknown'],
  ] as [string, FakeShop, boolean | 'unknown'][])('when %s', (_, shop, holds) => {
    expect(judge(rule, shop).holds).toBe(holds)
  })

  it('without history counts only a long silence after earlier orders of the same opening', () => {
    const opened = [{ minute: NOON_MINUTE - 100, amountFen: 2500 }] // 10:20, the shop opens at 10:00
    expect(judge(rule, { orders: opened }).holds).toBe(true)
    expect(judge(rule, { orders: [{ minute: NOON_MINUTE - 60, amountFen: 2500 }] }).holds).toBe('unknown')
    expect(judge(rule, { orders: [...opened, { minute: NOON_MINUTE - 60, amountFen: 2500 }] }).holds).toBe(false)
    expect(judge(rule, { orders: [{ minute: NOON_MINUTE - 130, amountFen: 2500 }] }).holds).toBe('unknown')
  })

  it('is not judged while the shop is closed', () => {
    const night = NOON_MINUTE + 11 * 60
    expect(judge(rule, { history: [week(9)] }, night).holds).toBe('closed')
  })

  it('is told with what is usual, and without it where nothing is known', () => {
    expect(sentenceOf(rule, judge(rule, { history: [week(5)] }))).toBe('20分钟没单，平时有5单')
    expect(sentenceOf(rule, judge(rule, { orders: [{ minute: NOON_MINUTE - 100, amountFen: 1 }] }))).toBe('90分钟没单')
  })
})

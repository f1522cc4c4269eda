import type { SeriesName } from '../../../contract/insight'
import type { Rule } from '../../../contract/schemas/rule'
import type { SeriesReading } from '../../../core/insight/watch/reading'
import { judgeRule } from '../../../core/rules/judgeRule'
import { sentenceOf } from '../../../core/rules/sentence'
import { fakeStore, NOON_MINUTE } from '../../fakes/alertedShop'
import { defaultRules } from '../../fakes/defaultRules'
import { type FakeEvent, type FakeOrder, type FakeShop, fakeEvidence } from '../../fakes/evidence'

type Metric = FakeEvent['metric']

/** `count` events of different customers, spread over the minutes before noon. */
const events = (metric: Metric, count: number, more: Partial<FakeEvent> = {}, minutes = 5): FakeEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    metric,
    minute: NOON_MINUTE - 1 - (index % minutes),
    user: `${metric}${more.outcome ?? more.label ?? ''}${index}`,
    ...more,
  }))

const orders = (count: number, amountFen = 2500): FakeOrder[] =>
  Array.from({ length: count }, (_, index) => ({ minute: NOON_MINUTE - (index % 20), amountFen }))

const usual = (created: number) => [1, 2, 3].map(() => ({ created, paid: created, paidFen: created * 2500 }))
const failing = (metric: Metric, outcome: NonNullable<FakeEvent['outcome']>, failed: number, fine: number) => [
  ...events(metric, failed, { outcome }),
  ...events(metric, fine),
]
const timed = (metric: Metric, durationMs: number, count = 40) => events(metric, count, { durationMs })
const carts = (submitted: number) => [
  ...events('step', 60, { label: 'cart' }, 20),
  ...events('step', submitted, { label: 'submit' }, 20),
]

/** What a detector says of a series three weeks old. */
const reads = (series: SeriesName, more: Partial<SeriesReading>): Pick<FakeShop, 'readings'> => {
  const usual = new Array<number>(60).fill(1)
  return { readings: { [series]: { open: true, side: 'above', evidence: 9, value: 0.5, days: 21, usual, ...more } } }
}
const below = (series: SeriesName, more: Partial<SeriesReading> = {}) => reads(series, { side: 'below', ...more })

/** Of every rule: what makes it hold, and what looks alike but does not. */
const table: Record<string, { fires: FakeShop; silent: FakeShop }> = {
  paymentSuccess: {
    fires: { events: failing('pay', 'business', 6, 2) },
    silent: { events: failing('pay', 'business', 3, 4) },
  },
  paidNotShown: {
    fires: { misfits: { paidNotShown: { orders: 2, fen: 6300 } } },
    silent: { misfits: { paidNotShown: { orders: 1, fen: 3400 } } },
  },
  shownNotPaid: {
    fires: { misfits: { shownNotPaid: { orders: 2, fen: 6300 } } },
    silent: { misfits: { shownNotPaid: { orders: 1, fen: 3400 }, paidNotShown: { orders: 9, fen: 1 } } },
  },
  doublePaid: {
    fires: { misfits: { doublePaid: { orders: 1, fen: 3400 } } },
    silent: {},
  },
  hastyCancel: {
    fires: { misfits: { hastyCancel: { orders: 3, fen: 9000 } } },
    silent: { misfits: { hastyCancel: { orders: 2, fen: 6000 } } },
  },
  availability: {
    fires: { events: failing('call', 'server', 6, 30) },
    silent: { events: failing('call', 'server', 2, 30) },
  },
  probeFailing: {
    fires: { events: events('probe', 1, { outcome: 'network' }) },
    silent: { events: events('probe', 1) },
  },
  noOrders: { fires: { history: usual(6) }, silent: { history: usual(6), orders: orders(1) } },
  noPaidOrders: { fires: { history: usual(8) }, silent: { history: usual(8), orders: orders(1) } },
  paymentBudget: {
    fires: { events: failing('pay', 'timeout', 8, 12) },
    silent: { events: failing('pay', 'timeout', 5, 25) },
  },
  apiBudget: {
    fires: { events: failing('request', 'server', 8, 32) },
    silent: { events: failing('request', 'server', 5, 60) },
  },
  errorRate: {
    fires: { events: [...events('session', 20), ...events('error', 6)] },
    silent: { events: [...events('session', 20), ...events('error', 3)] },
  },
  newError: {
    fires: { events: events('error', 4, { label: 'f1' }) },
    silent: { events: events('error', 40, { label: 'f1' }), firstSeen: { f1: NOON_MINUTE - 3000 } },
  },
  errorStorm: { fires: { events: events('error', 60) }, silent: { events: events('error', 30) } },
  apiP95: { fires: { events: timed('call', 4000) }, silent: { events: timed('call', 2500) } },
  apiMedian: {
    fires: { events: timed('request', 2500) },
    silent: { events: [...timed('request', 9000, 10), ...timed('request', 300, 30)] },
  },
  timeouts: {
    fires: { events: failing('call', 'timeout', 4, 30) },
    silent: { events: failing('call', 'network', 4, 30) },
  },
  serverErrors: {
    fires: { events: failing('call', 'server', 4, 30) },
    silent: { events: failing('call', 'timeout', 4, 30) },
  },
  networkTrouble: {
    fires: { events: failing('call', 'network', 10, 20) },
    silent: { events: failing('call', 'network', 4, 26) },
  },
  slowPayment: { fires: { events: timed('pay', 100_000, 12) }, silent: { events: timed('pay', 20_000, 12) } },
  cartDropped: { fires: { events: carts(2) }, silent: { events: carts(20) } },
  ordersBelow: {
    fires: { history: usual(30), orders: orders(8) },
    silent: { history: usual(30), orders: orders(20) },
  },
  revenueBelow: {
    fires: { history: usual(30), orders: orders(28, 500) },
    silent: { history: usual(30), orders: orders(28) },
  },
  rush: { fires: { history: usual(12), orders: orders(40) }, silent: { history: usual(12), orders: orders(20) } },
  callStorm: {
    fires: { events: events('call', 16_000, { user: 'u' }) },
    silent: { events: events('call', 9000, { user: 'u' }) },
  },
  noVisits: {
    fires: { events: events('session', 20, { minute: NOON_MINUTE - 40 }) },
    silent: { events: [...events('session', 20, { minute: NOON_MINUTE - 40 }), ...events('session', 1)] },
  },
  slowLaunch: { fires: { events: timed('launch', 6000) }, silent: { events: timed('launch', 3000) } },
  slowRender: { fires: { events: timed('render', 2500) }, silent: { events: timed('render', 800) } },
  ordersOdd: {
    fires: { ...below('orders'), orders: orders(3) },
    silent: { ...below('orders', { side: 'above' }), orders: orders(60) },
  },
  paymentsOdd: {
    fires: { ...reads('payFailures', {}), events: failing('pay', 'business', 4, 20) },
    silent: { ...reads('payFailures', { open: false }), events: failing('pay', 'business', 4, 20) },
  },
  callsOdd: {
    fires: { ...reads('callFailures', {}), events: failing('call', 'server', 4, 60) },
    silent: { ...reads('callFailures', { side: 'below' }), events: failing('call', 'server', 4, 60) },
  },
  slowOdd: {
    fires: { ...reads('durations', { value: 2400 }), events: timed('call', 2400) },
    silent: { ...reads('durations', { value: 2400, evidence: 5 }), events: timed('call', 2400) },
  },
  visitsOdd: {
    fires: { ...below('visits'), events: events('session', 4) },
    silent: { ...below('visits', { open: false }), events: events('session', 4) },
  },
  slowRoute: { fires: { events: timed('route', 2500) }, silent: { events: timed('route', 800) } },
}

const store = { ...fakeStore, firstSeenAt: (NOON_MINUTE - 100_000) * 60_000 }
const judge = (rule: Rule, shop: FakeShop) => judgeRule(rule, fakeEvidence(shop, NOON_MINUTE), NOON_MINUTE, store)

describe('every rule of the pack', () => {
  it('is in the table', () => {
    expect(Object.keys(table).sort()).toEqual(defaultRules.map(({ id }) => id))
  })

  it.each(defaultRules)('$id can fire, and says so in a sentence that fits the message', (rule) => {
    const verdict = judge(rule, table[rule.id]?.fires ?? {})
    expect(verdict.holds).toBe(true)
    const sentence = sentenceOf(rule, verdict)
    expect(sentence).toMatch(/\d/)
    expect(sentence).not.toMatch(/[{}]/)
    expect(sentence.length).toBeLessThanOrEqual(20)
  })

  it.each(defaultRules)('$id is silent at what looks alike', (rule) => {
    expect(judge(rule, table[rule.id]?.silent ?? {}).holds).toBe(false)
  })

  it.each(defaultRules)('$id says nothing where nothing is known', (rule) => {
    expect(judge(rule, {}).holds).not.toBe(true)
  })

  const largest = {
    window: 60,
    users: 50,
    events: 9999,
    ok: 9999,
    failed: 9999,
    percent: 100,
    seconds: 99.9,
    expected: 9999,
    yuan: 99_999,
    times: 99.9,
  }
  it.each(defaultRules)('$id fits the message with the largest numbers', (rule) => {
    expect(sentenceOf(rule, { holds: true, value: 0, seen: largest }).length).toBeLessThanOrEqual(20)
    expect(rule.text.title.length).toBeLessThanOrEqual(13)
  })
})

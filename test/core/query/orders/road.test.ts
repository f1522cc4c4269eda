import { CRUMB_KINDS } from '../../../../contract/crumbKinds'
import { METRICS } from '../../../../contract/metrics'
import { outcomeCode } from '../../../../contract/outcomes'
import type { RoadStep } from '../../../../contract/pages/orderWatch'
import type { OrderFact } from '../../../../core/documents/orderHour'
import { newIncident } from '../../../../core/incidents/newIncident'
import { phoneSteps, serverSteps, shopSteps } from '../../../../core/query/orders/road'
import { minuteOf } from '../../../../core/time/units'
import { NOON, storedBatch } from '../../../fakes/batches'

const SECOND = 1_000
const HOUR = 3_600_000
const CALL = METRICS.call.id
const OK = outcomeCode('ok')

const brief = (steps: readonly RoadStep[]) =>
  [...steps]
    .sort((a, b) => a.at - b.at)
    .map(({ at, kind, label, durationMs, outcome }) =>
      [`+${(at - NOON) / SECOND}`, kind, label, durationMs, outcome].filter((one) => one !== null).join(' '),
    )

const fact: OrderFact = {
  ...{ createdAt: NOON, paidAt: NOON + SECOND, acceptedAt: NOON + 2 * SECOND, readyAt: null, doneAt: null },
  ...{ cancelledAt: null, refundedAt: NOON + 9 * SECOND, amountFen: 2800, updatedAt: NOON + 9 * SECOND },
}

test('the server tells each state that the order has reached, and no other', () => {
  expect(brief(serverSteps(fact))).toEqual([
    '+0 state created',
    '+1 state paid',
    '+2 state accepted',
    '+9 state refunded',
  ])
})

const trail = (kind: (typeof CRUMB_KINDS)[number], beforeMs: number, label: number, outcome?: number) =>
  [beforeMs, CRUMB_KINDS.indexOf(kind), label, ...(outcome === undefined ? [] : [outcome])] as [number, number, number]
const dict = ['ref12', 'shop.submit', 'pages/checkout/index', 'submit']
const batch = (more: object) => storedBatch('1', 'u1', NOON, { dict, ...more })

test.each<[string, object, string[]]>([
  [
    'calls that somebody waits for, with how long',
    { points: [[CALL, 1, OK, 2000, 4700]] },
    ['+2 call shop.submit 4700 ok'],
  ],
  ['pages as pages', { points: [[METRICS.route.id, 2, OK, 500, 320]] }, ['+0.5 page pages/checkout/index 320 ok']],
  ['no measurements that nobody waits for', { points: [[METRICS.custom.id, 3, OK, 500, 1]] }, []],
  [
    'errors, cut to a line',
    {
      errors: [{ fingerprint: 'f', kind: 'error', message: 'x'.repeat(200), stack: '', page: '', at: 700, trail: [] }],
    },
    [`+0.7 error ${'x'.repeat(80)} client`],
  ],
  [
    'taps and pages on the way to what was seen of the order',
    { orders: [[0, 1, 3000, trail('page', 2000, 2), trail('tap', 1000, 3), trail('note', 900, 3)]] },
    ['+1 page pages/checkout/index', '+2 tap submit'],
  ],
  [
    'a call that was measured once, though a crumb tells of it too',
    { points: [[CALL, 1, OK, 2000, 300]], orders: [[0, 1, 3000, trail('call', 970, 1, OK)]] },
    ['+2 call shop.submit 300 ok'],
  ],
  [
    'two calls where the crumb is another one',
    { points: [[CALL, 1, OK, 2000, 300]], orders: [[0, 1, 3000, trail('call', 900, 1, OK)]] },
    ['+2 call shop.submit 300 ok', '+2.1 call shop.submit ok'],
  ],
  [
    'times by the cloud’s clock, where the phone’s is an hour behind',
    { sentAt: NOON - HOUR, base: NOON - HOUR, points: [[CALL, 1, OK, 2000, 4700]] },
    ['+2 call shop.submit 4700 ok'],
  ],
])('a phone tells %s', (_, more, steps) => {
  expect(brief(phoneSteps([batch(more)]))).toEqual(steps)
})

test('a batch that arrived twice tells everything once', () => {
  const one = batch({ points: [[CALL, 1, OK, 2000, 300]] })
  expect(phoneSteps([one, one])).toHaveLength(1)
})

test('the shop tells its alerts of that time and who was told, none from before or after', () => {
  const incident = (second: number) => ({
    ...newIncident({
      ...{ id: `i${second}`, store: 's1', area: 'ordering' as const, severity: 'crit' as const },
      ...{ title: '顾客付不了款', sentence: '', minute: minuteOf(NOON), alerts: [] },
    }),
    openedAt: NOON + second * SECOND,
    deliveries: {
      a: { sentAt: NOON + (second + 2) * SECOND, name: '兰姨' },
      b: { sentAt: null, name: '阿强' },
    } as never,
  })
  const steps = shopSteps([incident(-5), incident(5), incident(99)], NOON, NOON + 60 * SECOND)
  expect(brief(steps)).toEqual(['+5 alert 顾客付不了款', '+7 message 兰姨'])
})

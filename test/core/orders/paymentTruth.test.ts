import { orderRef } from '../../../contract/orderRef'
import { ORDER_SIGHTS, type OrderSight } from '../../../contract/orderSights'
import type { OrderFact } from '../../../core/documents/orderHour'
import { misfitsOf } from '../../../core/orders/misfits'
import { paidTwice, paymentCases, SETTLED_AFTER_MS } from '../../../core/orders/paymentTruth'
import { hourOf } from '../../../core/time/units'
import { NOON } from '../../fakes/batches'

const SECOND = 1_000
const MINUTE = 60_000

const fact = (changes: Partial<OrderFact> = {}): OrderFact => ({
  ...{ createdAt: NOON, paidAt: null, acceptedAt: null, doneAt: null, cancelledAt: null, refundedAt: null },
  ...{ amountFen: 2800, updatedAt: NOON },
  ...changes,
})
const PAID = { paidAt: NOON + 10 * SECOND }
const REFUNDED = { ...PAID, refundedAt: NOON + 20 * SECOND }

/** What a phone saw, at seconds after noon. */
type Seen = [sight: OrderSight, second: number][]
const ASKED: Seen = [['asked', 2]]

/** The hour after noon with these orders, and what phones saw of `o1`. */
const hour = (facts: Record<string, OrderFact>, seen: Seen, order = 'o1') => {
  const sights: Record<string, 1> = {}
  for (const [sight, second] of seen) {
    const at = (NOON + second * SECOND).toString(36)
    sights[`${orderRef('s1', order)}_${ORDER_SIGHTS.indexOf(sight)}_${at}`] = 1
  }
  return { _id: `s1:${hourOf(NOON)}`, store: 's1', hour: hourOf(NOON), facts, sights }
}
const casesOf = (facts: Record<string, OrderFact>, seen: Seen, nowMs = NOON + 30 * MINUTE) =>
  paymentCases([hour(facts, seen)], 's1', NOON, NOON + 60 * MINUTE, nowMs)

test.each<[string, Seen, Partial<OrderFact> | null, string]>([
  ['went well on both sides', [...ASKED, ['ok', 9], ['shown', 9]], PAID, 'ok paid'],
  ['was given back later', [...ASKED, ['ok', 9]], REFUNDED, 'ok refunded'],
  ['the phone says is paid and the server does not', [...ASKED, ['ok', 9]], {}, 'ok unpaid shownNotPaid'],
  ['the phone says is paid for an order there is not', [...ASKED, ['ok', 9]], null, 'ok missing shownNotPaid'],
  ['was cancelled by a person', [...ASKED, ['cancelled', 9]], {}, 'cancelled unpaid'],
  ['was cancelled faster than a person can', [...ASKED, ['cancelled', 2]], {}, 'cancelled unpaid hastyCancel'],
  ['was cancelled after exactly a second', [...ASKED, ['cancelled', 3]], {}, 'cancelled unpaid'],
  ['says cancelled, and the money came', [...ASKED, ['cancelled', 2]], PAID, 'cancelled paid paidNotShown'],
  ['failed, and the money came', [...ASKED, ['failed', 9]], PAID, 'failed paid paidNotShown'],
  ['ended unclear, and the money came', [...ASKED, ['unclear', 9]], PAID, 'unclear paid paidNotShown'],
  [
    'failed, and the app said in the end that it is paid',
    [...ASKED, ['failed', 9], ['shown', 12]],
    PAID,
    'failed paid',
  ],
  ['never came back, and the money came', ASKED, PAID, 'silent paid'],
  ['never came back, and no money came', ASKED, {}, 'silent unpaid'],
  ['failed first and then went well', [...ASKED, ['failed', 5], ['asked', 8], ['ok', 12]], PAID, 'ok paid'],
  ['was tried again and never came back', [...ASKED, ['failed', 5], ['asked', 8]], {}, 'failed unpaid'],
  ['went well twice within a tap', [...ASKED, ['ok', 9], ['ok', 14]], PAID, 'ok paid'],
  ['went well twice, one after the other', [...ASKED, ['ok', 9], ['ok', 14.001]], PAID, 'ok paid doublePaid'],
])('a payment that %s', (_, seen, changes, told) => {
  const [one, ...more] = casesOf(changes === null ? {} : { o1: fact(changes) }, seen)
  expect(more).toEqual([])
  expect([one?.phone, one?.server, ...(one?.dangers ?? [])].join(' ')).toBe(told)
  expect(one?.order?.id ?? null).toBe(changes === null ? null : 'o1')
})

test.each<[string, Seen, number, number]>([
  ['whose answer is not old enough', [...ASKED, ['cancelled', 9]], NOON + 9 * SECOND + SETTLED_AFTER_MS - 1, 0],
  ['whose answer is just old enough', [...ASKED, ['cancelled', 9]], NOON + 9 * SECOND + SETTLED_AFTER_MS, 1],
  [
    'opened before the span',
    [
      ['asked', -1],
      ['ok', 9],
    ],
    NOON + 30 * MINUTE,
    0,
  ],
  ['opened as the span begins', [['asked', 0]], NOON + 30 * MINUTE, 1],
  ['opened as the span ends', [['asked', 3600]], NOON + 90 * MINUTE, 0],
  ['that was only submitted, never opened', [['submit', 1]], NOON + 30 * MINUTE, 0],
])('a payment %s', (_, seen, nowMs, counted) => {
  expect(casesOf({ o1: fact() }, seen, nowMs)).toHaveLength(counted)
})

const items = [{ dish: 'beef', count: 1, priceFen: 2800 }]
const bought = (afterMs: number, more: Partial<OrderFact> = {}) =>
  fact({ paidAt: NOON + afterMs, customer: 'c1', items, ...more })

test.each<[string, OrderFact, boolean]>([
  ['the same again within minutes', bought(5 * MINUTE), true],
  ['the same again after them', bought(5 * MINUTE + 1), false],
  ['something else', bought(MINUTE, { items: [{ dish: 'egg', count: 14, priceFen: 200 }] }), false],
  ['the same for another sum', bought(MINUTE, { amountFen: 2700 }), false],
  ['the same by somebody else', bought(MINUTE, { customer: 'c2' }), false],
  ['the same, given back since', bought(MINUTE, { refundedAt: NOON + 9 * MINUTE }), false],
  ['the same, called off since', bought(MINUTE, { cancelledAt: NOON + 9 * MINUTE }), false],
  ['the same, not paid', bought(MINUTE, { paidAt: null }), false],
  ['what nobody knows who ordered', fact({ paidAt: NOON + MINUTE, items }), false],
])('after an order %s: the later one counts as paid twice or not', (_, again, isTwice) => {
  expect([
    ...paidTwice([
      ['again', again],
      ['first', bought(0)],
    ]),
  ]).toEqual(isTwice ? ['again'] : [])
})

test('dangers are counted with their money, and an order the server does not know has none', () => {
  const seen: Seen = [...ASKED, ['ok', 9]]
  const misfits = misfitsOf([...casesOf({ o1: fact() }, seen), ...casesOf({}, seen)])
  expect(misfits.shownNotPaid).toEqual({ orders: 2, fen: 2800 })
  expect(misfits.paidNotShown).toEqual({ orders: 0, fen: 0 })
})

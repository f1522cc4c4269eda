import { orderRef } from '../../../contract/orderRef'
import { ORDER_SIGHTS, type OrderSight } from '../../../contract/orderSights'
import type { OrderFact, OrderHourDocument } from '../../../core/documents/orderHour'
import { doubtsHours, doubtsSpan, paymentDoubts } from '../../../core/orders/paymentDoubts'
import { HOUR_MS, hourOf, MINUTE_MS } from '../../../core/time/units'
import { NOON } from '../../fakes/batches'

const MADE = { acceptedAt: null, doneAt: null, cancelledAt: null, refundedAt: null, amountFen: 2800, updatedAt: NOON }
const PAID: OrderFact = { ...MADE, createdAt: NOON, paidAt: NOON + 9_000 }
const UNPAID: OrderFact = { ...MADE, createdAt: NOON, paidAt: null }
const SPAN = { from: NOON - MINUTE_MS, to: NOON + HOUR_MS }

/** An order whose payment was opened at noon, with what the phone saw nine seconds later, if anything. */
const hour = (fact: OrderFact | null, ...seen: OrderSight[]): OrderHourDocument => ({
  ...{ _id: `s1:${hourOf(NOON)}`, store: 's1', hour: hourOf(NOON), facts: fact === null ? {} : { o1: fact } },
  sights: Object.fromEntries(
    (['asked', ...seen] as const).map((sight, index) => [
      `${orderRef('s1', 'o1')}_${ORDER_SIGHTS.indexOf(sight)}_${(NOON + index * 9_000).toString(36)}`,
      1 as const,
    ]),
  ),
})

const NONE = { opened: 1, unbooked: { orders: 0, fen: 0 }, pending: 0, silent: 0 }
const UNBOOKED = { ...NONE, unbooked: { orders: 1, fen: 2800 } }

test.each<[string, OrderHourDocument, minutes: number, typeof NONE]>([
  ['was paid, and the server has it', hour(PAID, 'ok'), 10, NONE],
  ['the server has, though the phone never said so', hour(PAID), 10, NONE],
  ['the phone says is paid, and the server does not', hour(UNPAID, 'ok'), 10, UNBOOKED],
  [
    'the phone says is paid, of an order the server does not know',
    hour(null, 'ok'),
    10,
    { ...NONE, unbooked: { orders: 1, fen: 0 } },
  ],
  ['was paid just now, and the server may still be told', hour(UNPAID, 'ok'), 2, { ...NONE, pending: 1 }],
  ['was opened just now', hour(UNPAID), 2, { ...NONE, pending: 1 }],
  ['was opened just now, and the server has it already', hour(PAID), 2, NONE],
  ['was called off just now', hour(UNPAID, 'cancelled'), 2, NONE],
  ['failed', hour(UNPAID, 'failed'), 10, NONE],
  ['never came back', hour(UNPAID), 10, { ...NONE, silent: 1 }],
  ['ended in no clear way', hour(UNPAID, 'unclear'), 10, { ...NONE, silent: 1 }],
])('a payment that %s', (_, document, minutes, told) => {
  expect(paymentDoubts([document], 's1', SPAN, NOON + minutes * MINUTE_MS)).toEqual(told)
})

test('who opened no payment is in no doubt', () => {
  const early = { from: NOON + 1, to: NOON + HOUR_MS }
  expect(paymentDoubts([hour(UNPAID, 'ok')], 's1', early, NOON + HOUR_MS)).toEqual({ ...NONE, opened: 0 })
})

test('an incident is asked about from five minutes before it was told, of a long one about the last twelve hours', () => {
  expect(doubtsSpan(NOON, NOON + HOUR_MS)).toEqual({ from: NOON - 5 * MINUTE_MS, to: NOON + HOUR_MS })
  expect(doubtsSpan(NOON, NOON + 40 * HOUR_MS).from).toBe(NOON + 28 * HOUR_MS)
})

test('orders that were made in the hour before the span are among its hours', () => {
  const [hour, next] = [hourOf(NOON), hourOf(NOON) + 1]
  expect(doubtsHours({ from: NOON, to: NOON + HOUR_MS })).toEqual([hour - 1, hour, next])
})

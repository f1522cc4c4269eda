import fc from 'fast-check'
import { ORDER_STATES } from '../../../contract/orderStates'
import type { OrderFact } from '../../../core/documents/orderHour'
import { decodeFact, encodeFact } from '../../../core/orders/factCodec'

const moment = fc.integer({ min: 1_500_000_000_000, max: 1_999_999_999_999 })
const maybe = fc.option(moment)
const word = fc.string({ minLength: 1, maxLength: 12 })
const fact = fc.record(
  {
    ...{ createdAt: moment, paidAt: maybe, acceptedAt: maybe, doneAt: maybe, cancelledAt: maybe, refundedAt: maybe },
    ...{ amountFen: fc.nat(1e9), updatedAt: moment, readyAt: moment, refundedFen: fc.nat(1e9) },
    ...{
      state: fc.constantFrom(...ORDER_STATES),
      number: word,
      customer: word,
      refundReason: word,
      cancelReason: word,
      payment: word,
    },
    items: fc.array(
      fc.record({
        dish: fc.stringMatching(/^[\w-]{1,32}$/),
        count: fc.integer({ min: 1, max: 999 }),
        priceFen: fc.nat(1e6),
      }),
    ),
  },
  {
    requiredKeys: [
      'createdAt',
      'paidAt',
      'acceptedAt',
      'doneAt',
      'cancelledAt',
      'refundedAt',
      'amountFen',
      'updatedAt',
    ],
  },
)

test('an order without a dish is not one of which the dishes are unknown', () => {
  const bare = { createdAt: 1, paidAt: null, acceptedAt: null, doneAt: null, cancelledAt: null, refundedAt: null }
  const one: OrderFact = { ...bare, amountFen: 0, updatedAt: 1, items: [] }
  expect(decodeFact(encodeFact(one))).toEqual(one)
})

test('a fact comes back as it was, whatever is left out and whatever its words are', () => {
  fc.assert(
    fc.property(fact, (one) => {
      expect(decodeFact(encodeFact(one as OrderFact))).toEqual(one)
    }),
  )
})

test('what an older version stored whole is read as it is', () => {
  const old: OrderFact = {
    ...{ createdAt: 1, paidAt: 2, acceptedAt: null, doneAt: null, cancelledAt: null, refundedAt: null },
    ...{ amountFen: 3, updatedAt: 4 },
  }
  expect(decodeFact(old)).toBe(old)
})

test('an ordinary order with two dishes takes less than 130 bytes', () => {
  const t = 1_795_579_200_000
  const one: OrderFact = {
    ...{ createdAt: t, paidAt: t + 40_000, acceptedAt: t + 90_000, readyAt: t + 600_000, doneAt: t + 1_500_000 },
    ...{ cancelledAt: null, refundedAt: null, amountFen: 3400, updatedAt: t + 1_500_000, state: 'delivered' },
    ...{ number: '347759', customer: 'Zk3bV0tXq1aPmw9S' },
    items: [
      { dish: 'beef-noodles', count: 1, priceFen: 2800 },
      { dish: 'egg', count: 1, priceFen: 600 },
    ],
  }
  expect(encodeFact(one).length).toBeLessThan(130)
})

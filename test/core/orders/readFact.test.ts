import type { OrderMapping } from '../../../contract/orderMapping'
import { momentOf } from '../../../core/orders/fieldOf'
import { readFact } from '../../../core/orders/readFact'
import { fakeSettings } from '../../fakes/alertedShop'
import { NOON } from '../../fakes/batches'

const mapping = { ...fakeSettings.orders, times: { ...fakeSettings.orders.times, paidAt: 'pay.at' } }
const order = { _id: 'o1', createdAt: new Date(NOON), updatedAt: NOON + 1, amount: 2800, pay: { at: NOON / 1000 + 60 } }
const read = (document: Record<string, unknown>, by: OrderMapping = mapping, onlyStore: string | null = 's1') =>
  readFact(document, { mapping: by, onlyStore, hashOf: (customer) => `h-${customer}`, nowMs: NOON + 60_000 })
const nothing = { acceptedAt: null, doneAt: null, cancelledAt: null, refundedAt: null }

describe('reading the shop’s own orders', () => {
  it('takes times as dates, milliseconds or seconds, and fields by their path', () => {
    expect(read(order)).toEqual({
      ok: true,
      id: 'o1',
      store: 's1',
      names: {},
      fact: { createdAt: NOON, paidAt: NOON + 60_000, amountFen: 2800, updatedAt: NOON + 1, ...nothing },
    })
  })

  it('an unpaid order has no time of payment', () => {
    expect(read({ ...order, pay: {} })).toMatchObject({ fact: { paidAt: null } })
  })

  it('where payments are not noted, an order counts as paid when it is made', () => {
    const times = { ...mapping.times, paidAt: null }
    expect(read(order, { ...mapping, times })).toMatchObject({ fact: { paidAt: NOON } })
  })

  it('takes amounts in yuan, as numbers or text, to the fen', () => {
    const yuan = { ...mapping, amountUnit: 'yuan' as const }
    expect(read({ ...order, amount: 28.35 }, yuan)).toMatchObject({ fact: { amountFen: 2835 } })
    expect(read({ ...order, amount: '28.35' }, yuan)).toMatchObject({ fact: { amountFen: 2835 } })
  })

  it('takes the store from the order where the mapping says so', () => {
    expect(read({ ...order, shop: 's7' }, { ...mapping, store: 'shop' })).toMatchObject({ store: 's7' })
  })

  it.each([
    ['an id that is no id', { _id: 'a.b' }, 'bad_id'],
    ['an operator for an id', { _id: '$set' }, 'bad_id'],
    ['no time of making', { createdAt: null }, 'no_created_at'],
    ['an invalid date', { createdAt: new Date('never') }, 'no_created_at'],
    ['no time of change', { updatedAt: undefined }, 'no_updated_at'],
    ['a negative amount', { amount: -1 }, 'bad_amount'],
    ['an amount that is no number', { amount: '面' }, 'bad_amount'],
    ['an empty amount', { amount: '' }, 'bad_amount'],
    ['half a fen', { amount: 2800.5 }, 'bad_amount'],
    ['a date of tomorrow', { createdAt: new Date(NOON + 86_400_000) }, 'future'],
  ])('sets aside an order with %s', (_, changes, fault) => {
    expect(read({ ...order, ...changes })).toMatchObject({ ok: false, fault })
  })

  it('sets aside an order whose store is not known', () => {
    expect(read(order, { ...mapping, store: 'shop' })).toMatchObject({ ok: false, fault: 'bad_store' })
    expect(read(order, mapping, null)).toMatchObject({ ok: false, fault: 'bad_store' })
  })
})

it.each([
  ['2026-11-25T12:00:00+08:00', NOON],
  [0, null],
  [Number.NaN, null],
  [{}, null],
  [true, null],
])('the moment %p is %p', (value, moment) => {
  expect(momentOf(value)).toBe(moment)
})

/** The reading of orders, killed for real: its process dies before or after a write, and what is known is what the shop has. */
import type { TransactionsPage } from '../../contract/pages/transactions'
import { fakeStore } from '../fakes/alertedShop'
import { type AlertedCloud, MINUTE, OWNER, startAlertedCloud } from './alertedCloud'

interface Order {
  _id: string
  status: 'paid' | 'refunded'
  amountFen: number
  createdAt: { $date: string }
  updatedAt: { $date: string }
  paidAt: { $date: string }
  refundedAt?: { $date: string }
}

let shop: AlertedCloud
const orders = new Map<string, Order>()
const now = () => ({ $date: new Date(shop.cloud.clock.now()).toISOString() })

beforeAll(async () => {
  const times = { acceptedAt: null, doneAt: null, cancelledAt: null, paidAt: 'paidAt', refundedAt: 'refundedAt' }
  shop = await startAlertedCloud(() => ({
    orders: {
      ...{ collection: 'orders', id: '_id', store: null, status: 'status', amount: 'amountFen', amountUnit: 'fen' },
      ...{ createdAt: 'createdAt', updatedAt: 'updatedAt', times },
    },
  }))
})
afterAll(() => shop.close())

async function insert(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const made: Order = {
      ...{ _id: `o${orders.size}`, status: 'paid', amountFen: 1_000 + 37 * orders.size },
      ...{ createdAt: now(), updatedAt: now(), paidAt: now() },
    }
    orders.set(made._id, made)
    await shop.cloud.database.handle({
      action: 'database.insertDocument',
      collectionName: 'orders',
      data: [JSON.stringify(made)],
    })
  }
}

async function refund(id: string): Promise<void> {
  const change = { status: 'refunded' as const, updatedAt: now(), refundedAt: now() }
  orders.set(id, { ...(orders.get(id) as Order), ...change })
  await shop.cloud.database.handle({
    ...{ action: 'database.modifyDocument', collectionName: 'orders', queryType: 'WHERE', multi: false, merge: true },
    ...{ query: JSON.stringify({ _id: id }), data: JSON.stringify({ $set: change }) },
  })
}

const page = async (): Promise<TransactionsPage> => {
  const { result } = await shop.cloud.call(OWNER, 'query', { kind: 'transactions', store: fakeStore._id })
  return (result as { value: TransactionsPage }).value
}

test('whatever dies, sales and refunds are those of a recount, to the fen', async () => {
  await insert(3)
  await shop.cloud.clock.advance(2 * MINUTE)
  const kills = [
    { match: { collection: 'orderHours' }, effect: { kill: true } },
    { match: { collection: 'orderHours' }, effect: { kill: true, loseReply: true } },
    { match: { collection: 'orders' }, effect: { kill: true, loseReply: true } },
    { match: { collection: 'heartbeats' }, effect: { kill: true } },
    { match: { collection: 'heartbeats' }, effect: { kill: true, loseReply: true } },
  ]
  for (const [round, { match, effect }] of kills.entries()) {
    await shop.control('POST', 'faults', { match: { function: 'aggregate', ...match }, effect, times: 1 })
    await insert(2)
    await refund(`o${round}`)
    await shop.cloud.clock.advance(2 * MINUTE)
  }
  const { faults } = await shop.control('GET', 'faults')
  expect(faults).toEqual([])
  await shop.cloud.clock.advance(3 * MINUTE)
  const all = [...orders.values()]
  const sum = (some: Order[]) => some.reduce((fen, { amountFen }) => fen + amountFen, 0)
  const given = all.filter(({ status }) => status === 'refunded')
  const { money, valid, refunds } = await page()
  expect([money.grossFen, money.refundedFen, money.netFen]).toEqual([sum(all), sum(given), sum(all) - sum(given)])
  expect([valid.value, refunds.count]).toEqual([all.length - given.length, given.length])
})

import type { OrderFact } from '../../../core/documents/orderHour'
import { customersOf, moneyOf, ordersOf, paidIn, reasonsOf } from '../../../core/orders/orderSpan'
import { orderTick } from '../../../core/orders/orderTick'
import { stageOf } from '../../../core/orders/stages'
import { refundedFenOf } from '../../../core/orders/totals'
import { dishesOf } from '../../../core/query/pages/transactions/dishes'
import { fakeSettings, fakeStore } from '../../fakes/alertedShop'
import { type FakePorts, fakePorts } from '../../fakes/ports'
import { asOf, type ModelOrder, modelOrders, type Shape, shapes } from './modelOrders'

const DAY = 86_400_000
const DAYS = 30
const PER_DAY = 20
const START = Date.UTC(2026, 9, 20, 2)
const END = START + (DAYS + 4) * DAY
const model = modelOrders(20261122, DAYS, PER_DAY, START)

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)

/** The KPIs by plain counting over what really happened. */
function recount(orders: ModelOrder[]) {
  const paid = orders.filter(({ paidAt }) => paidAt !== null)
  const refunded = paid.filter(({ refundedAt }) => refundedAt !== null)
  const dishes: Record<string, [number, number]> = {}
  for (const { items } of paid)
    for (const { dish, count, priceFen } of items) {
      const [before, fen] = dishes[dish] ?? [0, 0]
      dishes[dish] = [before + count, fen + count * priceFen]
    }
  const prep = paid.flatMap(({ acceptedAt, readyAt }) =>
    acceptedAt === null || readyAt === null ? [] : [readyAt - acceptedAt],
  )
  return {
    paid: paid.length,
    grossFen: sum(paid.map(({ amountFen }) => amountFen)),
    dishesFen: sum(paid.map(({ items }) => sum(items.map(({ count, priceFen }) => count * priceFen)))),
    refundedFen: sum(refunded.map(({ refundedFen }) => refundedFen)),
    soldOut: refunded.filter(({ reason }) => reason === '卖完了').length,
    cancelled: orders.filter(({ cancelledAt }) => cancelledAt !== null).length,
    prep: {
      count: prep.length,
      meanMs: sum(prep) / prep.length,
      maxMs: Math.max(...prep),
      overdue: prep.filter((ms) => ms > 1_200_000).length,
    },
    customers: new Set(paid.map(({ customer }) => customer)).size,
    dishes,
  }
}

/** The same out of what was read. */
function known(ports: FakePorts) {
  const documents = [...ports.store.orderHours.values()]
  const orders = ordersOf(documents)
  const paid = paidIn(orders, 0, END)
  const money = moneyOf(paid)
  const refunded = paid.filter(({ refundedAt }) => refundedAt !== null)
  const reasons = reasonsOf(refunded, ({ refundReason }) => refundReason, refundedFenOf)
  const { count, meanMs, maxMs, overdue } = stageOf(paid, [], 'prep') ?? { count: 0, meanMs: 0, maxMs: 0, overdue: 0 }
  const dishes = dishesOf(paid, null, documents, new Map())
  return {
    paid: paid.length,
    ...{ grossFen: money.grossFen, dishesFen: money.dishesFen, refundedFen: money.refundedFen },
    soldOut: reasons.find(({ reason }) => reason === '卖完了')?.count ?? 0,
    cancelled: orders.filter(([, { cancelledAt }]: readonly [string, OrderFact]) => cancelledAt !== null).length,
    prep: { count, meanMs, maxMs, overdue },
    customers: customersOf(orders, 0, END).fresh,
    dishes: Object.fromEntries(dishes.map(({ dish, count: pieces, fen }) => [dish, [pieces, fen]])),
  }
}

const shopOf = (shape: Shape): FakePorts => {
  const ports = fakePorts(START)
  ports.store.settings.set('main', { ...fakeSettings, orders: shape.mapping })
  ports.store.stores.set('s1', fakeStore)
  return ports
}

/** The shop's collection as it stood at a time. */
const standing = (shape: Shape, nowMs: number): Record<string, unknown>[] =>
  model.flatMap((order) => {
    const then = asOf(order, nowMs)
    return then === null ? [] : [shape.write(then)]
  })

describe.each(shapes)('thirty days of orders in the shape of $name', (shape) => {
  test('read as they change, every few hours: the KPIs are those of a recount, to the fen', async () => {
    const ports = shopOf(shape)
    for (let now = START; now <= END; now += 9 * 3_600_000) {
      ports.store.orders = standing(shape, now)
      expect((await orderTick(ports, now)).faults).toEqual({})
    }
    ports.store.orders = standing(shape, END)
    await orderTick(ports, END)
    expect(known(ports)).toEqual(recount(model))
  })

  test('also read twice, over each other, and killed in the middle of a write again and again', async () => {
    const ports = shopOf(shape)
    let writes = 0
    ports.before.run = (operation) => {
      if (operation === 'orders.putHour' && ++writes % 7 === 0) throw new Error('killed')
    }
    for (let now = START; now <= END; now += 31 * 3_600_000) {
      ports.store.orders = standing(shape, now)
      const ticks = [orderTick(ports, now), orderTick(ports, now + 1)].map((tick) => tick.catch(() => null))
      await Promise.all(ticks)
    }
    ports.before.run = () => {}
    ports.store.orders = standing(shape, END)
    await orderTick(ports, END)
    expect(known(ports)).toEqual(recount(model))
  })
})

test('an order that is edited later is counted as it is now, in the hour in which it was made', async () => {
  const shape = shapes[0] as Shape
  const ports = shopOf(shape)
  ports.store.orders = standing(shape, END)
  await orderTick(ports, END)
  const before = known(ports)
  const edited = ports.store.orders.find(({ _id }) => _id === 'o7') as Record<string, unknown>
  const amount = Number(edited.amountFen)
  Object.assign(edited, { amountFen: amount + 500, updatedAt: new Date(END + 1000) })
  await orderTick(ports, END + 60_000)
  expect(known(ports).grossFen - before.grossFen).toBe(500)
  expect(known(ports).paid).toBe(before.paid)
})

test.each<[string, Record<string, unknown>, string]>([
  ['a negative amount', { amountFen: -1 }, 'bad_amount'],
  ['half a fen', { amountFen: 100.5 }, 'bad_amount'],
  ['a status that nobody mapped', { status: 'teleported' }, 'unknown_state'],
  ['a date of next week', { createdAt: new Date(END + 7 * DAY) }, 'future'],
  ['no time of change that can be read', { createdAt: null }, 'no_created_at'],
  ['more given back than was paid', { refundFen: 1e7 }, 'bad_refund'],
  ['items that are no list', { items: 'beef' }, 'bad_items'],
  ['minus two portions', { items: [{ dish: 'beef', name: 'x', count: -2, priceFen: 1 }] }, 'bad_items'],
  ['an operator for an id', { _id: '$set' }, 'bad_id'],
])('an order with %s is set aside and counted, the others are read', async (_, changes, fault) => {
  const shape = shapes[0] as Shape
  const ports = shopOf(shape)
  const [first, ...rest] = standing(shape, END).slice(0, 10)
  ports.store.orders = [{ ...first, ...changes }, ...rest]
  expect(await orderTick(ports, END)).toMatchObject({ read: 10, faults: { [fault]: 1 } })
  expect(ordersOf([...ports.store.orderHours.values()])).toHaveLength(9)
})

import type { SettingsDocument } from '../../../core/documents/settings'
import { FIRST_READ_MS, OVERLAP_MS, orderTick } from '../../../core/orders/orderTick'
import { totalsIn } from '../../../core/orders/totals'
import { ordersHeartbeat } from '../../../core/rollup/heartbeatIds'
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS } from '../../../core/time/units'
import { fakeSettings, fakeStore } from '../../fakes/alertedShop'
import { NOON } from '../../fakes/batches'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const shop = (): FakePorts => {
  const ports = fakePorts(NOON)
  const times = { ...fakeSettings.orders.times, paidAt: 'paidAt' }
  ports.store.settings.set('main', { ...fakeSettings, orders: { ...fakeSettings.orders, times } })
  ports.store.stores.set('s1', fakeStore)
  return ports
}

const order = (id: string, createdAt: number, changes: Record<string, unknown> = {}) => ({
  _id: id,
  createdAt: new Date(createdAt),
  updatedAt: new Date(createdAt),
  amount: 1000,
  paidAt: null,
  ...changes,
})

const facts = (ports: FakePorts) => [...ports.store.orderHours.values()].flatMap((hour) => Object.values(hour.facts))

describe('reading orders each minute', () => {
  it('reads six weeks back at first, then only what changed, a little overlapping', async () => {
    const ports = shop()
    const asked: [number, number][] = []
    const inner = ports.orders.readChanged
    ports.orders.readChanged = (mapping, from, to) => {
      asked.push([from, to])
      return inner(mapping, from, to)
    }
    ports.store.orders.push(order('old', NOON - 41 * DAY_MS), order('older', NOON - 43 * DAY_MS))
    expect(await orderTick(ports, NOON)).toMatchObject({ read: 1, through: NOON })
    expect(asked[0]![0]).toBe(NOON - FIRST_READ_MS - OVERLAP_MS)
    asked.length = 0
    await orderTick(ports, NOON + MINUTE_MS)
    expect(asked).toEqual([[NOON - OVERLAP_MS, NOON + MINUTE_MS]])
  })

  it('a store that is new holds up no other: its six weeks are read beside what is new', async () => {
    const ports = shop()
    const settings = ports.store.settings.get('main') as SettingsDocument
    ports.store.settings.set('main', { ...settings, orders: { ...settings.orders, store: 'shop' } })
    const reached = (store: string) => ports.store.heartbeats.get(ordersHeartbeat(store))?.through
    await orderTick(ports, NOON)
    ports.store.stores.set('s2', { ...fakeStore, _id: 's2' })
    const busy = (day: number) => Array.from({ length: 300 }, (_, index) => `b${day}x${index}`)
    for (let day = 1; day <= 20; day++)
      ports.store.orders.push(...busy(day).map((id) => order(id, NOON - day * DAY_MS, { shop: 's2' })))
    ports.store.orders.push(order('new', NOON + 1000, { shop: 's1' }))
    const first = await orderTick(ports, NOON + MINUTE_MS)
    expect(first.through).toBe(NOON + MINUTE_MS)
    expect(reached('s1')).toBe(NOON + MINUTE_MS)
    expect(reached('s2')).toBeLessThan(NOON)
    expect(totalsIn(facts(ports), NOON, NOON + MINUTE_MS)).toMatchObject({ created: 1 })
    for (let minute = 2; minute <= 6; minute++) await orderTick(ports, NOON + minute * MINUTE_MS)
    expect([reached('s1'), reached('s2')]).toEqual([NOON + 6 * MINUTE_MS, NOON + 6 * MINUTE_MS])
    expect(totalsIn(facts(ports), NOON - FIRST_READ_MS, NOON + HOUR_MS)).toMatchObject({ created: 6001 })
  })

  it('a second store of a shop whose orders name none is up to date at once', async () => {
    const ports = shop()
    await orderTick(ports, NOON)
    ports.store.stores.set('s2', { ...fakeStore, _id: 's2' })
    await orderTick(ports, NOON + MINUTE_MS)
    expect(ports.store.heartbeats.get(ordersHeartbeat('s2'))?.through).toBe(NOON + MINUTE_MS)
  })

  it('an order that changes stays one order, in the hour in which it was made', async () => {
    const ports = shop()
    ports.store.orders.push(order('o1', NOON - 1000))
    await orderTick(ports, NOON)
    const paid = { paidAt: new Date(NOON + 5000), updatedAt: new Date(NOON + 5000) }
    ports.store.orders[0] = order('o1', NOON - 1000, paid)
    await orderTick(ports, NOON + MINUTE_MS)
    expect(facts(ports)).toHaveLength(1)
    expect(totalsIn(facts(ports), NOON - HOUR_MS, NOON + HOUR_MS)).toEqual({ created: 1, paid: 1, paidFen: 1000 })
    expect([...ports.store.orderHours.keys()]).toEqual([`s1:${hourOf(NOON - 1000)}`])
  })

  it('one that becomes visible late, within the overlap, is still found', async () => {
    const ports = shop()
    await orderTick(ports, NOON)
    ports.store.orders.push(order('late', NOON - OVERLAP_MS))
    await orderTick(ports, NOON + MINUTE_MS)
    expect(facts(ports)).toHaveLength(1)
  })

  it('repeated and overlapping ticks change nothing', async () => {
    const ports = shop()
    ports.store.orders.push(order('o1', NOON - 1000), order('o2', NOON - 2 * HOUR_MS))
    await orderTick(ports, NOON)
    const before = structuredClone(ports.store.orderHours)
    await Promise.all([orderTick(ports, NOON), orderTick(ports, NOON + 1)])
    const known = [...ports.store.orderHours.values()].map(({ version: _writes, ...rest }) => rest)
    expect(known).toEqual([...before.values()].map(({ version: _writes, ...rest }) => rest))
  })

  it('sets aside what it cannot read, counted, and goes on', async () => {
    const ports = shop()
    ports.store.orders.push(order('o1', NOON - 1), { ...order('o2', NOON - 1), amount: 'x' }, order('a.b', NOON - 1))
    expect(await orderTick(ports, NOON)).toMatchObject({ read: 3, faults: { bad_amount: 1, bad_id: 1 } })
    expect(facts(ports)).toHaveLength(1)
  })

  it('a failure in the middle is made good by the next tick', async () => {
    const ports = shop()
    ports.store.orders.push(order('o1', NOON - 1), order('o2', NOON - 2 * HOUR_MS))
    ports.before.run = (operation) => {
      if (operation === 'orders.putHour') throw new Error('database gone')
    }
    await expect(orderTick(ports, NOON)).rejects.toThrow('database gone')
    ports.before.run = () => {}
    await orderTick(ports, NOON + MINUTE_MS)
    expect(facts(ports)).toHaveLength(2)
  })

  it('without settings nothing is read, and nothing is claimed', async () => {
    expect(await orderTick(fakePorts(NOON), NOON)).toEqual({ read: 0, faults: {}, through: null })
  })
})

describe('totals of a window', () => {
  const fact = {
    createdAt: 10,
    paidAt: 20,
    acceptedAt: null,
    doneAt: null,
    cancelledAt: null,
    refundedAt: null,
    amountFen: 500,
    updatedAt: 20,
  }

  it.each([
    ['holds its first moment, not its last', [fact], 10, 20, { created: 1, paid: 0, paidFen: 0 }],
    ['counts a payment when it came', [fact], 20, 21, { created: 0, paid: 1, paidFen: 500 }],
    [
      'counts a refunded order without its money',
      [{ ...fact, refundedAt: 99 }],
      0,
      99,
      { created: 1, paid: 1, paidFen: 0 },
    ],
    ['of nothing is zero', [], 0, 99, { created: 0, paid: 0, paidFen: 0 }],
  ])('%s', (_, found, from, to, expected) => {
    expect(totalsIn(found, from, to)).toEqual(expected)
  })
})

/** Somebody is forgotten while the shop goes on: what is written at that moment is neither lost nor put back. */
import type { AdminAnswers } from '../../../contract/admin'
import type { MinuteDocument } from '../../../core/documents/minute'
import { PERSONAL_COLLECTIONS } from '../../../core/people/personalRecords'
import { RunMemory } from '../../../core/schedule/runMemory'
import { runMinute } from '../../../core/schedule/runMinute'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { fact } from '../../adapters/ports/samples'
import { alertedShop, fakeSettings, NOON, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const codes = { hash: (code: string, salt: string) => `hash(${salt},${code})`, make: () => 'INVITE-1' }
const HER = 'openid-of-a-customer'

let ports: FakePorts
let hash: string

beforeEach(async () => {
  ports = alertedShop()
  ports.store.staff.set('lan', { ...person('兰姨', 1), _id: 'lan', role: 'owner' })
  hash = ports.orders.hashCustomer(HER, 'salt')
  await ports.orders.putHour('s1', 5, { facts: { hers: fact({ customer: hash }) } })
})

/** All of the way, as the page goes it. */
async function erase(openid = HER, now = NOON): Promise<{ changed: number; againAfter: number | null }> {
  const said = { changed: 0, againAfter: null as number | null }
  let cursor: AdminAnswers['erasePerson']['next'] = null
  do {
    const event = { action: 'erasePerson', openid, cursor, standIn: null }
    const caller = { id: 'lan', openid: 'openid-lan' }
    const answer = await handleAdmin(event, { ports, codes, caller, now })
    if (!answer.ok) throw new Error(answer.error.message)
    const { changed, againAfter, next } = answer.value as AdminAnswers['erasePerson']
    said.changed += changed
    said.againAfter = againAfter ?? said.againAfter
    cursor = next
  } while (cursor !== null)
  return said
}

/** Just before the eraser writes, once. */
function meanwhile(work: () => unknown): void {
  ports.before.run = async (operation) => {
    if (operation !== 'people.change') return
    ports.before.run = () => {}
    await work()
  }
}

const hourNow = () => ports.store.orderHours.get('s1:5')

test('an order that is written at that moment is kept, and the owner is told to come once more', async () => {
  meanwhile(() => ports.orders.putHour('s1', 5, { facts: { new: fact({ amountFen: 4_200 }) } }))
  expect(await erase()).toEqual({ changed: 0, againAfter: NOON })
  expect(hourNow()?.facts).toEqual({ hers: fact({ customer: hash }), new: fact({ amountFen: 4_200 }) })
  expect(await erase()).toEqual({ changed: 1, againAfter: null })
  expect(hourNow()?.facts).toEqual({
    hers: fact({ customer: ports.people.standIn() }),
    new: fact({ amountFen: 4_200 }),
  })
})

test('an hour of a version that did not count its writes is as safe', async () => {
  const { version: _, ...old } = hourNow() as NonNullable<ReturnType<typeof hourNow>>
  ports.store.orderHours.set('s1:5', old)
  meanwhile(() => ports.orders.putHour('s1', 5, { facts: { new: fact() } }))
  expect(await erase()).toEqual({ changed: 0, againAfter: NOON })
  expect(Object.keys(hourNow()?.facts ?? {})).toEqual(['hers', 'new'])
  expect(await erase()).toEqual({ changed: 1, againAfter: null })
})

test('a minute that is sealed at that moment stays sealed', async () => {
  ports.store.orderHours.clear()
  const minute = { _id: 'a:1:0', batches: 1, sealed: false, stores: { s1: { users: [hash] } } }
  ports.store.minutes.set(minute._id, minute as unknown as MinuteDocument)
  meanwhile(() => ports.store.minutes.set(minute._id, { ...minute, sealed: true } as unknown as MinuteDocument))
  expect(await erase()).toEqual({ changed: 1, againAfter: null })
  expect(ports.store.minutes.get('a:1:0')).toMatchObject({
    sealed: true,
    stores: { s1: { users: ['standInOfSixteen'] } },
  })
})

describe('an instance that has read the shop’s own orders before', () => {
  const mapping = {
    ...fakeSettings.orders,
    customer: 'openid',
    times: { ...fakeSettings.orders.times, paidAt: 'paidAt' },
  }
  const MINUTE = 60_000
  const order = (changes: object = {}) => ({
    ...{ _id: 'new', status: 'paid', amount: 2_800, openid: HER, createdAt: NOON, updatedAt: NOON, paidAt: NOON },
    ...changes,
  })
  let memory: RunMemory
  const minute = (atMs: number) => {
    ports.clock.now = atMs
    return runMinute(ports, memory, atMs)
  }
  const customers = () =>
    [...ports.store.orderHours.values()].flatMap(({ facts }) => Object.values(facts).map(({ customer }) => customer))

  beforeEach(async () => {
    memory = new RunMemory()
    ports.store.orderHours.clear()
    ports.store.settings.set('main', { ...fakeSettings, orders: mapping })
    for (let back = 4; back > 0; back--) await minute(NOON - back * MINUTE)
  })

  test('writes down what becomes of their order, and not again whose it was', async () => {
    ports.store.orders.push(order({ updatedAt: NOON - MINUTE, createdAt: NOON - MINUTE }))
    for (const later of [0, 1, 2]) await minute(NOON + later * MINUTE)
    expect(customers()).toEqual([hash])
    expect(await erase()).toEqual({ changed: 1, againAfter: null })
    ports.store.orders[0] = order({ createdAt: NOON - MINUTE, updatedAt: NOON + 3 * MINUTE, refundedAt: 5 })
    for (const later of [4, 5, 6]) await minute(NOON + later * MINUTE)
    const [hour] = ports.store.orderHours.values()
    expect(hour?.facts.new).toMatchObject({ customer: ports.people.standIn(), updatedAt: NOON + 3 * MINUTE })
    memory = new RunMemory()
    await minute(NOON + 7 * MINUTE)
    expect(customers()).toEqual([ports.people.standIn()])
  })

  test('or keeps a new one for a minute before it writes it: the owner is told to come once more', async () => {
    await minute(NOON)
    ports.store.orders.push(order())
    ports.before.run = (operation) => {
      if (operation === 'orders.putHour') throw new Error('the database is away')
    }
    await minute(NOON + MINUTE)
    ports.before.run = () => {}
    expect(await erase()).toEqual({ changed: 0, againAfter: NOON })
    await minute(NOON + 2 * MINUTE)
    expect(customers()).toEqual([hash])
    expect(await erase()).toEqual({ changed: 1, againAfter: null })
    expect(customers()).toEqual([ports.people.standIn()])
  })

  test('or writes it behind the eraser’s back', async () => {
    await minute(NOON)
    ports.store.orders.push(order())
    let pages = 0
    ports.before.run = async (operation) => {
      if (operation !== 'people.page' || ++pages < PERSONAL_COLLECTIONS.length) return
      ports.before.run = () => {}
      for (const later of [1, 2, 3, 4]) await minute(NOON + later * MINUTE)
    }
    const now = NOON + 5 * MINUTE
    expect(await erase(HER, now)).toEqual({ changed: 0, againAfter: now })
    expect(await erase(HER, now)).toEqual({ changed: 1, againAfter: null })
  })

  test('of others’ orders, and of a shop that notes no customers, nothing is waited for', async () => {
    await minute(NOON)
    ports.store.orders.push(order({ openid: 'somebody-else' }))
    expect(await erase()).toEqual({ changed: 0, againAfter: null })
    ports.store.orders.push(order({ _id: 'hers' }))
    ports.store.settings.set('main', fakeSettings)
    expect(await erase()).toEqual({ changed: 0, againAfter: null })
  })

  test('that stands still is waited for', async () => {
    await minute(NOON)
    ports.store.heartbeats.set('orders:s1', { _id: 'orders:s1', at: NOON, through: NOON - 25 * 60 * MINUTE })
    expect(await erase()).toEqual({ changed: 0, againAfter: NOON })
  })
})

describe('a word of ours is nobody’s openid', () => {
  test.each(['series', 'stores', 'customer', 'wensan'])('%s', async (word) => {
    ports.store.minutes.set('0:7', {
      _id: '0:7',
      stores: { wensan: { series: { stores: { wensan: 'series' } } } },
    } as never)
    const before = structuredClone([...ports.store.minutes, ...ports.store.orderHours, ...ports.store.staff])
    expect(await erase(word)).toEqual({ changed: 0, againAfter: null })
    expect([...ports.store.minutes, ...ports.store.orderHours, ...ports.store.staff]).toEqual(before)
  })

  test('but a short openid is found where openids are kept', async () => {
    ports.store.credits.set('c', { _id: 'c', openid: 'guest-12' } as never)
    expect(await erase('guest-12')).toMatchObject({ changed: 1 })
    expect(ports.store.credits.has('c')).toBe(false)
  })
})

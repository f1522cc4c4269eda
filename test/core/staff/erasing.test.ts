/** Somebody is forgotten while the shop goes on: what is written at that moment is neither lost nor put back. */
import type { AdminAnswers } from '../../../contract/admin'
import type { MinuteDocument } from '../../../core/documents/minute'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { fact } from '../../adapters/ports/samples'
import { alertedShop, NOON, person } from '../../fakes/alertedShop'
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
async function erase(openid = HER): Promise<{ changed: number; againAfter: number | null }> {
  const said = { changed: 0, againAfter: null as number | null }
  let cursor: AdminAnswers['erasePerson']['next'] = null
  do {
    const event = { action: 'erasePerson', openid, cursor, standIn: null }
    const caller = { id: 'lan', openid: 'openid-lan' }
    const answer = await handleAdmin(event, { ports, codes, caller, now: NOON })
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

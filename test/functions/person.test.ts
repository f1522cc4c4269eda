/** What is stored of a customer, and their being forgotten, through the built functions. */
import { hashOpenid } from '../../adapters/openidHash'
import type { AdminAnswers, PersonCursor } from '../../contract/admin'
import { METRICS } from '../../contract/metrics'
import { outcomeCode } from '../../contract/outcomes'
import { monitorCollections } from '../../database/collections'
import { fakeSettings } from '../fakes/alertedShop'
import { emptyBatch, measured } from '../fakes/batches'
import { type AlertedCloud, COLLEAGUE, insert, MINUTE, OWNER, startAlertedCloud } from './alertedCloud'

const CUSTOMER = 'openid-of-a-customer'
const hash = hashOpenid(CUSTOMER, fakeSettings.salt)
let shop: AlertedCloud

async function everyPart<A extends 'exportPerson' | 'erasePerson'>(action: A): Promise<AdminAnswers[A][]> {
  const parts: AdminAnswers[A][] = []
  let cursor: PersonCursor | null = null
  let standIn: string | null = null
  do {
    const more: object = action === 'erasePerson' ? { standIn } : {}
    const answer = await shop.admin(OWNER, { action, openid: CUSTOMER, cursor, ...more })
    if (!answer.ok) throw new Error(answer.error.message)
    parts.push(answer.value)
    cursor = answer.value.next
    standIn = answer.value.standIn ?? null
  } while (cursor !== null)
  return parts
}
const records = async () => (await everyPart('exportPerson')).flatMap((part) => part.records)
/** Everywhere but in the record of who changed what, where they changed nothing. */
const naming = () =>
  monitorCollections
    .map(({ name }) => name)
    .filter((name) => [hash, CUSTOMER].some((own) => JSON.stringify(shop.stored(name)).includes(own)))
const usersOf = () =>
  shop
    .stored<{ stores: Record<string, { series: { u: string[][] } }> }>('minutes')
    .flatMap(({ stores }) => Object.values(stores).flatMap(({ series }) => series.u.map((users) => users.length)))

beforeAll(async () => {
  shop = await startAlertedCloud(() => ({}))
  for (let minute = 0; minute < 3; minute++) {
    const now = shop.cloud.clock.now()
    const session = `sessionofher${minute}`
    const batch = emptyBatch(now, { session, ...measured(METRICS.pay.id, 'wechat', outcomeCode('business'), 1, 900) })
    await shop.cloud.call(CUSTOMER, 'collect', { batch })
    await shop.minutes(1, 'ok')
  }
  await shop.cloud.clock.advance(2 * 60 * MINUTE)
  // a cart is still warm when they ask: the first page's own document tells of these minutes
  await shop.minutes(2, 'ok')
  const now = shop.cloud.clock.now()
  const batch = emptyBatch(now, { session: 'sessionofnow', ...measured(METRICS.pay.id, 'wechat', 0, 1, 900) })
  await shop.cloud.call(CUSTOMER, 'collect', { batch })
  await shop.minutes(2, 'ok')
  // they have also tried to join with a code that was not theirs, and another server told of their order
  await shop.admin(CUSTOMER, { action: 'join', code: 'WRONG-2345', name: '路人' })
  await insert(shop.cloud, 'postedOrders', [
    {
      _id: 's1:7',
      store: 's1',
      order: '7',
      customer: CUSTOMER,
      amountFen: 100,
      times: {},
      refunds: {},
      updatedAt: now,
    },
  ])
})
afterAll(() => shop.close())

test('only the owner asks, and only for something that can be an openid', async () => {
  const asked = { action: 'exportPerson', openid: CUSTOMER, cursor: null }
  expect(await shop.admin(COLLEAGUE, asked)).toMatchObject({ error: { code: 'forbidden' } })
  expect(await shop.admin(OWNER, { ...asked, openid: { $ne: '' } })).toMatchObject({ error: { field: 'openid' } })
})

test('everything that names the person is told, with their own documents whole and nobody else’s', async () => {
  const found = await records()
  expect(naming()).toEqual(expect.arrayContaining(['batches', 'minutes', 'hours', 'postedOrders', 'settings']))
  expect(shop.stored<{ boards?: object }>('heartbeats').some(({ boards }) => boards !== undefined)).toBe(true)
  expect([...new Set(found.map(({ collection }) => collection))].sort()).toEqual(naming().sort())
  expect(found.filter(({ collection }) => collection === 'minutes')).not.toEqual([])
  for (const { at, collection, document } of found) {
    expect(at.length).toBeGreaterThan(0)
    expect(document === undefined).toBe(!['batches', 'credits', 'staff'].includes(collection))
  }
})

test('somebody who still works here is not erased by mistake', async () => {
  const request = { action: 'erasePerson', openid: COLLEAGUE, cursor: null, standIn: null }
  expect(await shop.admin(OWNER, request)).toMatchObject({ ok: false, error: { code: 'conflict' } })
})

test('afterwards nothing counted names them, counts of people are what they were, and twice is as once', async () => {
  const before = usersOf()
  const [first] = await everyPart('erasePerson')
  expect(first?.changed).toBeGreaterThan(0)
  const left = naming()
  // reports that are not counted yet go by themselves; the answer says when to come again
  expect(left.filter((name) => name !== 'batches')).toEqual([])
  expect(first?.againAfter === null).toBe(left.length === 0)
  expect(usersOf()).toEqual(before)
  const again = await everyPart('erasePerson')
  expect(again.map(({ changed }) => changed)).toEqual(again.map(() => 0))
})

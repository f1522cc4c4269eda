/** Looking at one order's road, through the built functions: who looks is written down. */
import type { Answer } from '../../contract/answer'
import type { OrderWatch } from '../../contract/pages/orderWatch'
import { type AlertedCloud, COLLEAGUE, MINUTE, OWNER, startAlertedCloud } from './alertedCloud'

interface Look {
  at: number
  by: string
  action: string
  subject: string
}

let shop: AlertedCloud
beforeAll(async () => {
  shop = await startAlertedCloud(() => ({}))
  const at = shop.cloud.clock.now() - 5 * MINUTE
  const order = { _id: 'o347759', createdAt: at, updatedAt: at, amount: 3400, status: 'paid', phone: '13800000000' }
  const data = [JSON.stringify(order)]
  await shop.cloud.database.handle({ action: 'database.insertDocument', collectionName: 'orders', data })
})
afterAll(() => shop.close())

const look = async (openid: string, order: string) =>
  (await shop.cloud.call(openid, 'query', { kind: 'orderWatch', store: 's1', order })).result as Answer<OrderWatch>
const looks = () => shop.stored<Look>('accessLog').filter(({ action }) => action === 'orderWatch')
const idOf = (openid: string) =>
  shop.stored<{ _id: string; openid: string }>('staff').find((one) => one.openid === openid)?._id

test('each look is in the access log, once in ten minutes, with who and which order and nothing else', async () => {
  const answer = await look(OWNER, 'o347759')
  expect(answer).toMatchObject({ ok: true, value: { order: { id: 'o347759', amountFen: 3400 }, details: 'none' } })
  expect(JSON.stringify(answer)).not.toContain('13800000000')
  await look(OWNER, 'o347759')
  await look(COLLEAGUE, 'o347759')
  const now = shop.cloud.clock.now()
  const entry = { action: 'orderWatch', subject: 'o347759', at: now }
  expect(looks().map(({ by, action, subject, at }) => ({ by, action, subject, at }))).toEqual([
    { ...entry, by: idOf(OWNER) },
    { ...entry, by: idOf(COLLEAGUE) },
  ])
  await shop.cloud.clock.advance(10 * MINUTE)
  await look(OWNER, 'o347759')
  expect(looks()).toHaveLength(3)
})

test.each<[string, string, string, string]>([
  ['a stranger', 'openid-of-nobody', 'o347759', 'forbidden'],
  ['a number there is not', OWNER, 'o1', 'not_found'],
  ['what is no number', OWNER, '$where', 'bad_request'],
])('%s learns nothing and leaves no look', async (_, openid, order, code) => {
  const before = looks().length
  expect(await look(openid, order)).toMatchObject({ ok: false, error: { code } })
  expect(looks()).toHaveLength(before)
})

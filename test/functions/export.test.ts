/** The function `export` as it is built: a token from the owner, numbers through HTTP access, nothing after it is taken back. */

import { readOpenMetrics } from '../core/export/readOpenMetrics'
import { fakeStore } from '../fakes/alertedShop'
import { type AlertedCloud, COLLEAGUE, OWNER, startAlertedCloud } from './alertedCloud'

let shop: AlertedCloud
beforeAll(async () => {
  shop = await startAlertedCloud(() => ({}))
  await shop.minutes(3, 'ok')
})
afterAll(() => shop.close())

const get = async (token: string) => {
  const path = `/export?store=${fakeStore._id}`
  const request = { function: 'export', method: 'GET', path, headers: { Authorization: `Bearer ${token}` }, body: '' }
  return (await shop.control('POST', 'http', request)).result
}

test('an owner makes a token, another program reads what was counted, and the token is taken back', async () => {
  expect(await shop.admin(COLLEAGUE, { action: 'exportToken', name: '报表' })).toMatchObject({ ok: false })
  const made = await shop.admin(OWNER, { action: 'exportToken', name: '报表' })
  if (!made.ok) throw new Error(made.error.message)
  const reply = await get(made.value.token)
  expect(reply.statusCode).toBe(200)
  const [paid] = readOpenMetrics(reply.body).get('kandian_events')?.samples ?? []
  expect(paid).toMatchObject({ labels: { metric: 'pay', label: 'wechat', outcome: 'ok' }, value: 8 })
  const listed = await shop.admin(OWNER, { action: 'exportTokens' })
  expect(listed.ok && listed.value.tokens).toEqual([
    { id: made.value.id, name: '报表', stores: [fakeStore._id], createdAt: expect.any(Number) },
  ])
  await shop.admin(OWNER, { action: 'dropExportToken', id: made.value.id })
  await shop.cloud.clock.advance(120_000)
  expect((await get(made.value.token)).statusCode).toBe(401)
})

test('an event that is no HTTP call is refused', async () => {
  const { result } = await shop.cloud.call('customer', 'export', { store: fakeStore._id })
  expect(result).toMatchObject({ statusCode: 400 })
})

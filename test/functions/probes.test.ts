/** Probes through the built functions: what customers need is tried on a timer, and what fails is told. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BatchV1 } from '../../contract/batch'
import type { ResponsePage } from '../../contract/pages/response'
import { PROBE_LONGEST_MS, type ProbeSetting } from '../../contract/schemas/probe'
import type { BatchDocument } from '../../core/documents/batch'
import { fakeStore } from '../fakes/alertedShop'
import { type AlertedCloud, COLLEAGUE, MINUTE, OWNER, startAlertedCloud } from './alertedCloud'

let shop: AlertedCloud
let backend: Server
let answer: { status: number; body: string }

const address = () => `http://127.0.0.1:${(backend.address() as AddressInfo).port}`
const probe = (more: Partial<ProbeSetting>): ProbeSetting => ({
  ...{ id: 'menu', name: '打开菜单', store: fakeStore._id, everyMinutes: 5 },
  target: { kind: 'http', method: 'GET', url: `${address()}/menu` },
  expect: { withinMs: PROBE_LONGEST_MS },
  ...more,
})
const set = (one: ProbeSetting) => shop.admin(OWNER, { action: 'probe', probe: one })
const batches = () => shop.cloud.database.find('batches', { user: 'probe' }).documents as BatchDocument<BatchV1>[]
const outcomes = () =>
  batches().flatMap(({ batch }) => batch.counts.map(([, label, outcome]) => [batch.dict[label], outcome]))
const page = async (): Promise<ResponsePage> => {
  const { result } = await shop.cloud.call(OWNER, 'query', { kind: 'response', store: fakeStore._id, range: '1h' })
  return (result as { value: ResponsePage }).value
}
const OK = 0
const BUSINESS = 1
const SERVER = 3
const CLIENT = 2

beforeAll(async () => {
  backend = createServer((_, response) => response.writeHead(answer.status).end(answer.body))
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  shop = await startAlertedCloud(() => ({ channels: { robot: null, webhook: null, ping: null, allowLoopback: true } }))
})
beforeEach(() => {
  answer = { status: 200, body: '{"value":{"dishes":[{"id":"beef"}]}}' }
})
afterAll(async () => {
  await shop.close()
  backend.closeAllConnections()
  await new Promise((resolve) => backend.close(resolve))
})

test('only an owner sets probes, and what makes no sense is refused by the name of its field', async () => {
  expect(await shop.admin(COLLEAGUE, { action: 'dropProbe', id: 'menu' })).toMatchObject({
    error: { code: 'forbidden' },
  })
  const refusals: [Partial<ProbeSetting>, string][] = [
    [{ store: 'elsewhere' }, 'probe.store'],
    [{ everyMinutes: 7 as 5 }, 'probe.everyMinutes'],
    [{ expect: { withinMs: 60_000 } }, 'probe.expect.withinMs'],
    [{ expect: { withinMs: 1_000, equals: 1 } }, 'probe.expect.equals'],
    [{ target: { kind: 'http', method: 'GET', url: 'ftp://shop.example' } }, 'probe.target.url'],
  ]
  for (const [more, field] of refusals) expect(await set(probe(more))).toMatchObject({ ok: false, error: { field } })
})

test('a phone cannot start a run, whatever it sends', async () => {
  const event = { minute: 1, shards: {}, allowLoopback: true, probes: [probe({})] }
  const { result } = await shop.cloud.call('customer', 'probe', event)
  expect(result).toMatchObject({ ok: false, error: { code: 'not_a_timer' } })
  expect(batches()).toEqual([])
})

test('each probe runs in its minute; status, body, private addresses and missing functions are told apart', async () => {
  const probes = [
    probe({}),
    probe({ id: 'dish', expect: { path: 'value.dishes.0.id', equals: 'pork', withinMs: PROBE_LONGEST_MS } }),
    probe({ id: 'missing', expect: { status: 404, withinMs: PROBE_LONGEST_MS } }),
    probe({ id: 'inside', target: { kind: 'http', method: 'GET', url: 'http://10.0.0.1/' } }),
    probe({ id: 'nowhere', target: { kind: 'function', name: 'nowhere', event: {} } }),
    probe({ id: 'shop', target: { kind: 'function', name: 'shop', event: { action: 'menu' } } }),
    probe({ id: 'hourly', everyMinutes: 60 }),
  ]
  for (const one of probes) expect(await set(one)).toMatchObject({ ok: true })
  await shop.minutes(11, 'ok')
  const at = batches().map(({ batch }) => new Date(batch.base).getUTCMinutes() % 5)
  expect(at).toEqual([0, 0, 0])
  expect(outcomes().slice(0, 6)).toEqual([
    ['menu', OK],
    ['dish', BUSINESS],
    ['missing', BUSINESS],
    ['inside', CLIENT],
    ['nowhere', SERVER],
    ['shop', OK],
  ])
})

test('a run that fails twice in a row is one incident, and the page says since when', async () => {
  for (const id of ['dish', 'missing', 'inside', 'nowhere', 'shop', 'hourly'])
    expect(await shop.admin(OWNER, { action: 'dropProbe', id })).toMatchObject({ ok: true })
  await shop.minutes(12, 'ok')
  const before = await page()
  expect(before.probes).toMatchObject([{ name: '打开菜单', everyMinutes: 5, failing: null }])
  expect(before.probes[0]?.ok).toBeGreaterThan(1)
  answer = { status: 503, body: '' }
  await shop.minutes(13, 'ok')
  expect(outcomes().slice(-2)).toEqual([
    ['menu', SERVER],
    ['menu', SERVER],
  ])
  expect(shop.incident().alerts.map(({ rule }) => rule)).toContain('probeFailing')
  const after = await page()
  expect(after.probes[0]?.failing?.runs).toBeGreaterThanOrEqual(2)
  expect(after.probes[0]?.ok).toBe(before.probes[0]?.ok)
})

test('a timer that comes twice is counted once', async () => {
  answer = { status: 200, body: '{}' }
  const known = batches().length
  for (let minute = 0; minute < 5; minute++) {
    await shop.control('POST', 'timers', { function: 'aggregate', next: { duplicate: true } })
    await shop.cloud.clock.advance(MINUTE)
  }
  expect(batches()).toHaveLength(known + 1)
})

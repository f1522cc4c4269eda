/** A chain of two stores in two shards through the built functions: one timer, a call for each shard, one page of all. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Chain } from '../../contract/pages/chain'
import type { IncidentDocument } from '../../core/documents/incident'
import type { MinuteDocument } from '../../core/documents/minute'
import type { StoreDocument } from '../../core/documents/store'
import { createDetector } from '../../core/insight/detector'
import { type Outlook, outlookOf } from '../../core/insight/outlook'
import { type BaselineDocument, baselineOf, statesOf } from '../../core/insight/watch/baseline'
import type { HourDocument } from '../../core/rollup/tiers'
import { LEADS_MINUTES } from '../../core/warming/runWarming'
import { rushesOf } from '../../core/warming/rushes'
import { built } from '../../tools/build/freshness'
import { fakeSettings, fakeStore } from '../fakes/alertedShop'
import { NOON } from '../fakes/batches'
import { type AlertedCloud, insert, MINUTE, OWNER, pay, startAlertedCloud } from './alertedCloud'

const STORES: StoreDocument[] = ['s1', 's2'].map((_id) => ({ ...fakeStore, _id, branch: `${_id}店` }))
const WEEK_MS = 7 * 86_400_000
const MINUTES = 12

interface Order {
  _id: string
  store: string
  amount: number
  status: string
  createdAt: number
  updatedAt: number
  paidAt: number
}
const orders: Order[] = []
const order = (store: string, at: number, amount: number): Order => {
  const one = { _id: `o${orders.length}`, store, amount, status: 'paid', createdAt: at, updatedAt: at, paidAt: at }
  orders.push(one)
  return one
}

/** What a week of visits teaches: one a minute, from a quarter past twelve on ten. */
const usualVisits = (): BaselineDocument => {
  const states = statesOf(null)
  const detector = createDetector('count', { zone: fakeStore.zone })
  for (let at = NOON - WEEK_MS; at < NOON; at += MINUTE) {
    const hour = (((at - NOON) / 3_600_000) % 24) + 24
    detector.step(states.visits, { at, value: hour % 24 >= 0.25 && hour % 24 < 2 ? 10 : 1 })
  }
  return baselineOf('s1', 1, NOON / MINUTE - 1, states)
}
const usual = usualVisits()

/** A function of the shop that the SDK watches; its own handler says so in its log. */
const writeTill = (folder: string): string[] => {
  const till = join(folder, 'more', 'till')
  mkdirSync(till, { recursive: true })
  copyFileSync(join(built('sdk'), 'server/index.js'), join(till, 'kandian-server.js'))
  writeFileSync(
    join(till, 'index.js'),
    `const { watch } = require('./kandian-server')
const database = { collection: () => ({ add: async () => ({}) }), serverDate: () => new Date() }
const handler = async () => { console.log('a customer'); return { ok: true } }
exports.main = watch(handler, { store: 's1', name: 'till', database }).main`,
  )
  return [join(folder, 'more')]
}

let shop: AlertedCloud
const chain = async (): Promise<Chain> => {
  const { result } = await shop.cloud.call(OWNER, 'query', { kind: 'chain', store: 's1' })
  return (result as { value: Chain }).value
}

beforeAll(async () => {
  shop = await startAlertedCloud(
    () => ({
      shards: 2,
      warming: { store: 's1', functions: [{ name: 'till', instances: 2 }] },
      orders: { ...fakeSettings.orders, store: 'store', times: { ...fakeSettings.orders.times, paidAt: 'paidAt' } },
    }),
    writeTill,
    // the timer's own run, and one for each shard
    { stores: STORES, instances: 3 },
  )
  await insert(shop.cloud, 'baselines', [usual])
  // in earlier weeks s2 sold for 20 yuan every minute of this hour
  const past = [1, 2].flatMap((week) =>
    Array.from({ length: 60 }, (_, minute) => order('s2', NOON - week * WEEK_MS + minute * MINUTE + 1, 2_000)),
  )
  await insert(shop.cloud, 'orders', [...past, order('s1', NOON - 3_600_000, 1_500)])
  // one shard at first, then the stores are dealt out
  await shop.cloud.clock.advance(2 * MINUTE)
  for (let minute = 0; minute < MINUTES; minute++) {
    const at = shop.cloud.clock.now()
    await pay(shop.cloud, 'ok', 's1')
    await pay(shop.cloud, minute < 4 ? 'ok' : 'business', 's2')
    await insert(shop.cloud, 'orders', [
      order('s1', at, 1_000 + minute),
      ...(minute < 4 ? [order('s2', at, 2_000)] : []),
    ])
    await shop.cloud.clock.advance(MINUTE)
  }
  // orders are written down every other minute
  await shop.cloud.clock.advance(2 * MINUTE)
})
afterAll(() => shop.close())

test('each store is folded in its own shard, every batch once', () => {
  expect(shop.stored<StoreDocument>('stores').map(({ _id, shard }) => [_id, shard])).toEqual([
    ['s1', '1'],
    ['s2', '0'],
  ])
  const minutes = shop.stored<MinuteDocument>('minutes')
  for (const { _id } of STORES) {
    const own = minutes.filter(({ stores }) => stores[_id] !== undefined)
    // the first batches may have come while both lived in one shard
    expect(own.filter(({ shard }) => shard === (_id === 's1' ? '1' : '0')).length).toBeGreaterThanOrEqual(MINUTES - 2)
    expect(own.reduce((sum, { stores }) => sum + (stores[_id]?.batches ?? 0), 0)).toBe(4 * MINUTES)
  }
})

test('the page of the chain ranks by trouble, and its numbers are those of the orders', async () => {
  const { now, stores } = await chain()
  expect(stores.map(({ id, level }) => [id, level])).toEqual([
    ['s2', 'crit'],
    ['s1', 'ok'],
  ])
  const today = (store: string) => orders.filter((one) => one.store === store && one.createdAt > NOON - 43_200_000)
  for (const { id, today: told } of stores) {
    const own = today(id)
    expect([id, told.orders, told.revenueFen]).toEqual([
      id,
      own.length,
      own.reduce((sum, { amount }) => sum + amount, 0),
    ])
  }
  // what the same minutes brought in both earlier weeks on average, less what came, as far as the last run has looked
  const looked = Math.floor(now / MINUTE) * MINUTE
  const [incident] = shop.stored<IncidentDocument>('incidents').filter(({ store }) => store === 's2')
  const between = (week: number) =>
    orders.filter(
      ({ store, paidAt }) =>
        store === 's2' && paidAt >= (incident?.openedAt ?? 0) - week * WEEK_MS && paidAt < looked - week * WEEK_MS,
    ).length
  expect(stores[0]?.lostFen).toBe(((between(1) + between(2)) / 2 - between(0)) * 2_000)
  expect(stores[0]?.lostFen).toBeGreaterThan(0)
})

test('before the forecast rush the owner’s functions are pinged, and none of them runs its handler', async () => {
  const outlook = outlookOf(usual, STORES[0] as StoreDocument, 'visits')
  const [rush] = rushesOf(outlook as Outlook, fakeStore, NOON)
  expect(Math.abs((rush?.at ?? 0) - (NOON + 15 * MINUTE))).toBeLessThanOrEqual(10 * MINUTE)
  const now = shop.cloud.clock.now()
  const rounds = LEADS_MINUTES.filter((lead) => {
    const at = (rush?.at ?? 0) - lead * MINUTE
    return at > NOON + 3 * MINUTE && at < now - MINUTE
  })
  expect(rounds.length).toBeGreaterThan(0)
  const { byFunction } = await shop.control('GET', 'usage')
  expect(byFunction.till.functionCalls).toBe(2 * rounds.length)
  const { logs } = await shop.control('GET', 'logs')
  expect(JSON.stringify(logs)).not.toContain('a customer')
})

test('hours are made shard by shard, and hold all that was sent', async () => {
  // compact runs a few minutes after the hour
  await shop.control('POST', 'clock', { set: NOON + 65 * MINUTE })
  await shop.cloud.clock.advance(3 * MINUTE)
  const hours = shop.stored<HourDocument>('hours')
  for (const { _id } of STORES) {
    const own = hours.filter(({ store }) => store === _id)
    expect(own.reduce((sum, { batches }) => sum + batches, 0)).toBe(4 * MINUTES)
  }
})

test('the number of shards is a setting', async () => {
  expect(await shop.admin(OWNER, { action: 'shards', shards: 65 })).toMatchObject({ error: { field: 'shards' } })
  expect(await shop.admin(OWNER, { action: 'shards', shards: 3 })).toMatchObject({ ok: true })
  expect(shop.stored<{ shards: number }>('settings')[0]?.shards).toBe(3)
})

test('nobody but a timer of ours hands a shard over', async () => {
  for (const name of ['aggregate', 'compact'])
    expect((await shop.cloud.call(OWNER, name, { shard: '1' })).result).toMatchObject({
      ok: false,
      error: { code: 'not_a_timer' },
    })
})

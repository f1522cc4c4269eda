import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashOpenid } from '../../adapters/openidHash'
import type { Answer } from '../../contract/answer'
import type { BatchV1 } from '../../contract/batch'
import type { Overview } from '../../contract/query'
import type { CollectReceipt } from '../../contract/steering'
import type { BatchDocument } from '../../core/documents/batch'
import { foldDay } from '../../core/rollup/foldDay'
import { foldHour } from '../../core/rollup/foldHour'
import { foldMinute } from '../../core/rollup/foldMinute'
import type { DayDocument, HourDocument } from '../../core/rollup/tiers'
import { minuteOf } from '../../core/time/units'
import { type LocalCloud, startLocalCloud } from '../../localcloud/localCloud'
import { built } from '../../tools/build/freshness'
import { fakeSettings, fakeStore, person } from '../fakes/alertedShop'
import { emptyBatch, measured, NOON } from '../fakes/batches'

const LAN = 'openid-lan'
const settings = {
  ...fakeSettings,
  orders: { ...fakeSettings.orders, times: { ...fakeSettings.orders.times, paidAt: 'paidAt' } },
}

let cloud: LocalCloud
let folder: string

async function insert(collectionName: string, documents: object[]): Promise<void> {
  await cloud.database.handle({
    action: 'database.insertDocument',
    collectionName,
    data: documents.map((document) => JSON.stringify(document)),
  })
}

const collect = async (openid: string, batch: unknown, extra: object = {}): Promise<Answer<CollectReceipt>> =>
  (await cloud.call(openid, 'collect', { batch, ...extra })).result as Answer<CollectReceipt>

const ask = async (openid: string, event: object = { kind: 'overview', store: 's1' }): Promise<Answer<Overview>> =>
  (await cloud.call(openid, 'query', event)).result as Answer<Overview>

const batchNow = (session: string, changes: Partial<BatchV1>, seq = 0): BatchV1 =>
  emptyBatch(cloud.clock.now(), { session, seq, ...changes })

const stored = (collection: string) => cloud.database.find(collection).documents

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-monitor-'))
  cloud = await startLocalCloud({
    folder,
    functions: [built('functions')],
    now: NOON + 1000,
    frozen: true,
    instancesPerFunction: 1,
  })
  await insert('settings', [settings])
  await insert('stores', [{ ...fakeStore, firstSeenAt: null }])
  await insert('staff', [{ ...person('lan', 1), _id: hashOpenid(LAN, settings.salt), openid: LAN, name: '兰姨' }])
})

afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the road of a number through the built functions', () => {
  it('a batch is accepted, counted once, and stored without the openid', async () => {
    const batch = batchNow('session0001', measured(2, 'shop.menu', 0, 3, 250))
    const first = await collect('customer-1', batch)
    expect(first).toMatchObject({ ok: true, value: { accepted: 4, dropped: {}, steering: { intervalMs: 40_000 } } })
    expect(await collect('customer-1', batch)).toEqual(first)
    const batches = stored('batches')
    expect(batches).toHaveLength(1)
    expect(JSON.stringify(batches)).not.toContain('customer-1')
  })

  it('what the event says of its sender is ignored', async () => {
    const batch = batchNow('session0002', measured(2, 'shop.menu', 3, 1, 900))
    await collect('customer-2', batch, { openid: 'customer-1', userInfo: { openId: 'customer-1' } })
    const users = new Set(stored('batches').map((document) => (document as { user: string }).user))
    expect(users).toEqual(new Set(['customer-1', 'customer-2'].map((openid) => hashOpenid(openid, settings.salt))))
  })

  it('an order and the measurements are on the owner’s page after the next minute', async () => {
    await insert('orders', [
      {
        _id: 'o1',
        status: 'paid',
        amount: 2800,
        createdAt: { $date: new Date(NOON + 2000).toISOString() },
        updatedAt: { $date: new Date(NOON + 9000).toISOString() },
        paidAt: { $date: new Date(NOON + 9000).toISOString() },
      },
    ])
    await cloud.clock.advance(90_000)
    const answer = await ask(LAN)
    if (!answer.ok) throw new Error(answer.error.message)
    const overview = answer.value
    expect(overview.today).toEqual({ orders: 1, revenueFen: 2800, comparison: null })
    expect(overview).toMatchObject({
      store: { id: 's1', open: true },
      viewer: { name: '兰姨', role: 'owner' },
      foldedThrough: NOON + 60_000,
      lastRunAt: NOON + 77_000,
      day: 1,
    })
    expect(overview.verdict.title).toBe('开始看店了，\n还差 2 步才叫得到你')
    expect(overview.lights.map(({ level }) => level)).toEqual(['none', 'ok', 'none', 'none', 'none'])
    expect(overview.steps.find(({ id }) => id === 'sdk')?.done).toBe(true)
  })

  it('minutes are sealed, hours made, and nothing is counted twice by doubled timers', async () => {
    const before = stored('minutes')
    await cloud.runTimer('aggregate')
    await cloud.runTimer('aggregate')
    expect(stored('minutes')).toEqual(before)
    await cloud.clock.advance(130 * 60_000)
    expect((stored('minutes')[0] as { sealed: boolean }).sealed).toBe(true)
    const [hour] = stored('hours') as { _id: string; batches: number; sealed: boolean }[]
    expect(hour).toMatchObject({ _id: `s1:${NOON / 3_600_000}`, batches: 2, sealed: true })
    expect(stored('days')).toMatchObject([{ _id: 's1:2026-11-25', batches: 2, sealed: false }])
  })
})

describe('the batches of this run, folded again in another order', () => {
  it('give byte-identical minutes, hours and days', () => {
    const batches = (stored('batches') as BatchDocument[]).map((batch) => ({
      ...batch,
      receivedAt: new Date(batch.receivedAt),
    }))
    const minuteOfBatch = ({ receivedAt }: BatchDocument) => minuteOf(receivedAt.getTime())
    const minutes = [...new Set(batches.map(minuteOfBatch))].flatMap((minute) =>
      foldMinute('0', minute, batches.filter((batch) => minuteOfBatch(batch) === minute).reverse()),
    )
    const sealed = minutes.map((minute) => ({ ...minute, sealed: true }))
    expect(stored('minutes').map(canonical)).toEqual(sealed.map(canonical))
    const [hour] = stored('hours') as HourDocument[]
    const again = foldHour('s1', hour!.hour, sealed, true)
    expect(canonical(hour)).toBe(canonical(again))
    const [day] = stored('days') as DayDocument[]
    expect(canonical(day)).toBe(canonical(foldDay('s1', day!, [again!], false)))
  })

  /** JSON with the fields of objects in one order: how a database lays them out is its own affair. */
  const canonical = (value: unknown): string =>
    JSON.stringify(value, (_, part) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    )
})

describe('from a failing payment to the owner’s page', () => {
  it('an incident is open after the next tick, and the page says what happened', async () => {
    const start = cloud.clock.now()
    for (const customer of ['c1', 'c2', 'c3', 'c4'])
      await collect(customer, batchNow('session0100', measured(3, 'wechat', 4, 1, 3000)))
    await cloud.clock.advance(90_000)
    const answer = await ask(LAN)
    if (!answer.ok) throw new Error(answer.error.message)
    expect(answer.value.incident).toMatchObject({ severity: 'crit', status: 'open', title: '顾客付不了款' })
    expect(answer.value.incident!.openedAt - start).toBeLessThan(90_000)
    expect(answer.value.verdict).toMatchObject({ level: 'crit', title: '顾客付不了款' })
    expect(answer.value.lights[1]).toMatchObject({ level: 'crit', sentence: '4 位要付款，一位都没付成' })
  })
})

describe('what is not as it should be is refused, and nothing is written', () => {
  const refusal = async (call: Promise<Answer<unknown>>) => {
    const before = stored('batches').length
    const answer = await call
    expect(stored('batches')).toHaveLength(before)
    return answer.ok ? answer : answer.error
  }

  it.each([
    ['no batch', undefined, 'bad_request', 'batch'],
    ['text', 'batch', 'bad_request', 'batch'],
    ['another version', { v: 2 }, 'bad_request', 'batch.v'],
    ['an operator for a number', { seq: { $gt: 0 } }, 'bad_request', 'batch.seq'],
    ['a path for a store', { store: '../s1' }, 'not_found', 'batch.store'],
    ['a store that is not there', { store: 's9' }, 'not_found', 'batch.store'],
    ['fields nobody knows', { openid: 'customer-1' }, 'bad_request', 'batch'],
    ['too much', { dict: Array(700).fill('x'.repeat(100)) }, 'too_large', 'batch'],
  ])('a batch of %s', async (_, changes, code, field) => {
    const batch = typeof changes === 'object' ? { ...batchNow('session0009', {}), ...changes } : changes
    expect(await refusal(collect('customer-1', batch))).toMatchObject({ code, field })
  })

  it.each(['aggregate', 'compact'])('a timer’s event from a phone starts no %s', async (name) => {
    const event = { Type: 'Timer', TriggerName: 'everyMinute', SOURCE: 'wx_trigger' }
    expect((await cloud.call('customer-1', name, event)).result).toMatchObject({
      ok: false,
      error: { code: 'not_a_timer' },
    })
  })

  it.each([
    ['a stranger', 'openid-stranger', { kind: 'overview', store: 's1' }, 'forbidden'],
    ['a stranger who says he is staff', 'openid-stranger', { kind: 'overview', store: 's1', openid: LAN }, 'forbidden'],
    ['another’s store', LAN, { kind: 'overview', store: 's2' }, 'forbidden'],
    ['an operator for a store', LAN, { kind: 'overview', store: { $ne: '' } }, 'bad_request'],
    ['no such question', LAN, { kind: 'everything' }, 'bad_request'],
    ['an extra field', LAN, { kind: 'overview', store: 's1', where: {} }, 'bad_request'],
  ])('a question of %s', async (_, openid, event, code) => {
    expect(await ask(openid, event)).toMatchObject({ ok: false, error: { code } })
  })
})

test('the owner’s own openings are counted apart from those of customers', async () => {
  const visit = (session: string) => batchNow(session, measured(6, 'launch', 0, 1))
  expect(await collect(LAN, visit('ownersvisit'))).toMatchObject({ value: { accepted: 0, dropped: { staff: 1 } } })
  expect(await collect('openid-guest', visit('guestsvisit'))).toMatchObject({ value: { accepted: 1, dropped: {} } })
})

/** What phones hand to the SDK, followed through the built functions into the rollups. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { BatchV1 } from '../../contract/batch'
import { METRICS } from '../../contract/metrics'
import { decodeSketch } from '../../contract/sketch/codec'
import type { BatchDocument } from '../../core/documents/batch'
import type { MinuteDocument } from '../../core/documents/minute'
import { DAY_MS } from '../../core/time/units'
import { type LocalCloud, startLocalCloud } from '../../localcloud/localCloud'
import { built } from '../../tools/build/freshness'
import { fakeSettings, fakeStore } from '../fakes/alertedShop'
import { NOON } from '../fakes/batches'
import { breakdownIn } from '../fakes/breakdownIn'
import { type FakePhone, fakePhone } from '../sdk/fakePhone'
import { accountedFor, expectAccounted, live, step } from '../sdk/lives'
import { startMonitor } from '../sdk/startMonitor'

const STORE = 'wensan'
const runs = 10

let cloud: LocalCloud
let folder: string

const insert = async (collectionName: string, documents: object[]) =>
  cloud.database.handle({
    action: 'database.insertDocument',
    collectionName,
    data: documents.map((document) => JSON.stringify(document)),
  })
const stored = <T>(collection: string) => cloud.database.find(collection).documents as unknown as T[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-delivery-'))
  cloud = await startLocalCloud({
    folder,
    functions: [built('functions')],
    now: NOON + 1_000,
    frozen: true,
    instancesPerFunction: 1,
  })
  await insert('settings', [fakeSettings])
  await insert('stores', [{ ...fakeStore, _id: STORE, firstSeenAt: null }])
})

afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Events, durations and drops of all minutes; where the fold says why it left something out, that too. */
function foldedSum(): number {
  let sum = 0
  for (const { stores } of stored<MinuteDocument>('minutes')) {
    const own = stores[STORE]
    if (own === undefined) continue
    own.series.m.forEach((metric, row) => {
      if (!known.has(metric)) return
      for (const events of own.series.c[row] ?? []) sum += events
      const sketch = own.series.k[row] ? decodeSketch(own.series.k[row] as string) : undefined
      if (sketch?.ok) sum += sketch.value.count
    })
    for (const [, howMany] of own.dropped) sum += howMany
  }
  return sum
}
const known = new Set<number>(Object.values(METRICS).map(({ id }) => id))

/** Descriptions of errors become issues, not rollups. */
const descriptions = () => stored<BatchDocument>('batches').reduce((sum, { batch }) => sum + batch.errors.length, 0)

/** While the shop is closed minutes are folded more rarely. */
function toNextNoon(): number {
  const noon = NOON + Math.ceil((cloud.clock.now() - NOON) / DAY_MS) * DAY_MS
  cloud.clock.set(noon)
  return noon
}

/** A phone whose reports this cloud takes, at the time that has gone by on it. */
function phoneOf(openid: string, startedAt: number): FakePhone {
  const phone = fakePhone({}, Math.random, async (batch) => {
    cloud.clock.set(startedAt + phone.host.elapsed())
    return (await cloud.call(openid, 'collect', { batch: batch as BatchV1 })).result
  })
  return phone
}

test('every event is counted once in the rollups or once under a drop reason, whatever happens on the way', async () => {
  let person = 0
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), async (steps) => {
      const startedAt = cloud.clock.now()
      const openid = `phone-${person++}`
      const phone = phoneOf(openid, startedAt)
      const account = await live(phone, steps)
      expectAccounted(accountedFor(phone), account)
      accepted += accountedFor(phone)
      cloud.clock.set(startedAt + phone.host.elapsed())
    }),
    {
      numRuns: runs,
      endOnFailure: true,
      ...(process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }),
    },
  )
  // before the minutes are sealed and their batches deleted
  const described = descriptions()
  toNextNoon()
  await cloud.clock.advance(180_000)
  expect(foldedSum() + described).toBe(accepted)
  expect(accepted).toBeGreaterThan(100)
})

test('what customers of one delivery area live through is told apart, from setArea() to the breakdowns', async () => {
  const startedAt = toNextNoon()
  const phone = phoneOf('phone-of-a-student', startedAt)
  const monitor = startMonitor({ store: STORE }, phone.host)
  monitor.record('request', 'GET /menu', 'ok', 120)
  monitor.setArea('大学城')
  for (let i = 0; i < 3; i++) monitor.record('request', 'GET /dish', 'ok', 900)
  monitor.flush()
  for (let turn = 0; turn < 3; turn++) {
    await Promise.all(phone.underWay)
    phone.advance(1_000)
  }
  await cloud.clock.advance(180_000)
  const areas = breakdownIn({ minutes: stored<MinuteDocument>('minutes') }, STORE, {
    ...{ metric: 'request', dimension: 'area' },
    window: { from: Math.floor(startedAt / 60_000), to: Math.floor(startedAt / 60_000) + 10 },
  })
  expect(areas.map(({ value, merged }) => [value, merged.total])).toEqual([
    ['大学城', 3],
    ['unknown', 1],
  ])
})

import { hashOpenid } from '../../adapters/openidHash'
import { RANGE_NAMES } from '../../contract/pages/range'
import dishes from '../../database/seed/dishes.json'
import { firstStore } from '../../database/seed/firstDocuments'
import type { LocalCloud } from '../../localcloud/localCloud'
import { encode } from '../../localcloud/store/ejson/encode'
import { generateHistory } from '../../tools/history/generateHistory'
import { insertAll } from '../../tools/start/insertAll'
import { PEOPLE } from '../../tools/start/people'
import { openMeteredShop } from '../cost/meteredShop'
import type { Group } from '../harness/group'
import type { Row } from '../harness/row'
import { cpuOfPages } from './cpuOfPages'

const NOW = Date.parse('2026-11-25T13:40:00+08:00')
const DAYS = 30
const STORES = 10
const PAGES = ['response', 'errors', 'load', 'experience'] as const
/** Stores asked of each page and range; every one twice, so that the second answer is a warm one. */
const ASKED_STORES = 3

const first = firstStore(0)
const storeId = (index: number): string => (index === 0 ? first._id : `${first._id}${index}`)

/** 30 days of 10 stores in one data folder: what the page of any range costs, beside a raw read of the same bytes. */
export const pagesGroup: Group = async function* () {
  const shop = await openMeteredShop(NOW, (cloud, salt) => writePast(cloud, salt))
  try {
    await openMoreStores(shop.cloud)
    const { database } = shop.cloud
    const handle = database.handle.bind(database)
    let asked: Parameters<typeof handle>[0] | null = null
    database.handle = (request) => {
      if (request.action === 'database.aggregateDocuments') asked = request
      return handle(request)
    }
    let databaseMs = 0
    database.onCall(({ ms }) => {
      databaseMs += ms
    })
    // settings, stores and staff are at most a minute old in an instance, and are no part of a page
    await shop.cloud.call(PEOPLE[0].openid, 'query', { kind: 'overview', store: first._id })
    const measured = { ms: [] as number[], rawMs: [] as number[], calls: [] as number[], bytes: [] as number[] }
    const ownMs: number[] = []
    const slowest = { name: '', ms: 0 }
    for (const kind of PAGES)
      for (const range of RANGE_NAMES)
        for (let turn = 0; turn < 2 * ASKED_STORES; turn++) {
          await shop.resetUsage()
          databaseMs = 0
          const query = { kind, store: storeId(turn % ASKED_STORES), range }
          const { result } = await shop.cloud.call(PEOPLE[0].openid, 'query', query)
          if (!(result as { ok: boolean }).ok) throw new Error(`${kind} ${range}: ${JSON.stringify(result)}`)
          const { query: used } = (await shop.usage()).byFunction
          if (used === undefined || asked === null) throw new Error('the page made no read')
          const ms = (used.gbs * 1000 * 1024) / (used.memoryMb ?? 256)
          if (ms > slowest.ms) Object.assign(slowest, { name: `${kind}.${range}`, ms })
          measured.ms.push(ms)
          ownMs.push(ms - databaseMs)
          measured.calls.push(used.dbCalls)
          measured.bytes.push(used.dbBytesOut)
          measured.rawMs.push(await rawRead(() => handle(asked as never)))
        }
    yield { name: 'pages.ms.p95', ...quantiles(measured.ms, 0.95), target: 100 }
    const pages = PAGES.flatMap((kind) => RANGE_NAMES.map((range) => ({ kind, store: first._id, range })))
    const cpu = await cpuOfPages(database, [...pages, ...pages], NOW)
    // the first round is a start: nothing is compiled yet
    yield { name: 'pages.cpu.p95', ...quantiles(cpu.slice(pages.length), 0.95) }
    yield { name: 'pages.cpu.median', ...quantiles(cpu.slice(pages.length), 0.5) }
    yield { name: 'pages.ms.median', ...quantiles(measured.ms, 0.5) }
    // the local cloud's own reading is no part of what a real environment's function does
    yield { name: 'pages.ms.withoutDatabase.p95', ...quantiles(ownMs, 0.95) }
    yield { name: `pages.ms.most/${slowest.name}`, value: slowest.ms }
    yield { name: 'pages.rawRead.ms.p95', ...quantiles(measured.rawMs, 0.95) }
    const ratios = measured.ms.map((ms, index) => ms / (measured.rawMs[index] as number))
    yield { name: 'pages.ms/rawRead', ...quantiles(ratios, 0.5) }
    yield { name: 'pages.dbCalls.most', value: Math.max(...measured.calls), target: 2 }
    yield { name: 'pages.bytes.most', value: Math.max(...measured.bytes) }
  } finally {
    await shop.close()
  }
}

/** The same documents, read and parsed, and nothing made of them. */
async function rawRead(read: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  JSON.parse(JSON.stringify(await read()))
  return performance.now() - startMs
}

/**
 * A week through the real fold, lived over and over until the month is full; the other stores live the same month under
 * their own names.
 */
async function writePast({ database }: LocalCloud, salt: string): Promise<number> {
  const userOf = (openid: string) => hashOpenid(openid, salt)
  const written = new Set<string>()
  const week = { now: NOW, days: 7, seed: 7, store: first, dishes, userOf }
  for (const { collection, documents } of generateHistory(week)) {
    if (collection === 'minutes') {
      for (let from = 0; from < documents.length; from += MINUTES_A_REQUEST)
        await insertAll(database, collection, shared(documents.slice(from, from + MINUTES_A_REQUEST)))
      continue
    }
    if (collection !== 'hours' && collection !== 'days') {
      await insertAll(database, collection, documents)
      continue
    }
    for (let store = 0; store < STORES; store++)
      for (let weeks = 0; 7 * weeks < DAYS; weeks++) {
        // the week begins and ends within the same hour and day: of both halves the later one stays
        const tiers = documents.map((one) => moved(one as Tier, store, weeks)).filter(({ _id }) => !written.has(_id))
        for (const { _id } of tiers) written.add(_id)
        await insertAll(database, collection, tiers)
      }
  }
  return NOW - DAYS * DAY_MS
}

const DAY_MS = 86_400_000
const MINUTES_A_REQUEST = 20

interface Tier {
  hour?: number
  day?: string
  fromHour?: number
}

/** The same hour or day of another store, some weeks earlier. */
function moved(one: Tier, index: number, weeks: number): { _id: string } & Tier & { store: string } {
  const store = storeId(index)
  const hours = 24 * 7 * weeks
  if (one.day === undefined) {
    const hour = (one.hour as number) - hours
    return { ...one, _id: `${store}:${hour}`, store, hour }
  }
  const day = new Date(Date.parse(one.day) - hours * 3_600_000).toISOString().slice(0, 10)
  return { ...one, _id: `${store}:${day}`, store, day, fromHour: (one.fromHour as number) - hours }
}

/** Stores of one shard lie in the same minutes. */
const shared = (documents: readonly object[]): object[] =>
  documents.map((one) => {
    const minute = one as { stores: Record<string, unknown>; dims?: Record<string, unknown> }
    const spread = (of: Record<string, unknown> | undefined) =>
      of?.[first._id] === undefined
        ? of
        : Object.fromEntries(Array.from({ length: STORES }, (_, index) => [storeId(index), of[first._id]]))
    const { dims: _, ...rest } = minute
    return {
      ...rest,
      stores: spread(minute.stores),
      ...(minute.dims === undefined ? {} : { dims: spread(minute.dims) }),
    }
  })

async function openMoreStores({ database }: LocalCloud): Promise<void> {
  const others = Array.from({ length: STORES - 1 }, (_, index) => index + 1)
  const known = database.find('stores', { _id: first._id }, 1).documents[0] as object
  await insertAll(
    database,
    'stores',
    others.map((index) => ({ ...known, _id: storeId(index) })),
  )
  const stores = Array.from({ length: STORES }, (_, index) => storeId(index))
  await database.handle({
    action: 'database.modifyDocument',
    ...{ collectionName: 'staff', queryType: 'WHERE', query: encode({} as never), multi: true },
    merge: true,
    data: encode({ $set: { stores } } as never),
  })
}

function quantiles(values: readonly number[], q: number): Pick<Row, 'value' | 'p25' | 'p75'> {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] as number
  return q === 0.5 ? { value: at(0.5), p25: at(0.25), p75: at(0.75) } : { value: at(q) }
}

import type { OrderHourDocument } from '../../core/documents/orderHour'
import { decodeFact, type StoredFact } from '../../core/orders/factCodec'
import { answerQuery } from '../../core/query/answerQuery'
import { PageMemory } from '../../core/query/pageMemory'
import type { DayDocument } from '../../core/rollup/tiers'
import { RunMemory } from '../../core/schedule/runMemory'
import { runMinute } from '../../core/schedule/runMinute'
import dishes from '../../database/seed/dishes.json'
import { firstStore } from '../../database/seed/firstDocuments'
import { alertedShop, fakeSettings, person } from '../../test/fakes/alertedShop'
import { generateHistory } from '../../tools/history/generateHistory'
import type { Row } from '../harness/row'

const HISTORY_DAYS = 15
const ROUNDS = 61

/** CPU of one warm answer, without the instance's start and the wire: two weeks of history, a lunch under way. */
export async function* pageCpu(): AsyncIterable<Row> {
  const now = Date.parse('2026-11-25T12:30:00+08:00')
  const store = { ...firstStore(0), firstSeenAt: now - HISTORY_DAYS * 86_400_000 }
  const ports = alertedShop()
  ports.store.settings.set('main', fakeSettings)
  ports.store.stores.clear()
  ports.store.stores.set(store._id, store)
  const viewer = { ...person('兰姨', 1), stores: [store._id] }
  const history = generateHistory({ now, days: HISTORY_DAYS, seed: 7, store, dishes, userOf: (openid) => openid })
  for (const { collection, documents } of history) {
    const kept = (ports.store as unknown as Record<string, unknown>)[collection]
    if (kept instanceof Map) for (const one of documents as { _id: string }[]) kept.set(one._id, asRead(one))
  }
  await runMinute(ports, new RunMemory(), now + 77_000)
  const memory = new PageMemory()
  const days = JSON.parse(JSON.stringify([...ports.store.days.values()])) as DayDocument[]
  // as in the function: earlier days are kept by the instance (adapters/cachedReads.ts)
  const own = { ...ports, rollups: { ...ports.rollups, readDays: async () => days } }
  const ask = () => answerQuery(own, viewer, { kind: 'overview', store: store._id }, now + 90_000, memory)
  const answer = await ask()
  if (!answer.ok) throw new Error(answer.error.message)
  for (let round = 0; round < 20; round++) await ask()
  const spent: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage()
    for (let turn = 0; turn < 5; turn++) await ask()
    const { user, system } = process.cpuUsage(start)
    spent.push((user + system) / 5000)
  }
  spent.sort((a, b) => a - b)
  const at = (q: number) => spent[Math.round((spent.length - 1) * q)] as number
  yield { name: 'cost.cpu.dashboard24h', value: at(0.5), p25: at(0.25), p75: at(0.75), target: 5 }
  const facts = [...ports.store.orderHours.values()].reduce(
    (sum, one: OrderHourDocument) => sum + Object.keys(one.facts).length,
    0,
  )
  yield { name: 'cost.cpu.dashboard24h.ordersRead', value: facts }
}

/** Facts come out of the repository decoded (adapters/repositories/orders.ts). */
const asRead = (document: { _id: string; facts?: Record<string, StoredFact> }) =>
  document.facts === undefined
    ? document
    : {
        ...document,
        facts: Object.fromEntries(Object.entries(document.facts).map(([id, fact]) => [id, decodeFact(fact)])),
      }

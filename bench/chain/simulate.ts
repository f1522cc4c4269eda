import { defaultRules } from '../../adapters/defaultRules'
import type { StaffDocument } from '../../core/documents/staff'
import { collectBatch } from '../../core/ingest/collectBatch'
import type { BaselineDocument } from '../../core/insight/watch/baseline'
import { answerChain } from '../../core/query/answerChain'
import { compactTick } from '../../core/rollup/compactTick'
import { RunMemory } from '../../core/schedule/runMemory'
import { runShard, type ShardMemories } from '../../core/schedule/shardRun'
import { DAY_MS, hourOf, MINUTE_MS } from '../../core/time/units'
import { firstSettings, firstStore } from '../../database/seed/firstDocuments'
import { fakePorts } from '../../test/fakes/ports'
import { MeteredPorts, nothing, type Used } from './meteredPorts'
import { MIDNIGHT, orderAt, pastFacts, type ShopMinute, shopMinute } from './traffic'

/** One shard of the chain over a stretch of its day. */
export interface Simulated {
  stores: number
  minutes: number
  orders: number
  batches: number
  events: number
  collect: Used
  aggregate: Used
  compact: Used
  largest: MeteredPorts['largest']
  /** what was stored of the first store's usual */
  baseline: BaselineDocument | undefined
  /** one look at the page of all stores when the stretch ends */
  page: Used
}

export interface Stretch {
  stores: number
  /** minutes of the local day */
  from: number
  to: number
  /** every run by an instance that did not do the one before, which reads all again; else always by the same */
  cold: boolean
  /** what is usual, as it would be stored after a month; absent: learnt on the way, which takes a while */
  baseline?: BaselineDocument
  onHour?: (hour: number) => void
}

/** Orders that changed lately are all that the shop's collection is asked for. */
const STANDING_MS = 35 * MINUTE_MS

/**
 * The real collect, aggregate and compact code on ports in memory, minute by minute of virtual time: what each invocation
 * calls and computes is counted, what the platform adds (network, cold starts, queueing) is not.
 */
export async function simulate({ stores, from, to, cold, baseline, onHour }: Stretch): Promise<Simulated> {
  const fake = fakePorts(MIDNIGHT)
  fake.store.rules = await defaultRules.read()
  const settings = firstSettings({ salt: '', claimHash: '' })
  const times = { ...settings.orders.times, paidAt: 'paidAt', acceptedAt: 'acceptedAt', doneAt: 'doneAt' }
  fake.store.settings.set('main', { ...settings, orders: { ...settings.orders, store: 'store', times } })
  const ids = Array.from({ length: stores }, (_, index) => `s${index}`)
  for (const _id of ids) {
    fake.store.stores.set(_id, { ...firstStore(0), _id, firstSeenAt: MIDNIGHT - 28 * DAY_MS })
    if (baseline !== undefined) fake.store.baselines.set(_id, { ...baseline, _id })
    for (let week = 1; week <= 4; week++)
      for (let hour = hourOf(MIDNIGHT - week * 7 * DAY_MS), end = hour + 24; hour < end; hour++)
        fake.store.orderHours.set(`${_id}:${hour}`, {
          _id: `${_id}:${hour}`,
          store: _id,
          hour,
          facts: pastFacts(_id, hour),
        })
  }
  const metered = new MeteredPorts(fake)
  const { ports } = metered
  const done: Simulated = {
    ...{ stores, minutes: to - from, orders: 0, batches: 0, events: 0, largest: metered.largest },
    ...{ collect: nothing(), aggregate: nothing(), compact: nothing(), page: nothing(), baseline: undefined },
  }
  let memories: ShardMemories = new Map()
  let standing: { store: string; order: ShopMinute['orders'][number] }[] = []
  // stores and settings are read by who is new, a minute's look by each
  const directory = { ...ports.directory, stores: fake.directory.stores, settings: fake.directory.settings }
  for (let minute = from; minute < to; minute++) {
    const startMs = MIDNIGHT + minute * MINUTE_MS
    if (minute % 60 === 0) onHour?.(minute / 60)
    for (const [index, store] of ids.entries()) {
      const made = shopMinute(store, index, startMs)
      standing.push(...made.orders.map((order) => ({ store, order })))
      done.orders += made.orders.length
      for (const { user, batch } of made.batches) {
        fake.clock.now = Math.max(startMs, Math.min(batch.sentAt, startMs + MINUTE_MS - 1))
        done.batches += 1
        done.events += batch.counts.reduce((sum, [, , , , events]) => sum + events, 0)
        const sender = { user, place: { region: '浙江', carrier: '移动' }, worksIn: [] }
        await metered.run(done.collect, () => collectBatch({ ...ports, directory }, sender, { batch }, fake.clock.now))
      }
    }
    const now = startMs + MINUTE_MS + 17_000
    fake.clock.now = now
    standing = standing.filter(({ order }) => order.at > now - STANDING_MS)
    fake.store.orders = standing.map(({ store, order }) => orderAt(store, order, now))
    if (cold) memories = coldInstance(memories)
    const run = await metered.run(done.aggregate, () => runShard(ports, memories, '0', now))
    if (!run.ok) throw new Error(run.error.message)
    // one store after the other: CPU of several at once cannot be told from that of the memory they read
    if (minute % 60 === 6) await metered.run(done.compact, () => compactTick(ports, now + 24_000, '0', 1))
  }
  const viewer = { stores: ids } as unknown as StaffDocument
  await metered.run(done.page, () => answerChain(ports, viewer, 's0', fake.clock.now))
  return { ...done, baseline: fake.store.baselines.get('s0') }
}

/** Another instance, which knows stores and settings as all do after a while. */
function coldInstance(memories: ShardMemories): ShardMemories {
  const fresh = new RunMemory()
  const { settings = null, stores = null } = memories.get('0') ?? {}
  Object.assign(fresh, { settings, stores })
  return new Map([['0', fresh]])
}

/** Minutes of the local day when a chain is busiest, and all of it. */
export const PEAK = { from: 12 * 60, to: 12 * 60 + 8 }
export const WHOLE_DAY = { from: 0, to: 24 * 60 }

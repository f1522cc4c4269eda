import type { OrderMapping } from '../../contract/orderMapping'
import type { StoreDocument } from '../documents/store'
import type { HourPatch, OrderSelection, Ports } from '../ports'
import { ordersHeartbeat, rereadHeartbeat, sightsHeartbeat } from '../rollup/heartbeatIds'
import { compareText } from '../rollup/seriesTable'
import { foldBeatsOf, foldedOf, readMinutesOf } from '../rollup/shards'
import { DAY_MS, hourOf, MINUTE_MS, minuteOf } from '../time/units'
import { type OrderFault, type OrderReading, readFact } from './readFact'
import { sightsByHour } from './sights'

/** Each read goes back this far behind the last one: an order may become visible after its update time. */
export const OVERLAP_MS = 2 * MINUTE_MS
/** How far back the first reading goes: six weeks of the same weekday. */
export const FIRST_READ_MS = 42 * DAY_MS
/** A backlog is read by the day, and this many orders a tick. */
const SLICE_MS = DAY_MS
const ORDERS_PER_TICK = 2_000
const SLICES_PER_TICK = 60
/** What phones saw is looked for in minutes as far back as the judgement looks, so that they are read once. */
const SIGHT_MINUTES = 121

type OrderPorts = Pick<Ports, 'orders' | 'heartbeats' | 'directory' | 'minutes'>

export interface OrderReport {
  read: number
  /** orders set aside, by reason */
  faults: Partial<Record<OrderFault, number>>
  /** epoch ms of the source's update time up to which all is read, save for stores that are still catching up; null without settings or stores */
  through: number | null
}

/**
 * Reads what changed in the shop's own orders since the last tick, and what phones saw of orders. Reading twice, or over
 * each other, changes nothing.
 * @param shard only orders of its stores; absent: all
 */
export async function orderTick(ports: OrderPorts, nowMs: number, shard?: string): Promise<OrderReport> {
  const settings = await ports.directory.settings()
  const all = await ports.directory.stores()
  const stores = shard === undefined ? all : all.filter((store) => store.shard === shard)
  const report: OrderReport = { read: 0, faults: {}, through: null }
  if (settings === null || stores.length === 0) return report
  const ids = stores.flatMap((store) => [
    ...[ordersHeartbeat(store._id), sightsHeartbeat(store._id)],
    ...foldBeatsOf(store, nowMs),
  ])
  const reread = settings.ordersChangedAt === undefined ? [] : [rereadHeartbeat(settings.ordersChangedAt, shard)]
  const marks = await ports.heartbeats.read([...ids, ...reread])
  const reachedOf = (id: string): number | null => marks.get(id)?.through ?? null
  const cursors = stores.map(({ _id }) => reachedOf(ordersHeartbeat(_id)) ?? nowMs - FIRST_READ_MS)
  // a store that is new has six weeks to read: the others do not wait for it
  const front = Math.max(...cursors)
  const behind = stores.filter((_, index) => (cursors[index] as number) < front)
  const reading: OrderReading = {
    mapping: settings.orders,
    onlyStore: all[0]?._id ?? null,
    hashOf: (customer) => ports.orders.hashCustomer(customer, settings.salt),
    nowMs,
  }
  const source: OrderSource = { ports, reading, stores, select: selectionOf(all, shard, settings.orders) }
  const sighted = await readSights(ports, stores, marks, nowMs)
  const through = await readOn(source, front, nowMs, report, sighted.changes)
  const backlog = { ...source, select: selectionOfSome(behind, source.select, all[0], settings.orders) }
  const caughtUp = behind.length === 0 ? through : await readOn(backlog, Math.min(...cursors), through, report)
  await rereadOrders(
    source,
    settings.ordersChangedAt ?? 0,
    rereadHeartbeat(settings.ordersChangedAt ?? 0, shard),
    marks,
    nowMs,
    report,
  )
  for (const [index, store] of stores.entries()) {
    const reached = behind.includes(store) ? caughtUp : through
    if (reached > (cursors[index] as number)) await ports.heartbeats.beat(ordersHeartbeat(store._id), nowMs, reached)
  }
  for (const [id, foldedMs] of sighted.through) await ports.heartbeats.beat(id, nowMs, foldedMs)
  return { ...report, through }
}

/** After a change of the mapping, everything of before it once more, beside what is new, as far as a tick goes. */
async function rereadOrders(
  source: OrderSource,
  changedAt: number,
  id: string,
  marks: ReadonlyMap<string, { through: number }>,
  nowMs: number,
  report: OrderReport,
): Promise<void> {
  const reached = changedAt === 0 ? 0 : (marks.get(id)?.through ?? changedAt - FIRST_READ_MS)
  if (reached >= changedAt) return
  await source.ports.heartbeats.beat(id, nowMs, await readOn(source, reached, changedAt, report))
}

/** What is read, and how. */
interface OrderSource {
  ports: OrderPorts
  reading: OrderReading
  /** whose orders become facts */
  stores: readonly StoreDocument[]
  select: OrderSelection | undefined
}

/**
 * Which of the shop's orders a shard reads: those of its stores, and the first shard also those of nobody we know, which
 * are counted. Where orders do not name their store all of them are of one, and its shard reads them.
 * @returns undefined for all; with an empty list, none
 */
function selectionOf(
  all: readonly StoreDocument[],
  shard: string | undefined,
  { store: field }: OrderMapping,
): OrderSelection | undefined {
  if (shard === undefined) return undefined
  const idsOf = (stores: readonly StoreDocument[]) => stores.map(({ _id }) => _id)
  if (field === null) return all[0]?.shard === shard ? undefined : { of: [] }
  const isFirst = all.every((store) => compareText(shard, store.shard) <= 0)
  return isFirst
    ? { except: idsOf(all.filter((store) => store.shard !== shard)) }
    : { of: idsOf(all.filter((store) => store.shard === shard)) }
}

/** Of what a shard reads what some of its stores have missed. @param first the store whose orders are when they name none */
function selectionOfSome(
  stores: readonly StoreDocument[],
  select: OrderSelection | undefined,
  first: StoreDocument | undefined,
  { store: field }: OrderMapping,
): OrderSelection | undefined {
  if (field !== null) return { of: stores.map(({ _id }) => _id) }
  return stores.some(({ _id }) => _id === first?._id) ? select : { of: [] }
}

/**
 * Reads and stores, slice by slice, as far as a tick goes.
 * @param changes that are to be stored too; @returns epoch ms up to which all is read
 */
async function readOn(
  source: OrderSource,
  fromMs: number,
  toMs: number,
  report: OrderReport,
  changes: Changes = new Map(),
): Promise<number> {
  let through = fromMs
  for (let slices = 0; through < toMs && slices < SLICES_PER_TICK && report.read < ORDERS_PER_TICK; slices++) {
    const to = Math.min(toMs, through + SLICE_MS)
    await readSlice(source, through - OVERLAP_MS, to, changes, report)
    await putAll(source, changes)
    through = to
  }
  await putAll(source, changes)
  return through
}

async function putAll({ ports }: OrderSource, changes: Changes): Promise<void> {
  for (const { store, hour, change } of changes.values()) await ports.orders.putHour(store, hour, change)
  changes.clear()
}

type Changes = Map<string, { store: string; hour: number; change: Required<HourPatch> }>

const changeAt = (changes: Changes, store: string, hour: number): Required<HourPatch> => {
  const key = `${store}:${hour}`
  const known = changes.get(key)
  if (known !== undefined) return known.change
  const change: Required<HourPatch> = { facts: {}, sights: {}, dishes: {} }
  changes.set(key, { store, hour, change })
  return change
}

/** The minutes' own copy of them is final only when they are sealed; sealing writes what came late (rollup/sealTick.ts). */
async function readSights(
  ports: OrderPorts,
  stores: readonly StoreDocument[],
  marks: ReadonlyMap<string, { through: number }>,
  nowMs: number,
): Promise<{ changes: Changes; through: [string, number][] }> {
  const changes: Changes = new Map()
  const through: [string, number][] = []
  for (const store of stores) {
    const { _id } = store
    const foldedMs = foldedOf(marks, store, nowMs)
    const reachedMs = marks.get(sightsHeartbeat(_id))?.through ?? null
    if (foldedMs === null || foldedMs <= (reachedMs ?? 0)) continue
    const to = minuteOf(foldedMs)
    const from = Math.min(to - SIGHT_MINUTES, minuteOf(reachedMs ?? foldedMs))
    const minutes = (await readMinutesOf(ports, store, from, to)).filter(
      ({ minute }) => reachedMs === null || minute >= minuteOf(reachedMs),
    )
    for (const [hour, sights] of sightsByHour(minutes, _id)) Object.assign(changeAt(changes, _id, hour).sights, sights)
    through.push([sightsHeartbeat(_id), foldedMs])
  }
  return { changes, through }
}

async function readSlice(
  { ports, reading, stores, select }: OrderSource,
  fromMs: number,
  toMs: number,
  changes: Changes,
  report: OrderReport,
): Promise<void> {
  if (select?.of?.length === 0) return
  const orders = await ports.orders.readChanged(reading.mapping, fromMs, toMs, select)
  for (const order of orders) {
    const read = readFact(order, reading)
    const known = read.ok && stores.some(({ _id }) => _id === read.store)
    if (!read.ok || !known) {
      const fault = read.ok ? 'bad_store' : read.fault
      report.faults[fault] = (report.faults[fault] ?? 0) + 1
      continue
    }
    const change = changeAt(changes, read.store, hourOf(read.fact.createdAt))
    change.facts[read.id] = read.fact
    Object.assign(change.dishes, read.names)
  }
  report.read += orders.length
}

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
  /** epoch ms of the source's update time up to which all is read; null without settings or stores */
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
  let through = Math.min(...cursors)
  const reading: OrderReading = {
    mapping: settings.orders,
    onlyStore: all[0]?._id ?? null,
    hashOf: (customer) => ports.orders.hashCustomer(customer, settings.salt),
    nowMs,
  }
  const source: OrderSource = { ports, reading, stores, select: selectionOf(all, shard, settings.orders) }
  const sighted = await readSights(ports, stores, marks, nowMs)
  const changes = sighted.changes
  for (let slices = 0; through < nowMs && slices < SLICES_PER_TICK && report.read < ORDERS_PER_TICK; slices++) {
    const to = Math.min(nowMs, through + SLICE_MS)
    await readSlice(source, through - OVERLAP_MS, to, changes, report)
    for (const { store, hour, change } of changes.values()) await ports.orders.putHour(store, hour, change)
    changes.clear()
    through = to
  }
  await rereadOrders(
    source,
    settings.ordersChangedAt ?? 0,
    rereadHeartbeat(settings.ordersChangedAt ?? 0, shard),
    marks,
    nowMs,
    report,
  )
  for (const { store, hour, change } of changes.values()) await ports.orders.putHour(store, hour, change)
  for (const [index, { _id }] of stores.entries())
    if (through > (cursors[index] as number)) await ports.heartbeats.beat(ordersHeartbeat(_id), nowMs, through)
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
  const { ports } = source
  let through = changedAt === 0 ? 0 : (marks.get(id)?.through ?? changedAt - FIRST_READ_MS)
  if (through >= changedAt) return
  for (let slices = 0; through < changedAt && slices < SLICES_PER_TICK && report.read < ORDERS_PER_TICK; slices++) {
    const changes: Changes = new Map()
    const to = Math.min(changedAt, through + SLICE_MS)
    await readSlice(source, through - OVERLAP_MS, to, changes, report)
    for (const { store, hour, change } of changes.values()) await ports.orders.putHour(store, hour, change)
    through = to
  }
  await ports.heartbeats.beat(id, nowMs, through)
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

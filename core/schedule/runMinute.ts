import { type AlertTickReport, judgeHeartbeat, runAlertTick } from '../alerting/tick'
import type { Board } from '../documents/board'
import type { Sales } from '../documents/sales'
import type { StoreDocument } from '../documents/store'
import { saveBaselines, watching } from '../insight/watch/watchStores'
import { type OrderReport, orderTick } from '../orders/orderTick'
import { doubtsHours, doubtsSpan, paymentDoubts } from '../orders/paymentDoubts'
import type { Ports } from '../ports'
import { boardOf } from '../query/board'
import { lightsWindow, RECENT_MINUTES } from '../query/overview'
import { type FoldReport, foldTick } from '../rollup/foldTick'
import {
  foldHeartbeat,
  issuesHeartbeat,
  ordersHeartbeat,
  runHeartbeat,
  seenHeartbeat,
  sightsHeartbeat,
  upHeartbeat,
} from '../rollup/heartbeatIds'
import { readEvidence } from '../rollup/readEvidence'
import { runStages, type StageOutcome } from '../rollup/runStages'
import { foldedOf, readMinutesOf, shardsOf } from '../rollup/shards'
import { isOpen } from '../rules/openingHours'
import { MINUTE_MS, minuteOf } from '../time/units'
import { type Cadence, cadenceOf, directoryAgeMs, isDue, type Situation } from './cadence'
import { dealStores } from './dealStores'
import { fanOut } from './fanOut'
import { makeSales } from './makeSales'
import { writeOrders } from './rememberedOrders'
import { rememberingPorts } from './rememberingPorts'
import type { RunMemory } from './runMemory'
import { shardPorts } from './shardPorts'

/** An instance that was left alone longer has missed too much: it begins anew. */
const FORGOTTEN_AFTER_MS = 5 * MINUTE_MS

export interface MinuteReport {
  /** what this minute was: nothing to do, a look at what phones sent, all of it, or calls to the runs of several shards */
  worked: 'nothing' | 'look' | 'full' | 'handed'
  stages: Record<string, StageOutcome>
}

/**
 * The minute's run: fold → orders → judge and send → one heartbeat, as often as the situation asks (cadence.ts).
 * @param memory the instance's own; a new one is a cold start
 * @param shard what this run is for; absent: the timer's run, for all, or where there are several, calling a run for each
 */
export async function runMinute(
  ports: Ports,
  memory: RunMemory,
  nowMs: number,
  { shard }: { shard?: string } = {},
): Promise<MinuteReport> {
  if (memory.lastRunMs !== null && !isRecent(memory.lastRunMs, nowMs)) memory.forget()
  memory.directoryAgeMs = directoryAgeMs(situationOf(memory, nowMs))
  const own = shard === undefined ? rememberingPorts(ports, memory, nowMs) : shardPorts(ports, memory, nowMs, shard)
  const all = await own.directory.stores()
  if (shard === undefined) {
    const { settings } = memory
    if (settings !== null && (await dealStores(own, all, settings.value.shards, nowMs)) > 0) memory.stores = null
    const shards = shardsOf(all, nowMs)
    if (shards.length > 1) return callShards(ports, own, memory, shards, nowMs)
  }
  const stores = shard === undefined ? all : all.filter((store) => store.shard === shard)
  if (memory.lastRunMs === null) await wake(own, memory, stores, nowMs, shard)
  if (memory.lastRunMs === null && all.length > 1)
    for (const one of await own.heartbeats.readSales(shard)) memory.sales.set(one.store, one)
  memory.lastRunMs = nowMs
  const cadence = cadenceOf(situationOf(memory, nowMs))
  memory.restUntilMs = nowMs + Math.min(cadence.look, cadence.full) * MINUTE_MS - MINUTE_MS / 2
  const fullDue = isDue(memory.lastFullMs, cadence.full, nowMs) || nowMs >= memory.promisedMs + MINUTE_MS / 2
  if (!fullDue && !isDue(memory.lastLookMs, cadence.look, nowMs)) return { worked: 'nothing', stages: {} }
  const look = await runStages({ fold: () => foldTick(own, nowMs, shard) })
  memory.lastLookMs = nowMs
  const folded = reportOf<FoldReport>(look.fold)
  if ((folded?.signs ?? 0) > 0) notice(memory, nowMs)
  if ((folded?.issues ?? 0) > 0) await own.heartbeats.beat(issuesHeartbeat, nowMs, nowMs)
  if (folded?.signs === 0 && !fullDue) return { worked: 'look', stages: look }
  const isChain = all.length > 1
  const rest = await workInFull(
    own,
    memory,
    { stores, cadence, isFolded: folded !== null, ports, shard, isChain },
    nowMs,
  )
  return { worked: 'full', stages: { ...look, ...rest } }
}

interface Work {
  stores: readonly StoreDocument[]
  cadence: Cadence
  isFolded: boolean
  /** of the database itself */
  ports: Ports
  shard: string | undefined
  /** there is a page of all stores */
  isChain: boolean
}

/** The timer's run where there are several shards: no work of its own but to call theirs, and to deal out the stores. */
async function callShards(
  ports: Ports,
  own: Ports,
  memory: RunMemory,
  shards: readonly string[],
  nowMs: number,
): Promise<MinuteReport> {
  memory.lastRunMs = nowMs
  memory.directoryAgeMs = SHARDED_DIRECTORY_MS
  await own.directory.settings()
  const stages = await runStages({
    shards: () => fanOut(ports, 'aggregate', shards, nowMs, { rests: memory.rests }),
  })
  return { worked: 'handed', stages }
}

/** A change of the stores, or of how many shards there are, is taken up within this time. */
const SHARDED_DIRECTORY_MS = 5 * MINUTE_MS

/** Orders are written down every other minute of a busy shop: each hour that changed is a call. */
const PUT_AFTER_MS = 1.5 * MINUTE_MS

async function workInFull(
  ports: Ports,
  memory: RunMemory,
  { stores, cadence, isFolded, ports: written, shard, isChain }: Work,
  nowMs: number,
): Promise<Record<string, StageOutcome>> {
  const ordersDue = memory.seenMs === nowMs || isDue(memory.lastOrdersMs, cadence.orders, nowMs)
  const stages = await runStages({
    ...(ordersDue ? { orders: () => orderTick(ports, nowMs, shard) } : {}),
    alert: () => runAlertTick(ports, nowMs, watching(readEvidence, memory.watches, stores), shard),
    baselines: () => saveBaselines(ports, memory.watches, nowMs),
  })
  if (ordersDue && stages.orders?.ok === true) memory.lastOrdersMs = nowMs
  if ((reportOf<OrderReport>(stages.orders)?.read ?? 0) > 0) notice(memory, nowMs)
  const judged = reportOf<AlertTickReport>(stages.alert)
  const failed = !isFolded || Object.values(stages).some(({ ok }) => !ok) || (judged?.failed.length ?? 0) > 0
  memory.active = failed || isAnythingUp(memory, judged)
  memory.lastFullMs = nowMs
  const isPutDue = memory.active || nowMs - memory.lastPutMs >= PUT_AFTER_MS || nowMs < memory.lastPutMs
  if (isPutDue && memory.unwrittenOrders.size > 0)
    Object.assign(stages, await runStages({ put: () => writeOrders(written.orders, memory, nowMs) }))
  if (stages.put?.ok === false) memory.active = true
  const sold = { own: ports.orders, stored: written.orders }
  if (isChain) Object.assign(stages, await runStages({ sales: () => makeSales(sold, memory, stores, nowMs) }))
  const sales = reportOf<Sales[]>(stages.sales) ?? []
  if (stages.sales?.ok === true) stages.sales = { ok: true, report: sales.length }
  const heartbeat = () => writeDown(ports, memory, { stores, shard }, nowMs, sales)
  return { ...stages, ...(await runStages({ heartbeat })) }
}

/** Cursors of all stages in one write, with the promise when the next one comes at the latest. */
async function writeDown(
  ports: Ports,
  memory: RunMemory,
  { stores, shard }: Pick<Work, 'stores' | 'shard'>,
  nowMs: number,
  sales: readonly Sales[],
) {
  const { full } = cadenceOf(situationOf(memory, nowMs))
  memory.promisedMs = nowMs + (full - 1) * MINUTE_MS
  await ports.heartbeats.beat(runHeartbeat('aggregate', shard), nowMs, memory.promisedMs)
  // the first beat says that something may be left from before, so that the watchdog looks
  const isUp = memory.active || !memory.marks.get(upHeartbeat)
  if (isUp) await ports.heartbeats.beat(upHeartbeat, nowMs, nowMs)
  if (memory.seenMs > 0 && stores.length > 0) await ports.heartbeats.beat(seenHeartbeat, nowMs, memory.seenMs)
  const boards = await Promise.all(stores.map((store) => makeBoard(ports, memory, store, nowMs)))
  const waiting = memory.unwrittenOrders.size === 0 ? [] : stores.flatMap(({ _id }) => orderCursors(_id))
  const beats = [...memory.unwritten]
    .filter((id) => !waiting.includes(id) && (waiting.length === 0 || !isReread(id)))
    .flatMap((id) => memory.marks.get(id) ?? [])
  await ports.heartbeats.beatAll(beats, boards.flat(), shard, sales)
  memory.lastBeatMs = nowMs
  for (const { _id } of beats) memory.ownMarks.add(_id)
}

const isReread = (id: string): boolean => id.startsWith('reread:')

const orderCursors = (store: string): string[] => [ordersHeartbeat(store), sightsHeartbeat(store)]

/** Made from minutes that the judgement has just looked at: no further read. */
async function makeBoard(ports: Ports, memory: RunMemory, store: StoreDocument, nowMs: number): Promise<Board[]> {
  const { _id } = store
  const folded = foldedOf(memory.marks, store, nowMs)
  if (folded === null || !memory.minutes.has(store.shard)) return []
  const to = minuteOf(folded)
  const opened = Object.values(memory.states.get(_id)?.open ?? {}).map(({ id }) => openedMinute(id))
  const openedAt = opened.length === 0 ? null : Math.max(...opened) * MINUTE_MS
  const board = boardOf(_id, await readMinutesOf(ports, store, to - RECENT_MINUTES, to), lightsWindow(openedAt, to))
  if (openedAt === null) return [board]
  const knownMs = Math.min(folded, memory.marks.get(ordersHeartbeat(_id))?.through ?? 0)
  const span = doubtsSpan(openedAt, nowMs)
  // the judgement has just looked at these hours
  const hours = await ports.orders.readHours(_id, doubtsHours(span))
  const payments = paymentDoubts(hours, _id, span, knownMs)
  return [payments.opened === 0 ? board : { ...board, payments }]
}

/** An incident's id ends with the minute in which it was opened (documents.ts). */
const openedMinute = (incident: string): number => Number(incident.slice(incident.lastIndexOf(':') + 1))

/** A cold instance learns from the last heartbeat how quiet it is, and that it may leave this minute out. */
async function wake(
  ports: Ports,
  memory: RunMemory,
  stores: readonly StoreDocument[],
  nowMs: number,
  shard: string | undefined,
): Promise<void> {
  const shards = [...new Set([...(shard === undefined ? [] : [shard]), ...shardsOf(stores, nowMs)])]
  const ids = [
    runHeartbeat('aggregate', shard),
    seenHeartbeat,
    upHeartbeat,
    ...shards.flatMap((shard) => [foldHeartbeat(shard), judgeHeartbeat(shard)]),
    ...stores.flatMap(({ _id }) => orderCursors(_id)),
  ]
  const marks = await ports.heartbeats.read(ids)
  memory.seenMs = marks.get(seenHeartbeat)?.through ?? nowMs
  const run = marks.get(runHeartbeat('aggregate', shard))
  if (run === undefined || run.at > nowMs) return
  memory.lastFullMs = run.at
  memory.promisedMs = run.through
  const orders = stores.map(({ _id }) => marks.get(ordersHeartbeat(_id))?.through ?? 0)
  memory.lastOrdersMs = orders.length === 0 ? 0 : Math.min(...orders)
}

const isRecent = (thenMs: number, nowMs: number): boolean => nowMs >= thenMs && nowMs - thenMs <= FORGOTTEN_AFTER_MS

const notice = (memory: RunMemory, nowMs: number): void => {
  memory.seenMs = nowMs
}

const situationOf = (memory: RunMemory, nowMs: number): Situation => ({
  quietMs: memory.lastRunMs === null && memory.seenMs === 0 ? 0 : Math.max(0, nowMs - memory.seenMs),
  active: memory.active,
  open: (memory.stores?.value ?? []).some((store) => isOpen(store, nowMs)),
  saving: memory.settings?.value.saving?.level ?? 0,
})

/** Anything pending or firing is judged every minute, and an open incident may have to be told to the next person. */
const isAnythingUp = (memory: RunMemory, judged: AlertTickReport | null): boolean =>
  judged?.stores.some(({ isActive }) => isActive) === true ||
  [...memory.states.values()].some((state) => state !== null && Object.keys(state.series).length > 0)

const reportOf = <T>(outcome: StageOutcome | undefined): T | null =>
  outcome?.ok === true ? (outcome.report as T) : null

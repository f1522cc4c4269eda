import type { ReadEvidence } from '../../alerting/tickStore'
import type { StoreDocument } from '../../documents/store'
import type { Ports } from '../../ports'
import { baselineHeartbeat, ordersHeartbeat } from '../../rollup/heartbeatIds'
import { LOOKBACK_MINUTES } from '../../rollup/readEvidence'
import { readMinutesOf } from '../../rollup/shards'
import { hourOf, MINUTE_MS, MINUTES_PER_HOUR, minuteOf } from '../../time/units'
import { type BaselineDocument, isCurrent, throughMs } from './baseline'
import { tapesOfPast } from './learnPast'
import { tapeOfOrders } from './orderTape'
import { tapeOfMinutes } from './phoneTape'
import type { Readings } from './reading'
import { LAG_MINUTES } from './series'
import { advance, type StoreWatch, startWatch } from './storeWatch'

/** What an instance knows of its stores. */
export type Watches = Map<string, StoreWatch>

/** Days of history that a new baseline is learnt from. */
const PAST_DAYS = 28
/** Learning a store's past takes two reads of some megabytes: of many stores, so many a run. */
const NEW_PER_RUN = 3
/** A stored baseline is older than any minute that may be judged again (alerting/gap.ts), so that it can be gone over. */
const SETTLED_MINUTES = 16
const LONGEST_WAIT_MINUTES = 90
const NO_READINGS: Readings = {}

type WatchPorts = Pick<Ports, 'baselines' | 'minutes' | 'rollups' | 'orders' | 'heartbeats'>

/**
 * Evidence with what the detectors say of the judged minute. Points are learnt in their order, each once, whatever runs
 * and minutes they are met in: a late judgement finds what an on-time one found.
 * @param stores all of the run: their baselines are read at once
 */
export function watching(read: ReadEvidence, watches: Watches, stores: readonly StoreDocument[]): ReadEvidence {
  const run: Run = { stores, outdated: new Map(), isRead: false, isNew: 0 }
  return async (ports, store, minute, now, reach) => {
    const evidence = await read(ports, store, minute, now, reach)
    const readings = await readingsAt(ports, watches, run, store, minute)
    return { ...evidence, reading: (series) => readings[series] ?? null }
  }
}

interface Run {
  stores: readonly StoreDocument[]
  /** baselines of an older version, by store: they are replaced */
  outdated: Map<string, BaselineDocument>
  isRead: boolean
  isNew: number
}

async function readingsAt(
  ports: WatchPorts,
  watches: Watches,
  run: Run,
  store: StoreDocument,
  minute: number,
): Promise<Readings> {
  if (!watches.has(store._id)) await readBaselines(ports, watches, run, minute)
  const watch = watches.get(store._id) ?? (await learnPast(ports, watches, run, store, minute))
  if (watch === null) return NO_READINGS
  const known = watch.readings.get(minute)
  if (known !== undefined) return known
  const through = minute - LAG_MINUTES
  if (watch.through >= through) return goBack(ports, watches, run, store, minute)
  // minutes that nobody can read any more are points that are missing
  const from = Math.max(watch.through + 1, minute - LOOKBACK_MINUTES - MINUTES_PER_HOUR)
  watch.through = from - 1
  const [documents, hours, beats] = await Promise.all([
    readMinutesOf(ports, store, from, minute + 1),
    ports.orders.readHours(store._id, hoursBetween(from - MINUTES_PER_HOUR, minute)),
    ports.heartbeats.read([ordersHeartbeat(store._id)]),
  ])
  const ordersThrough = minuteOf(beats.get(ordersHeartbeat(store._id))?.through ?? 0)
  // orders are learnt in one go with the rest, so a minute waits for them; not for ever, where none can be read
  if (ordersThrough <= through && through - ordersThrough < LONGEST_WAIT_MINUTES) return NO_READINGS
  watch.store = store
  const tapes = {
    phones: tapeOfMinutes(documents, store._id, from, minute),
    orders: tapeOfOrders(hours, from, Math.min(ordersThrough, through + 1)),
  }
  advance(watch, tapes, through)
  return watch.readings.get(minute) ?? NO_READINGS
}

/** A minute before what is remembered: gone over from the stored baseline, which is older. */
async function goBack(ports: WatchPorts, watches: Watches, run: Run, store: StoreDocument, minute: number) {
  const saved = watches.get(store._id)?.saved ?? null
  if (saved === null || !isCurrent(saved) || saved.through >= minute - LAG_MINUTES) return NO_READINGS
  watches.set(store._id, startWatch(store, saved, saved.through))
  return readingsAt(ports, watches, run, store, minute)
}

async function readBaselines(ports: WatchPorts, watches: Watches, run: Run, minute: number): Promise<void> {
  if (run.isRead) return
  run.isRead = true
  const unknown = run.stores.filter(({ _id }) => !watches.has(_id))
  const found = new Map((await ports.baselines.readAll(unknown.map(({ _id }) => _id))).map((one) => [one._id, one]))
  for (const store of unknown) {
    const saved = found.get(store._id)
    if (saved !== undefined && !isCurrent(saved)) run.outdated.set(store._id, saved)
    else if (saved !== undefined && saved.through < minute)
      watches.set(store._id, startWatch(store, saved, saved.through))
  }
}

/** The first time: weeks of stored hours, as far as they are final, teach what is usual. */
async function learnPast(
  ports: WatchPorts,
  watches: Watches,
  run: Run,
  store: StoreDocument,
  minute: number,
): Promise<StoreWatch | null> {
  if (run.isNew >= NEW_PER_RUN) return null
  run.isNew++
  const to = Math.floor((minute - LOOKBACK_MINUTES) / MINUTES_PER_HOUR)
  const from = to - PAST_DAYS * 24
  const [hours, orderHours] = await Promise.all([
    ports.rollups.readHours(store._id, from, to),
    ports.orders.readPast(store._id, from, to),
  ])
  const tapes = tapesOfPast({ store, hours, orderHours, from, to })
  const watch = startWatch(store, null, Math.min(tapes.phones.from, tapes.orders.from) - 1)
  watch.saved = run.outdated.get(store._id) ?? null
  advance(watch, tapes, to * MINUTES_PER_HOUR - 1)
  watches.set(store._id, watch)
  return watch
}

const hoursBetween = (fromMinute: number, toMinute: number): number[] => {
  const [first, last] = [hourOf(fromMinute * MINUTE_MS), hourOf(toMinute * MINUTE_MS)]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Writes the baselines of the last whole hours; whoever is late leaves what is there. @returns how many */
export async function saveBaselines(
  ports: Pick<Ports, 'baselines' | 'heartbeats'>,
  watches: Watches,
  nowMs: number,
): Promise<number> {
  let written = 0
  for (const watch of watches.values()) {
    const due = watch.hourly
    if (due === null || !isDue(due, watch)) continue
    if (await ports.baselines.write(due, due.version - 1)) {
      written++
      watch.saved = due
      await ports.heartbeats.beat(baselineHeartbeat(due._id), nowMs, throughMs(due))
    } else watches.delete(due._id)
    watch.hourly = null
  }
  return written
}

const isDue = (hourly: BaselineDocument, { saved, through }: StoreWatch): boolean =>
  hourly.through > (saved?.through ?? 0) && through - hourly.through >= SETTLED_MINUTES

import type { HeartbeatDocument } from '../documents/heartbeat'
import type { SettingsDocument } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import { runDeliveries } from '../incidents/runDeliveries'
import type { Ports } from '../ports'
import { runHeartbeat } from '../rollup/heartbeatIds'
import { shardsOf } from '../rollup/shards'
import { HOUR_MS, MINUTE_MS } from '../time/units'
import { areChoresLeft, choresHeartbeat } from './chores'
import type { ChoresMemory, KnownShop } from './choresMemory'
import { drillHeartbeat, isDrillDue, makeDrill } from './makeDrill'
import { isReportDue, makeReport, reportHeartbeat } from './makeReports'
import { runNotices } from './runNotices'
import { openWatchdogIncident } from './watchdogSilence'

/** The watchdog renews its heartbeat every twenty minutes: so long without one, it stands still. */
const WATCHDOG_SILENCE_MS = 45 * MINUTE_MS
/** Somebody who slept longer than this accuses nobody. */
const ASLEEP_MS = 35 * MINUTE_MS
const FRESH_MS = 5 * MINUTE_MS
/** A call may take this long (cloudfunctions/report/config.json). */
const LEASE_MS = 55_000
/** The timer's run waits so long for those of the shards. */
const HAND_OVER_MS = 45_000
/** While nothing is known to be due: idle reads are what an environment costs (docs/adr/schedule.md). */
const IDLE_LOOK_MS = 2 * HOUR_MS - MINUTE_MS

export interface ChoresReport {
  reports: string[]
  drills: string[]
  /** id of the incident about a watchdog that stands still */
  opened: string | null
  pinged: boolean
  sent: number
}

/**
 * Every ten minutes: the daily report at nine and the weekly drill; looks whether the watchdog still runs, as that one
 * looks after the minute's run; and tells an address outside, if there is one, that all is well. An idle run costs
 * nothing, but for one read in two hours: tests and what is to be undone the watchdog finds first.
 * @param memory the instance's own; a new one is a cold start
 */
export const runChores = async (ports: Ports, memory: ChoresMemory, now: number): Promise<ChoresReport> => {
  const report: ChoresReport = { reports: [], drills: [], opened: null, pinged: false, sent: 0 }
  const wasAwake = memory.lastRunMs !== null && now >= memory.lastRunMs && now - memory.lastRunMs <= ASLEEP_MS
  memory.lastRunMs = now
  const known = await memory.knownShop(ports, now)
  if (!known || !isLookDue(memory, known, now)) return report
  const marks = await ports.heartbeats.read(heartbeatsOf(known))
  memory.marks = marks
  memory.lookedMs = now
  const isLeft = areChoresLeft(marks, now)
  const isDue = known.stores.some((store) => isNoticeDue(store, known.settings, marks, now))
  if (isLeft || isDue) await work(ports, memory, isLeft, now, report)
  if (wasAwake) report.opened = await watch(ports, marks, known.stores, now)
  report.pinged = await ping(ports, known.settings, marks, now)
  return report
}

type Marks = ReadonlyMap<string, HeartbeatDocument>

const heartbeatsOf = ({ stores }: KnownShop): string[] => [
  choresHeartbeat,
  runHeartbeat('aggregate'),
  runHeartbeat('watchdog'),
  ...stores.flatMap(({ _id }) => [reportHeartbeat(_id), drillHeartbeat(_id)]),
]

const isLookDue = ({ lookedMs, marks }: ChoresMemory, { settings, stores }: KnownShop, now: number): boolean =>
  lookedMs === null ||
  now < lookedMs ||
  now - lookedMs >= IDLE_LOOK_MS ||
  Boolean(settings.channels?.ping) ||
  stores.some((store) => isNoticeDue(store, settings, marks, now))

const isNoticeDue = (store: StoreDocument, { drills }: SettingsDocument, marks: Marks, now: number): boolean =>
  isReportDue(store, marks.get(reportHeartbeat(store._id)), now) ||
  (drills !== false && isDrillDue(store, marks.get(drillHeartbeat(store._id)), now))

const work = async (
  ports: Ports,
  memory: ChoresMemory,
  isLeft: boolean,
  now: number,
  report: ChoresReport,
): Promise<void> => {
  const shop = await memory.readShop(ports, now)
  if (!shop) return
  const shards = shardsOf(shop.stores, now)
  if (shards.length > 1) {
    await Promise.all(shards.map((shard) => ports.handOver.call('report', { shard }, HAND_OVER_MS)))
    // what is left of stores that are gone is nobody else's
    const isKnown = (id: string) => shop.stores.some(({ _id }) => _id === id)
    report.sent += (await runNotices(ports, { ...shop, now }, (store) => !isKnown(store))).sent
  } else {
    await writeAll(ports, shop, memory.marks, now, report)
    report.sent += (await runNotices(ports, { ...shop, now })).sent
  }
  const deliveries = isLeft ? await runDeliveries(ports, now) : null
  report.sent += deliveries?.sent ?? 0
}

/**
 * The notices of one shard's stores, called by the timer's run: a thousand reports are more than one call can write and
 * send. One at a time; a call that was cut off is done with what it had noted, and the next timer's run calls again.
 */
export const runShardChores = async (ports: Ports, shard: string, now: number): Promise<ChoresReport> => {
  const report: ChoresReport = { reports: [], drills: [], opened: null, pinged: false, sent: 0 }
  const [settings, stores] = await Promise.all([ports.directory.settings(), ports.directory.stores()])
  const own = stores.filter((store) => store.shard === shard)
  const isFree = own.length > 0 && (await ports.heartbeats.lease(`report:${shard}`, now, now + LEASE_MS))
  if (settings === null || !isFree) return report
  const shop = { settings, stores: own }
  await writeAll(ports, shop, await ports.heartbeats.read(heartbeatsOf(shop)), now, report)
  const isOwn = (id: string) => own.some(({ _id }) => _id === id)
  report.sent = (await runNotices(ports, { ...shop, now }, isOwn)).sent
  return report
}

const writeAll = async (
  ports: Ports,
  shop: KnownShop,
  marks: Marks,
  now: number,
  report: ChoresReport,
): Promise<void> => {
  for (const store of shop.stores) await writeNotices(ports, store, shop.settings, marks, now, report)
}

const writeNotices = async (
  ports: Ports,
  store: StoreDocument,
  settings: SettingsDocument,
  marks: Marks,
  now: number,
  report: ChoresReport,
): Promise<void> => {
  const isReport = isReportDue(store, marks.get(reportHeartbeat(store._id)), now)
  const isDrill = settings.drills !== false && isDrillDue(store, marks.get(drillHeartbeat(store._id)), now)
  // first of all: a run that dies after it leaves something that is looked for
  if (isReport || isDrill) await ports.heartbeats.beat(choresHeartbeat, now, now)
  if (isReport) await makeReport(ports, store, settings, now)
  if (isDrill) await makeDrill(ports, store, settings, now)
  if (isReport) report.reports.push(store._id)
  if (isDrill) report.drills.push(store._id)
}

const watch = async (
  ports: Ports,
  marks: Marks,
  stores: readonly StoreDocument[],
  now: number,
): Promise<string | null> => {
  const watchdog = marks.get(runHeartbeat('watchdog'))
  if (watchdog === undefined || now - watchdog.at <= WATCHDOG_SILENCE_MS) return null
  const opened = await openWatchdogIncident(ports, stores, watchdog.at, now)
  if (opened !== null) await runDeliveries(ports, now)
  return opened
}

/** Only while the minute's run keeps its promise: the address outside alarms when nothing comes. */
const ping = async (ports: Ports, { channels }: SettingsDocument, marks: Marks, now: number): Promise<boolean> => {
  const run = marks.get(runHeartbeat('aggregate'))
  if (!channels?.ping || run === undefined || now - Math.max(run.at, run.through) > FRESH_MS) return false
  return (await ports.deadMan.ping(channels.ping.url, channels.allowLoopback ?? false)).status === 'sent'
}

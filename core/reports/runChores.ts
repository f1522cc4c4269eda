import type { HeartbeatDocument, SettingsDocument, StoreDocument } from '../documents'
import { runDeliveries } from '../incidents/runDeliveries'
import type { Ports } from '../ports'
import { runHeartbeat } from '../rollup/heartbeatIds'
import { HOUR_MS, MINUTE_MS } from '../time/units'
import { choresHeartbeat } from './chores'
import { drillHeartbeat, isDrillDue, makeDrill } from './makeDrill'
import { isReportDue, makeReport, reportHeartbeat } from './makeReports'
import { runNotices } from './runNotices'
import { openWatchdogIncident } from './watchdogSilence'

/** The watchdog renews its heartbeat every twenty minutes: so long without one, it stands still. */
const WATCHDOG_SILENCE_MS = 45 * MINUTE_MS
/** Somebody who slept longer than this accuses nobody. */
const ASLEEP_MS = 35 * MINUTE_MS
const RENEWED_MS = 20 * MINUTE_MS
const FRESH_MS = 5 * MINUTE_MS
/** What is left to do is looked for so long after the time it was to be done by. */
const LEFTOVER_MS = HOUR_MS

export interface ChoresReport {
  reports: string[]
  drills: string[]
  /** id of the incident about a watchdog that stands still */
  opened: string | null
  pinged: boolean
  sent: number
}

/**
 * Every five minutes: the daily report at nine, the weekly drill, tests and what is to be undone; looks whether the
 * watchdog still runs, as that one looks after the minute's run; and tells an address outside that all is well. A quiet
 * run costs one read.
 */
export const runChores = async (ports: Ports, now: number): Promise<ChoresReport> => {
  const [settings, stores] = [await ports.directory.settings(), await ports.directory.stores()]
  const report: ChoresReport = { reports: [], drills: [], opened: null, pinged: false, sent: 0 }
  if (!settings) return report
  const ids = stores.flatMap(({ _id }) => [reportHeartbeat(_id), drillHeartbeat(_id)])
  const jobs = [choresHeartbeat, OWN, runHeartbeat('aggregate'), runHeartbeat('watchdog')]
  const marks = await ports.heartbeats.read([...jobs, ...ids])
  for (const store of stores) await writeNotices(ports, store, settings, marks, now, report)
  const isLeft = (marks.get(choresHeartbeat)?.through ?? 0) + LEFTOVER_MS > now
  if (isLeft || report.reports.length + report.drills.length > 0) {
    const notices = await runNotices(ports, { settings, stores, now })
    const deliveries = isLeft ? await runDeliveries(ports, now) : null
    report.sent = notices.sent + (deliveries?.sent ?? 0)
  }
  report.opened = await watch(ports, marks, stores, now)
  report.pinged = await ping(ports, settings, marks, now)
  const own = marks.get(OWN)
  if (own === undefined || now - own.at >= RENEWED_MS || now < own.at) await ports.heartbeats.beat(OWN, now, now)
  return report
}

const OWN = 'run:report'
type Marks = ReadonlyMap<string, HeartbeatDocument>

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
  const [own, watchdog] = [marks.get(OWN), marks.get(runHeartbeat('watchdog'))]
  const wasAwake = own !== undefined && now - own.at <= ASLEEP_MS
  if (!wasAwake || watchdog === undefined || now - watchdog.at <= WATCHDOG_SILENCE_MS) return null
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

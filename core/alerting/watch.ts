import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { HeartbeatDocument } from '../documents/heartbeat'
import type { IncidentDocument } from '../documents/incident'
import type { StoreDocument } from '../documents/store'
import { applyIntent } from '../incidents/applyIntent'
import { newIncident } from '../incidents/newIncident'
import { type DeliveryReport, emptyDeliveryReport, runDeliveries } from '../incidents/runDeliveries'
import type { Ports } from '../ports'
import { areChoresLeft, choresHeartbeat } from '../reports/chores'
import { runNoticesLeft } from '../reports/runNotices'
import { runHeartbeat, upHeartbeat } from '../rollup/heartbeatIds'
import { MINUTE_MS, minuteOf } from '../time/units'
import { MONITOR_AREA } from './gap'

/** The minute's run may miss this long before somebody is told (ALERTING §5.8). */
const SILENCE_MS = 3 * MINUTE_MS
/** A watchdog that slept itself this long accuses nobody: the whole environment stood still, or its clock was moved. */
const ASLEEP_MS = 35 * MINUTE_MS
/** A beat is a write: its own is renewed when it is older. */
const RENEWED_MS = 25 * MINUTE_MS
/** So long after anything was up, nothing can be left of it that wants sending. */
const CALM_MS = 60 * MINUTE_MS

export interface WatchReport {
  /** how long ago the minute's run ended, ms; null if it never ran */
  silentMs: number | null
  opened: string | null
  resolved: string[]
  deliveries: DeliveryReport
}

/** The slow second timer: tells somebody when the minute's run has stopped, and sends what that one could not. */
export const runWatchdog = async (ports: Ports, now: number): Promise<WatchReport> => {
  const [own, watched] = [runHeartbeat('watchdog'), runHeartbeat('aggregate')]
  const heartbeats = await ports.heartbeats.read([own, watched, upHeartbeat, choresHeartbeat])
  const [before, run, up] = [heartbeats.get(own), heartbeats.get(watched), heartbeats.get(upHeartbeat)]
  // where nothing happens the run promises a longer silence (core/schedule)
  const isSilent = run !== undefined && now - Math.max(run.at, run.through) > SILENCE_MS
  const isLeft = areChoresLeft(heartbeats, now)
  const isCalm = run !== undefined && !isSilent && up !== undefined && now - up.through > CALM_MS && !isLeft
  const wasAwake = before !== undefined && now - before.at <= ASLEEP_MS
  const report = {
    silentMs: run === undefined ? null : now - run.at,
    opened: isSilent && wasAwake ? await openIncident(ports, run, now) : null,
    resolved: isSilent || isCalm ? [] : await resolveIncidents(ports, now),
  }
  const deliveries = isCalm ? emptyDeliveryReport() : await runDeliveries(ports, now)
  if (isLeft) await runNoticesLeft(ports, now)
  await beat(ports, before, report.opened !== null, now)
  return { ...report, deliveries }
}

const beat = async (
  ports: Ports,
  before: HeartbeatDocument | undefined,
  opened: boolean,
  now: number,
): Promise<void> => {
  const own = before === undefined || now - before.at >= RENEWED_MS || now < before.at
  const beats = [...(own ? [runHeartbeat('watchdog')] : []), ...(opened ? [upHeartbeat] : [])]
  if (beats.length > 0) await ports.heartbeats.beatAll(beats.map((_id) => ({ _id, at: now, through: now })))
}

/** One incident for one silence, however often it is found: its id comes from when the silence began. */
const openIncident = async (ports: Ports, run: HeartbeatDocument, now: number): Promise<string | null> => {
  const store = (await ports.directory.stores()).sort((a, b) => (a._id < b._id ? -1 : 1))[0]
  if (!store) return null
  const incident = silence(store, run.at, now)
  return (await ports.incidents.insert(incident)) === 'inserted' ? incident._id : null
}

const silence = (store: StoreDocument, lastRunAt: number, now: number): IncidentDocument => {
  const title = '监控停了'
  const alert = { rule: MONITOR_AREA, title, severity: 'warn' as const, since: lastRunAt, until: null, value: null }
  const incident = newIncident({
    id: `${store._id}:${MONITOR_AREA}:${minuteOf(lastRunAt)}`,
    store: store._id,
    area: MONITOR_AREA,
    severity: 'warn',
    title,
    sentence: `${Math.floor((now - lastRunAt) / MINUTE_MS)}分钟没巡过`,
    minute: minuteOf(now) - 1,
    alerts: [alert],
  })
  return { ...incident, nextAt: now }
}

const resolveIncidents = async (ports: Ports, now: number): Promise<string[]> => {
  const open = (await ports.incidents.readActive()).filter(
    (incident) => incident.area === MONITOR_AREA && incident.status !== 'resolved',
  )
  for (const { _id } of open) {
    await retryConflict(async () => {
      const incident = await ports.incidents.read(_id)
      const resolved =
        incident && applyIntent(incident, { kind: 'resolve', incidentId: _id, minute: minuteOf(now) - 1 })
      if (!incident || !resolved) return
      const written = await ports.incidents.write({ ...resolved, version: incident.version + 1 }, incident.version)
      return written ? undefined : CONFLICT
    })
  }
  return open.map(({ _id }) => _id)
}

import { MONITOR_AREA } from '../alerting/gap'
import type { StoreDocument } from '../documents/store'
import { newIncident } from '../incidents/newIncident'
import type { Ports } from '../ports'
import { MINUTE_MS, minuteOf } from '../time/units'

/**
 * Says that nobody looks after the minute's run any more; the watchdog itself ends it when it runs again.
 * @returns the incident's id, null if it was there already
 */
export const openWatchdogIncident = async (
  ports: Pick<Ports, 'incidents'>,
  stores: readonly StoreDocument[],
  lastRunAt: number,
  now: number,
): Promise<string | null> => {
  const [store] = [...stores].sort((a, b) => (a._id < b._id ? -1 : 1))
  if (!store) return null
  const title = '巡查停了'
  const alert = { rule: MONITOR_AREA, title, severity: 'warn' as const, since: lastRunAt, until: null, value: null }
  const incident = newIncident({
    id: `${store._id}:${MONITOR_AREA}:watchdog${minuteOf(lastRunAt)}`,
    store: store._id,
    area: MONITOR_AREA,
    severity: 'warn',
    title,
    sentence: `${Math.floor((now - lastRunAt) / MINUTE_MS)}分钟没人巡查监控`,
    minute: minuteOf(now) - 1,
    alerts: [alert],
  })
  return (await ports.incidents.insert({ ...incident, nextAt: now })) === 'inserted' ? incident._id : null
}

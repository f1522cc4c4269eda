import { DROP_REASONS } from '../../../../contract/dropReasons'
import type { MonitorHealth } from '../../../../contract/pages/load'
import type { PageHead } from '../../../../contract/pages/parts'
import { runHeartbeat } from '../../../rollup/heartbeatIds'
import { MINUTE_MS } from '../../../time/units'
import type { PageSource } from '../pageSource'

/** How long after its last run a job is missed; aggregate promises its next one (documents.ts). */
const MISSED_MS = { aggregate: 5 * MINUTE_MS, compact: 7 * 60 * MINUTE_MS, watchdog: 30 * MINUTE_MS }

/** Whether the monitor itself is well. */
export function monitorHealth({ documents, measured, nowMs }: PageSource, head: Pick<PageHead, 'gaps'>): MonitorHealth {
  const jobs = (Object.keys(MISSED_MS) as (keyof typeof MISSED_MS)[]).map((job) => {
    const beat = documents.beats.get(runHeartbeat(job))
    const due = beat === undefined ? 0 : Math.max(beat.at, job === 'aggregate' ? beat.through : 0)
    return { job, at: beat?.at ?? null, late: beat !== undefined && nowMs - due > MISSED_MS[job] }
  })
  const dropped = [...measured.dropped]
    .map(([code, count]) => ({ reason: DROP_REASONS[code] ?? 'unknown', count }))
    .sort((a, b) => b.count - a.count)
  return { jobs, gaps: head.gaps, dropped }
}

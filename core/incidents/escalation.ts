import type { Severity } from '../../contract/health'
import type { IncidentDocument } from '../documents/incident'
import { MINUTE_MS } from '../time/units'

/** Who is told at a step, and how long after the incident's first message. */
interface Step {
  who: 'person' | 'robot' | 'owner'
  afterMinutes: number
}

/** ALERTING §5.4. Six steps at most; then it is in the daily report only. */
export const STEPS: Record<Severity, readonly Step[]> = {
  crit: [
    { who: 'person', afterMinutes: 0 },
    { who: 'person', afterMinutes: 5 },
    { who: 'robot', afterMinutes: 10 },
    { who: 'owner', afterMinutes: 15 },
    { who: 'person', afterMinutes: 20 },
    { who: 'person', afterMinutes: 25 },
  ],
  warn: [
    { who: 'person', afterMinutes: 0 },
    { who: 'robot', afterMinutes: 30 },
  ],
}

export const stepOf = ({ severity, step }: Pick<IncidentDocument, 'severity' | 'step'>): Step | null =>
  STEPS[severity][step] ?? null

/** When the step after `step` is due, if `step` was taken now; null after the last one. */
export const nextStepAt = (severity: Severity, step: number, now: number): number | null => {
  const [taken, next] = [STEPS[severity][step], STEPS[severity][step + 1]]
  return taken && next ? now + (next.afterMinutes - taken.afterMinutes) * MINUTE_MS : null
}

/** The step was taken: how far it is now, and when the next one is due. */
export const stepTaken = (incident: IncidentDocument, now: number): IncidentDocument => ({
  ...incident,
  step: incident.step + 1,
  nextAt: incident.status === 'open' ? nextStepAt(incident.severity, incident.step, now) : null,
})

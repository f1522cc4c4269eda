import type { IncidentPhases } from '../../contract/admin'
import type { IncidentDocument } from '../documents/incident'

/** From its beginning to its notice, to somebody taking it, to its end. */
export const phasesOf = (incident: IncidentDocument): IncidentPhases => {
  const foundAt = incident.history[0]?.at ?? incident.openedAt
  const takenAt = incident.acknowledged?.at ?? null
  const endedAt = incident.resolvedAt
  return {
    detectMs: Math.max(0, foundAt - incident.openedAt),
    takeMs: takenAt === null ? null : Math.max(0, takenAt - foundAt),
    fixMs: endedAt === null ? null : Math.max(0, endedAt - (takenAt ?? foundAt)),
  }
}

export interface IncidentFigures {
  count: number
  /** mean time from notice to somebody taking it; null if nobody took any */
  mttaMs: number | null
  /** mean time from beginning to end */
  mttrMs: number | null
}

/** Over several incidents. Records that were over when they were found (gaps) have nobody to take them. */
export const figuresOf = (incidents: readonly IncidentDocument[]): IncidentFigures => {
  const real = incidents.filter(({ alerts }) => alerts.length > 0)
  const taken = real.map(phasesOf).flatMap(({ takeMs }) => takeMs ?? [])
  const ended = real.flatMap(({ resolvedAt, openedAt }) => (resolvedAt === null ? [] : resolvedAt - openedAt))
  return { count: real.length, mttaMs: mean(taken), mttrMs: mean(ended) }
}

const mean = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : Math.round(numbers.reduce((sum, one) => sum + one, 0) / numbers.length)

import type { OpenIncident } from '../documents/alertState'

/** More openings and ends than this within an hour is flapping (ALERTING §4). */
const MOST_CHANGES = 3
const HOUR_MINUTES = 60
/** What flaps is over when nothing has fired for so long. */
const CALM_MINUTES = 30

export const recentChanges = (changes: readonly number[] | undefined, minute: number): number[] =>
  (changes ?? []).filter((at) => minute - at < HOUR_MINUTES)

/** Would ending it now be one change too many? Then it is held open: one incident, one message. */
export const isHeldOpen = (changes: readonly number[], { calmSince }: OpenIncident, minute: number): boolean =>
  calmSince === undefined ? changes.length + 1 > MOST_CHANGES : minute - calmSince < CALM_MINUTES

/** Nothing fires, but it stays open. */
export const heldOpen = (incident: OpenIncident, minute: number): OpenIncident => ({
  ...incident,
  sentence: '好了又坏，反复出现',
  rules: [],
  calmSince: incident.calmSince ?? minute,
})

/** It fires again: as if it had never been calm. */
export const fires = ({ calmSince: _, ...incident }: OpenIncident): OpenIncident => incident

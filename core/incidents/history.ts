import type { IncidentDocument } from '../documents/incident'

const LINES_KEPT = 50

/** The incident's timeline, in the owner's words, with the oldest lines dropped beyond 50. */
export const withLine = (incident: IncidentDocument, at: number, text: string): IncidentDocument => ({
  ...incident,
  history: [...incident.history, { at, text }].slice(-LINES_KEPT),
})

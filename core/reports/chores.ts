import type { HeartbeatDocument } from '../documents/heartbeat'
import { HOUR_MS } from '../time/units'

/**
 * Work for the slow timers: `through` is the time until which something may be left to do. It saves them reading
 * collections that hold nothing.
 */
export const choresHeartbeat = 'chores'

/** What is left to do is looked for so long after the time it was to be done by. */
const LEFTOVER_MS = HOUR_MS

/** May there be a notice to send, or an action to undo? */
export const areChoresLeft = (marks: ReadonlyMap<string, HeartbeatDocument>, now: number): boolean =>
  (marks.get(choresHeartbeat)?.through ?? 0) + LEFTOVER_MS > now

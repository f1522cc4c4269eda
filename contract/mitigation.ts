import type { Role } from './health'

/** Of all stores together. */
export const MITIGATIONS_MOST = 20
/** As a type: pages hold the same value, and the compiler compares. */
export type MitigationsMost = typeof MITIGATIONS_MOST

/** Something the shop can do about trouble: one of its own functions, what it is told, and what undoes it. */
export interface MitigationRequest {
  id: string
  /** the owner's words, e.g. 暂停接单 */
  name: string
  note: string
  function: string
  event: Record<string, unknown>
  undoEvent: Record<string, unknown>
  undoAfterMinutes: number
  /** the lowest role that may run it */
  role: Role
  /** stores that have it; empty: all */
  stores: string[]
}

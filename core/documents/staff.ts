import type { ClockSpan } from '../../contract/admin'
import type { Role } from '../../contract/health'

/** `_id`: hash of the openid. The openid is kept here because messages need it; telemetry never has it. */
export interface StaffDocument {
  _id: string
  openid: string
  name: string
  role: Role
  stores: string[]
  /** position in the on-call order, 1 first; 0: not on call */
  order: number
  removed: boolean
  joinedAt: number
  /** they want no messages for now */
  optedOut?: boolean
  /** no warnings then; critical ones only if they said so */
  quiet?: ClockSpan | null
  /** critical messages also while quiet */
  wakeMe?: boolean
  /** the daily report: absent means the owner gets it, others do not */
  dailyReport?: boolean
  /** they accepted 用工关系 messages */
  employee?: boolean
}

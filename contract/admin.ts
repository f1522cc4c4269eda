import type { Role } from './health'
import type { IncidentSummary } from './query'

/** What staff can ask of the function `admin`. Identity always comes from WeChat, never from here. */
export type AdminRequest =
  | { action: 'whoami' }
  | { action: 'claim'; code: string; name: string }
  | { action: 'acknowledge'; incident: string }
  | { action: 'invite'; role: Role }
  | { action: 'join'; code: string; name: string }

export interface AdminAnswers {
  whoami: { role: Role | null; name: string; stores: { id: string; name: string; branch: string }[]; claimed: boolean }
  claim: { role: Role }
  acknowledge: { incident: IncidentSummary }
  /** A one-time code for a colleague, valid for `validMs`. */
  invite: { code: string; validMs: number }
  join: { role: Role }
}

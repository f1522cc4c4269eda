import type { ClockSpan } from '../../contract/admin'
import type { Severity } from '../../contract/health'

/** `_id`: store:at. Nobody is told of what it covers. */
export interface SilenceDocument {
  _id: string
  version: number
  store: string
  kind: 'silence' | 'maintenance'
  /** null: all */
  area: string | null
  /** `warn`: critical ones still go out */
  upTo: Severity
  /** epoch ms, [from, until); a weekly one repeats its span until then */
  from: number
  until: number
  weekly: { weekdays: number[]; span: ClockSpan } | null
  by: string
  reason: string
}

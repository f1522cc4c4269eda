import type { Change } from './machine'

/** A series of a rule changed its state. */
export interface Transition {
  rule: string
  series: string
  /** epoch minute */
  minute: number
  to: Change
  value: number | null
}

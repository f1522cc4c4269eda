import type { Level } from '../health'

/** Is the monitor itself well: what was looked at, one line each, the worst first. */
export interface Diagnosis {
  /** the cloud's clock, epoch ms */
  now: number
  checks: { id: string; level: Level; title: string; note: string }[]
}

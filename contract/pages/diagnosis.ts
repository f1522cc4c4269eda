import type { Level } from '../health'

/** Is the monitor itself well: what was looked at, one line each, the worst first. */
export interface Diagnosis {
  /** the cloud's clock, epoch ms */
  now: number
  /** the shop's; absent in answers of an older version */
  zone?: string
  checks: { id: string; level: Level; title: string; note: string }[]
  /**
   * What these pages cost on all phones of the store that opened them in the last day: to their first content, and updates
   * that cost a frame or more. `through` is the end of the newest hour that has any, epoch ms. null or absent: none is stored.
   */
  ownPages?: {
    first: { count: number; p75Ms: number } | null
    updates: { count: number; p75Ms: number } | null
    through: number
  } | null
}

import type { Level, Severity } from '../health'

/** All stores of the caller, the most troubled first. */
export interface Chain {
  /** the cloud's clock, epoch ms */
  now: number
  stores: ChainStore[]
}

export interface ChainStore {
  id: string
  name: string
  branch: string
  zone: string
  open: boolean
  /** none: nothing is known of the last minutes */
  level: Level
  /** what is known holds up to here, epoch ms; null before the first fold */
  foldedThrough: number | null
  /** the worst that is open */
  incident: { id: string; severity: Severity; title: string; openedAt: number; by: string | null } | null
  /** how many are open */
  incidents: number
  /** what the worst has cost so far, an estimate; null where none can be made */
  lostFen: number | null
  today: {
    orders: number
    revenueFen: number
    comparison: { label: string; orders: number; revenueFen: number } | null
  }
}

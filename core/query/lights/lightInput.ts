import type { Level } from '../../../contract/health'
import type { IssueDocument } from '../../documents/issue'
import type { OrderTotals } from '../../evidence'
import type { Placed } from '../../orders/totals'
import type { Recent } from '../recent'
import type { Usual } from '../usual'

/** What the lights of the overview look at. */
export interface LightInput {
  recent: Recent
  usual: Usual
  /** still learning what is usual: facts without verdict, fixed limits only */
  learning: boolean
  open: boolean
  /** the server's truth of today; null while orders are not read */
  today: OrderTotals | null
  /** orders made lately that had time to be paid, by the server's truth; null while orders are not read */
  lately: Placed | null
  /** error groups seen today */
  issues: readonly IssueDocument[]
  /** first moment of today, epoch ms */
  dayStartMs: number
}

export interface Judged {
  level: Level
  sentence: string
}

export const judged = (level: Level, sentence: string): Judged => ({ level, sentence })

/** Below this many measurements nothing is said: one slow phone is not the shop. */
export const ENOUGH = 5
/** Distinct customers that make a failure more than one person's bad luck (ALERTING §3). */
export const SEVERAL = 3

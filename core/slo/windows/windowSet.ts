import type { BurnRule } from '../../../contract/schemas/rule'
import type { BurnPair } from '../burn'

export interface AlertWindow {
  id: BurnRule['pairs'][number]
  longSec: number
  shortSec: number
  factor: number
  /** share of the period's budget that is gone when the long window fires; where the source gives it */
  budgetPercent?: number
  /** `for` of the source; where it gives one */
  forSec?: number
}

export interface WindowSet {
  periodDays: number
  /** where lengths and factors come from */
  source: string
  windows: AlertWindow[]
}

export const pairOf = ({ longSec, shortSec, factor }: AlertWindow): BurnPair => ({
  longMinutes: longSec / 60,
  shortMinutes: shortSec / 60,
  factor,
})

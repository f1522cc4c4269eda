import type { SeriesName } from '../../../contract/insight'
import type { Judgement } from '../detector'

/** What is known of one series when a minute is judged. */
export interface SeriesReading {
  /** an anomaly is under way, by the detector's alert layer */
  open: boolean
  side: Judgement['side']
  /** how much speaks for it */
  evidence: number
  /** the newest point; null where it was not judged */
  value: number | null
  /** how long the series has been learnt, days */
  days: number
  /** what is usual for the newest point and, of a count that is unusual, for those before it, back to an hour */
  usual: readonly number[]
}

export type Readings = Partial<Record<SeriesName, SeriesReading>>

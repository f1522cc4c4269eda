import type { Severity } from '../health'
import type { RuleChange } from '../schemas/rule'

/** What a rule would have told of the last weeks, before it is switched on or changed. */
export interface BacktestQuery {
  kind: 'backtest'
  store: string
  rule: string
  /** as it would be changed; absent: as it is */
  change?: RuleChange
}

export interface BacktestPage {
  /** the cloud's clock, epoch ms */
  now: number
  rule: string
  title: string
  severity: Severity
  /** is it switched on now */
  enabled: boolean
  zone: string
  /** the stretch judged, epoch ms; shorter than asked where the record is young */
  from: number
  to: number
  days: number
  /** what it would have told, newest first */
  alerts: BacktestAlert[]
  /** alerts of every day of the stretch, oldest first */
  byDay: { day: string; alerts: number }[]
  /** times a week, on average; null under a day of record */
  perWeek: number | null
  /** share of the time in which there was too little to tell, 0 … 1 */
  untold: number
  /** the hours do not keep who met a failure in which minute: then distinct customers are at most this exact */
  usersEstimated: boolean
}

export interface BacktestAlert {
  /** epoch ms; `until` is null where it still lasts */
  since: number
  until: number | null
  sentence: string
}

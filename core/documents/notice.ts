import type { Severity } from '../../contract/health'
import type { DeliveryHolder } from './delivery'

/** A message that is about no incident: daily report, drill, test. `_id`: kind:store:what. */
export interface NoticeDocument extends DeliveryHolder {
  store: string
  kind: 'report' | 'drill' | 'test'
  severity: Severity | 'ok'
  title: string
  sentence: string
  /** the longer text for the group; absent: the title */
  text?: string
  createdAt: number
  /** epoch ms; null: nothing left to do */
  nextAt: number | null
}

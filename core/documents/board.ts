import type { PaymentDoubts } from '../../contract/paymentTruth'
import type { SeriesColumns } from './minute'

/**
 * What the lights of a store's page look at, made by the minute's run out of the minutes and stored with its cursors, so
 * that a page need not read two hours of minutes: a pure function of them.
 */
export interface Board {
  store: string
  /** event minutes covered, [from, to) */
  window: { from: number; to: number }
  /** ingest minutes of the last two hours before `to` in which anything came */
  received: number[]
  /** one row a metric, of errors one a label; users are numbers that mean nobody outside of this board */
  series: SeriesColumns
  demo: boolean
  /** of payments opened on phones during the open incident; absent without any */
  payments?: PaymentDoubts
}

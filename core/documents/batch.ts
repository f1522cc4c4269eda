import type { BatchV1, CountTuple, PointTuple } from '../../contract/batch'

/**
 * A batch as it lies in the database: counters and points are packed by `collect` (ingest/packedItems.ts), and tuples where
 * somebody else writes them, as functions of the shop do.
 */
export interface StoredBatch extends Omit<BatchV1, 'counts' | 'points'> {
  counts: CountTuple[] | string
  points: PointTuple[] | string
}

/** `_id`: user hash + ':' + session + '-' + seq: a resend lands on the same id. */
export interface BatchDocument<Batch extends StoredBatch = StoredBatch> {
  _id: string
  shard: string
  /** serverDate: the database's clock, the only one that decides in which minute a batch is counted. */
  receivedAt: Date
  /** Hash of the openid with the environment's salt; the openid itself is never stored here. */
  user: string
  /** where the phone was, by an offline table of addresses; the address itself is stored nowhere */
  place?: Place
  batch: Batch
  /** Refused items of this batch, [drop reason index, how many]. */
  dropped: [number, number][]
}

/** '' where the table does not tell. */
export interface Place {
  /** province, or 境外 */
  region: string
  carrier: string
}

import type { MinuteDims } from '../rollup/dims/storedDims'

/** Columns of equal length: row i is one series at one event minute. */
export interface SeriesColumns {
  /** metric id */
  m: number[]
  /** label */
  l: string[]
  /** minutes before the ingest minute at which the events happened, ≥ 0 */
  e: number[]
  /** counts by outcome index, trailing zeros cut */
  c: number[][]
  /** encoded sketch of durations (contract/sketch), '' where the metric has none */
  k: string[]
  /** distinct hashed users who met a failure, sorted, ≤ USERS_KEPT */
  f: string[][]
  /** distinct hashed users at all, sorted, ≤ USERS_KEPT; empty unless the catalogue asks for them */
  u: string[][]
}

/** `_id`: shard:minute or shard:minute:part. A pure function of the batches received in that minute. */
export interface MinuteDocument {
  _id: string
  shard: string
  /** ingest minute */
  minute: number
  part: number
  parts: number
  /** how many batches were folded: a stale worker's fold never replaces a fuller one */
  batches: number
  sealed: boolean
  codec: 1
  stores: Record<string, StoreMinute>
  /** breakdowns by store, where there are any: read only by who asks for them */
  dims?: Record<string, MinuteDims>
  demo?: boolean
}

export interface StoreMinute {
  series: SeriesColumns
  /** [drop reason index, how many], by the phones and by the cloud */
  dropped: [number, number][]
  /** batches folded of this store */
  batches: number
  /** what phones saw of orders: [reference, index into ORDER_SIGHTS, epoch ms], sorted; absent for nothing */
  sights?: [string, number, number][]
}

/**
 * What a store sold today, as the run of its shard last knew, stored with its cursors, so that the page of all stores need
 * not read a thousand stores' orders.
 */
export interface Sales {
  store: string
  /** as far as this, epoch ms */
  at: number
  /** local day of it */
  day: string
  orders: number
  revenueFen: number
  /** null: it was not read yet */
  before: SalesBefore | null
}

/** The same weekday of last week, as far as an hour of today needs it. */
export interface SalesBefore {
  /** epoch hour of today */
  hour: number
  /** local day of that hour */
  day: string
  /** whether anything is known of last week */
  known: boolean
  /** what was sold from that day's beginning until the hour began */
  orders: number
  revenueFen: number
  /** in the hour itself: minute of it, orders, fen */
  minutes: [number, number, number][]
}

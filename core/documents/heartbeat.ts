/** `_id`: 'fold:SHARD', 'orders:STORE', 'run:FUNCTION'. */
export interface HeartbeatDocument {
  _id: string
  at: number
  /**
   * fold: end (epoch ms) of the last folded minute; orders: the source's update time up to which it was read;
   * run:aggregate: when the next beat is due at the latest, for the monitor is quiet where nothing happens
   */
  through: number
}

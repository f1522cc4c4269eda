/** `_id` 'robot': when it posted last, for its limit. */
export interface ChannelDocument {
  _id: string
  version: number
  /** epoch ms, oldest first */
  posts: number[]
}

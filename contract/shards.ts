/** More shards would be more documents a minute than they save. */
export const SHARDS_MOST = 64

import type { StoreDocument } from '../documents'
import { compareText } from './seriesTable'

/** The shards in use, each once. */
export const shardsOf = (stores: readonly StoreDocument[]): string[] =>
  [...new Set(stores.map(({ shard }) => shard))].sort(compareText)

import type { BatchV1 } from '../../../contract/batch'
import { dropReasonCode } from '../../../contract/dropReasons'
import type { BatchDocument } from '../../../core/documents/batch'
import type { MinuteDocument } from '../../../core/documents/minute'
import { unpackBatch } from '../../../core/ingest/packedItems'
import { sightsOfBatches } from '../../../core/orders/sights'
import { sumByReason } from '../../../core/rollup/foldMinute'
import { limitRows } from '../../../core/rollup/limitRows'
import { type StoreFold, splitMinute } from '../../../core/rollup/minuteParts'
import { toColumns } from '../../../core/rollup/seriesColumns'
import { limitLabels } from '../../../core/rollup/topLabels'
import { limitUsers } from '../../../core/rollup/userLimit'
import { foldBatches } from './foldBatches'
import { foldDims } from './foldDims'

/**
 * The recount that folds are held to: event by event into plain cells with a sketch each, without any of the fold's
 * shortcuts. Slow, and the same to the byte.
 */
export function naiveMinute(shard: string, minute: number, batches: readonly BatchDocument[]): MinuteDocument[] {
  const unique = [...new Map(batches.map((batch) => [batch._id, batch])).values()]
  if (unique.length === 0) return []
  const stores = [...new Set(unique.map(({ batch }) => batch.store))].sort()
  const plain = unique.map((document) => ({ ...document, batch: unpackBatch(document.batch) }))
  const folds = stores.map((store) => storeFold(store, minute, plain))
  return splitMinute({ shard, minute, batches: unique.length }, folds)
}

function storeFold(store: string, minute: number, batches: readonly BatchDocument<BatchV1>[]): StoreFold {
  const all = batches.filter(({ batch }) => batch.store === store)
  const { kept, refused } = limitUsers(all)
  const { cells, folded } = limitRows(limitLabels(foldBatches(minute, kept).sorted()), minute)
  const dropped = all.flatMap((document) => [...document.batch.dropped, ...document.dropped])
  if (folded > 0) dropped.push([dropReasonCode('cardinality'), folded])
  if (refused > 0) dropped.push([dropReasonCode('rate_limited'), refused])
  const sights = sightsOfBatches(kept)
  const own = {
    ...{ series: toColumns(cells), dropped: sumByReason(dropped), batches: all.length },
    ...(sights === undefined ? {} : { sights }),
  }
  return { store, own, dims: foldDims(minute, kept) }
}

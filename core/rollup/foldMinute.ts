import { dropReasonCode } from '../../contract/dropReasons'
import type { BatchDocument } from '../documents/batch'
import type { MinuteDocument, StoreMinute } from '../documents/minute'
import { groupBy } from '../groupBy'
import { sightsOfBatches } from '../orders/sights'
import type { MinuteDims } from './dims/storedDims'
import { foldStore } from './fold/foldStore'
import { splitMinute } from './minuteParts'
import { compareText } from './seriesTable'
import { limitUsers } from './userLimit'

/**
 * The fold of all batches received in one minute: a pure function of their set, so duplicates and order change
 * nothing, not even a byte.
 * @returns the parts of the minute, none for no batches
 */
export function foldMinute(shard: string, minute: number, batches: readonly BatchDocument[]): MinuteDocument[] {
  const unique = [...new Map(batches.map((batch) => [batch._id, batch])).values()]
  if (unique.length === 0) return []
  const stores = [...groupBy(unique, ({ batch }) => batch.store)]
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([store, own]) => ({ store, ...storeFold(minute, own) }))
  return splitMinute({ shard, minute, batches: unique.length }, stores)
}

function storeFold(minute: number, batches: readonly BatchDocument[]): { own: StoreMinute; dims: MinuteDims | null } {
  const { kept, refused } = limitUsers(batches)
  const { series, dims, folded } = foldStore(minute, kept)
  const dropped: [number, number][] = []
  for (const document of batches) {
    for (const one of document.batch.dropped) dropped.push(one)
    for (const one of document.dropped) dropped.push(one)
  }
  if (folded > 0) dropped.push([dropReasonCode('cardinality'), folded])
  if (refused > 0) dropped.push([dropReasonCode('rate_limited'), refused])
  const sights = sightsOfBatches(kept)
  const own = {
    ...{ series, dropped: sumByReason(dropped), batches: batches.length },
    ...(sights === undefined ? {} : { sights }),
  }
  return { own, dims }
}

/** @param dropped [drop reason index, how many], in any order, reasons repeated; @returns each reason once, ascending */
export function sumByReason(dropped: readonly (readonly [number, number])[]): [number, number][] {
  if (dropped.length === 0) return []
  const sums = new Map<number, number>()
  for (const [reason, events] of dropped) sums.set(reason, (sums.get(reason) ?? 0) + events)
  return [...sums].sort((a, b) => a[0] - b[0])
}

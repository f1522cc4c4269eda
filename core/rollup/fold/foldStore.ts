import { LARGEST_WEIGHT } from '../../../contract/sketch/sketch'
import type { BatchDocument, SeriesColumns } from '../../documents'
import { clockShiftMinutes, minutesBefore } from '../../ingest/eventTime'
import { minuteOf } from '../../time/units'
import { batchContexts, loadOf } from '../dims/batchContexts'
import type { MinuteDims } from '../dims/storedDims'
import { DimsFold } from './dimsFold'
import { isTimed, KINDS, type LabelTracks, SeriesFold, trackOf } from './seriesFold'
import { SpreadFold } from './spreadFold'
import { Windows } from './windows'

export interface FoldedStore {
  series: SeriesColumns
  dims: MinuteDims | null
  /** events that lost their label, though not their count */
  folded: number
}

/** Shared by all folds of an instance: each leaves it empty. */
const windows = new Windows()

/**
 * Folds the batches of one store that were received in one minute: one pass over their items, which goes to the series
 * and to the breakdowns at once. A pure function of the batches' set.
 */
export function foldStore(ingestMinute: number, batches: readonly BatchDocument[]): FoldedStore {
  windows.close()
  const folds = { series: new SeriesFold(), dims: new DimsFold(ingestMinute), spread: new SpreadFold() }
  for (const document of batches) foldBatch(ingestMinute, document, folds)
  const { series, folded } = folds.series.finish(windows)
  const rows = folds.dims.finish(windows)
  const dims = rows.m.length === 0 ? null : { rows, spread: folds.spread.finish(loadOf(batches.length)) }
  return { series, dims, folded }
}

interface Folds {
  series: SeriesFold
  dims: DimsFold
  spread: SpreadFold
}

/** What lies under one label of the batch, found by its text once a batch. */
interface Label {
  text: string
  tracks: LabelTracks
  apis: ReturnType<SpreadFold['of']>
}

function foldBatch(ingestMinute: number, document: BatchDocument, { series, dims, spread }: Folds): void {
  const { batch, user, receivedAt } = document
  const contexts = batchContexts(document)
  dims.begin(contexts)
  spread.begin(contexts)
  const labels: Label[] = []
  /** @returns undefined for what a newer `collect` may know and this version does not */
  const labelOf = (index: number): Label | undefined => {
    const known = labels[index]
    if (known !== undefined) return known
    const text = batch.dict[index]
    if (text === undefined) return undefined
    const label = { text, tracks: series.of(text), apis: spread.of(text) }
    labels[index] = label
    return label
  }
  const shift = clockShiftMinutes(receivedAt.getTime(), batch.sentAt)
  const baseMinute = minuteOf(batch.base) + shift
  for (const count of batch.counts) {
    const metric = count[0]
    const label = labelOf(count[1])
    if (label === undefined || KINDS[metric] === undefined) continue
    const slot = minutesBefore(ingestMinute, baseMinute + count[3])
    series.count(trackOf(label.tracks, metric).at(slot), metric, count[2], count[4], user)
    const bundle = dims.at(metric, slot)
    if (bundle !== null) bundle.counts[count[2]] = (bundle.counts[count[2]] ?? 0) + count[4]
  }
  const weight = Math.min(LARGEST_WEIGHT, Math.round(batch.weight))
  for (const point of batch.points) {
    const metric = point[0]
    if (KINDS[metric]?.timed !== true || !isTimed(point[2])) continue
    const label = labelOf(point[1])
    if (label === undefined) continue
    const value = point[4]
    const slot = minutesBefore(ingestMinute, minuteOf(batch.base + point[3]) + shift)
    trackOf(label.tracks, metric).at(slot).measure(windows, value, weight)
    dims.at(metric, slot)?.measure(windows, value, weight)
    spread.measure(label.apis, metric, label.text, value, weight)
  }
  dims.end()
  spread.end()
}

import { OUTCOMES } from '../../../contract/outcomes'
import { FINE, fineBucket, SMALLEST, STORED } from '../../../contract/sketch/buckets'
import { LARGEST_WEIGHT, UNIT_PARTS } from '../../../contract/sketch/sketch'
import type { BatchDocument } from '../../documents/batch'
import type { SeriesColumns } from '../../documents/minute'
import { clockShiftMinutes, minutesBefore } from '../../ingest/eventTime'
import { ItemColumns } from '../../ingest/packedItems'
import { MINUTE_MS, minuteOf } from '../../time/units'
import { batchContexts, loadOf } from '../dims/batchContexts'
import { logPartsIn } from '../dims/spread'
import type { MinuteDims } from '../dims/storedDims'
import { isMetric, isTimed, isTiming } from './catalogue'
import { Contexts } from './contexts'
import { DimsFold, TARGETS } from './dimsFold'
import { NONE, Rows } from './rows'
import { SeriesFold } from './seriesFold'
import { SpreadFold } from './spreadFold'

export interface FoldedStore {
  series: SeriesColumns
  dims: MinuteDims | null
  /** events that lost their label, though not their count */
  folded: number
}

/** A label of the batch before it is looked up, and one that a newer `collect` may know and this version does not. */
const UNSEEN = -1
const MISSING = -2

/** Below it milliseconds, and their sums with those of a minute, are whole numbers of 32 bits. */
const WHOLE = 2 ** 30

/** Of a row in `routes`: its strip and its API, NONE where it has none, and where its window begins. */
const STRIP = 0
const API = 1
const WINDOW = 2
const ROUTE = 4

/**
 * Folds the batches of one store that were received in one minute: one pass over their items, which goes to the series
 * and to the breakdowns at once. Texts become numbers once a batch; what an event costs after that is arithmetic on them.
 * One lives as long as the instance: its memory is used again.
 */
class StoreFold {
  private readonly rows = new Rows()
  private readonly contexts = new Contexts()
  private readonly series = new SeriesFold(this.rows)
  private readonly dims = new DimsFold(this.rows, this.contexts)
  private readonly spread = new SpreadFold(this.contexts)
  /** by row of a series: where its events go */
  private routes = new Int32Array(512 * ROUTE)
  /** numbers of the batch's labels, by index into its dictionary */
  private labels = new Int32Array(512).fill(MISSING)
  /** how many labels the batch before had */
  private labelled = 0
  /**
   * By index into a dictionary, what was there last: phones of one shop mostly name things in the same order, and
   * comparing two texts takes a fraction of finding one.
   */
  private readonly guesses: number[] = []
  private readonly counts = new ItemColumns()
  private readonly points = new ItemColumns()
  private ingestMinute = 0

  fold(ingestMinute: number, batches: readonly BatchDocument[]): FoldedStore {
    this.ingestMinute = ingestMinute
    this.rows.begin()
    this.contexts.begin()
    this.series.begin(ingestMinute)
    this.dims.begin(ingestMinute)
    this.spread.begin()
    for (const document of batches) this.addBatch(document)
    const { series, folded } = this.series.finish()
    const sorted = this.contexts.sorted()
    const rows = this.dims.finish(sorted)
    const dims = rows.m.length === 0 ? null : { rows, spread: this.spread.finish(loadOf(batches.length), sorted) }
    this.rows.end()
    return { series, dims, folded }
  }

  private addBatch(document: BatchDocument): void {
    const { batch, receivedAt } = document
    this.contexts.beginBatch(batchContexts(document))
    this.dims.beginBatch()
    this.beginLabels(batch.dict.length)
    const shift = clockShiftMinutes(receivedAt.getTime(), batch.sentAt)
    this.counts.read(batch.counts)
    this.points.read(batch.points)
    this.addCounts(document, shift)
    this.addPoints(document, shift)
    this.dims.endBatch()
    this.spread.endBatch()
  }

  private beginLabels(length: number): void {
    if (length > this.labels.length) this.labels = new Int32Array(length)
    this.labels.fill(UNSEEN, 0, length)
    if (this.labelled > length) this.labels.fill(MISSING, length, this.labelled)
    this.labelled = length
  }

  private addCounts({ batch, user }: BatchDocument, shift: number): void {
    const { rows, series, dims } = this
    const { numbers, length } = this.counts
    const { dict } = batch
    const agoOfBase = (this.ingestMinute - minuteOf(batch.base) - shift) | 0
    for (let index = 0; index < length; index++) {
      const metric = numbers[index] as number
      const place = numbers[length + index] as number
      const outcome = numbers[2 * length + index] as number
      const since = numbers[3 * length + index] as number
      const events = numbers[4 * length + index] as number
      if (isMetric[metric] !== 1 || outcome >= OUTCOMES.length) continue
      const label = this.labelOf(dict, place)
      if (label === MISSING) continue
      const slot = minutesBefore(agoOfBase, since)
      let row = series.find(label, metric, slot)
      if (row === NONE) row = this.open(label, metric, slot, dict[place] as string)
      rows.count(row, outcome, events)
      series.meet(row, metric, outcome, user)
      const strip = this.routes[row * ROUTE + STRIP] as number
      if (strip === NONE) continue
      dims.enter(strip)
      rows.count(dims.targets[strip * TARGETS] as number, outcome, events)
    }
  }

  /** Where nearly all of the fold's time goes: plain arithmetic on a few arrays, each looked at once a batch. */
  private addPoints({ batch }: BatchDocument, shift: number): void {
    const { rows, series, dims, spread, labels } = this
    const { numbers, length } = this.points
    const { dict, base } = batch
    const agoOfBase = (this.ingestMinute - minuteOf(base) - shift) | 0
    // not by %, which takes the time of a dozen events for numbers of this size
    const baseMs = base - minuteOf(base) * MINUTE_MS
    const weight = Math.min(LARGEST_WEIGHT, Math.round(batch.weight)) | 0
    let { words } = rows
    let { routes } = this
    let { targets } = dims
    for (let index = 0; index < length; index++) {
      const metric = numbers[index] as number
      if (isTiming[metric] !== 1 || isTimed[numbers[2 * length + index] as number] !== 1) continue
      const place = numbers[length + index] as number
      let label = labels[place] as number
      if (!(label >= 0)) {
        label = this.labelOf(dict, place)
        if (label === MISSING) continue
      }
      const sinceMs = baseMs + (numbers[3 * length + index] as number)
      // in whole numbers, which take a fraction of the time, for all that is less than a fortnight after
      const since = sinceMs < WHOLE ? ((sinceMs | 0) / MINUTE_MS) | 0 : minuteOf(sinceMs)
      const slot = minutesBefore(agoOfBase, since)
      let row = series.find(label, metric, slot)
      if (row === NONE) {
        row = this.open(label, metric, slot, dict[place] as string)
        routes = this.routes
        targets = dims.targets
      }
      const route = row * ROUTE
      const strip = routes[route + STRIP] as number
      if (routes[route + WINDOW] === NONE) {
        routes[route + WINDOW] = rows.windowOf(row)
        words = rows.words
      }
      if (strip !== NONE && dims.enter(strip)) words = rows.words
      const value = numbers[4 * length + index] as number
      const parts = Math.floor(value * UNIT_PARTS + 0.5)
      rows.add(row, parts, weight)
      if (value < SMALLEST) {
        this.addZero(row, strip, routes[route + API] as number, weight)
        continue
      }
      const fine = fineBucket(value)
      const bucket = fine >> (FINE - STORED)
      let at = (routes[route + WINDOW] as number) + bucket
      words[at] = ((words[at] as number) + weight) | 0
      if (strip !== NONE) {
        const target = strip * TARGETS
        rows.add(targets[target] as number, parts, weight)
        // written out: a loop of seven turns costs more than the seven
        at = (targets[target + 1] as number) + bucket
        words[at] = ((words[at] as number) + weight) | 0
        at = (targets[target + 2] as number) + bucket
        words[at] = ((words[at] as number) + weight) | 0
        at = (targets[target + 3] as number) + bucket
        words[at] = ((words[at] as number) + weight) | 0
        at = (targets[target + 4] as number) + bucket
        words[at] = ((words[at] as number) + weight) | 0
        at = (targets[target + 5] as number) + bucket
        words[at] = ((words[at] as number) + weight) | 0
        at = (targets[target + 6] as number) + bucket
        words[at] = ((words[at] as number) + weight) | 0
        at = (targets[target + 7] as number) + bucket
        words[at] = ((words[at] as number) + weight) | 0
      }
      const api = routes[route + API] as number
      if (api !== NONE) spread.measure(api, logPartsIn(fine, value), weight)
    }
  }

  /** The row has been summed; it needs no window. */
  private addZero(row: number, strip: number, api: number, weight: number): void {
    const { rows, dims, spread } = this
    rows.addZeros(row, weight)
    if (strip !== NONE) {
      const target = dims.targets[strip * TARGETS] as number
      rows.add(target, 0, weight)
      rows.addZeros(target, weight)
    }
    if (api !== NONE) spread.measure(api, 0, weight)
  }

  private labelOf(dict: readonly string[], index: number): number {
    const known = this.labels[index] ?? MISSING
    if (known !== UNSEEN) return known
    const text = dict[index] as string
    const guess = this.guesses[index]
    const label = guess !== undefined && this.series.texts[guess] === text ? guess : this.series.labelOf(text)
    this.guesses[index] = label
    this.labels[index] = label
    return label
  }

  private open(label: number, metric: number, slot: number, text: string): number {
    const row = this.series.open(label, metric, slot)
    const route = row * ROUTE
    if (route + ROUTE > this.routes.length) {
      const grown = new Int32Array(this.routes.length * 2)
      grown.set(this.routes)
      this.routes = grown
    }
    this.routes[route + WINDOW] = NONE
    this.routes[route + STRIP] = this.dims.stripOf(metric, slot)
    this.routes[route + API] = this.spread.apiOf(metric, text)
    return row
  }
}

const store = new StoreFold()

/** A pure function of the batches' set. */
export const foldStore = (ingestMinute: number, batches: readonly BatchDocument[]): FoldedStore =>
  store.fold(ingestMinute, batches)

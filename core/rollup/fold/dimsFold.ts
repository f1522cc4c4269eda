import { DIMENSIONS } from '../../../contract/dimensions'
import { METRICS, type MetricName } from '../../../contract/metrics'
import { dimsLabel, emptyDims, toDimsColumns } from '../dims/dimsCells'
import { limitValues, VALUES_KEPT } from '../dims/limitValues'
import { type DimsColumns, spansBefore } from '../dims/storedDims'
import { isTiming } from './catalogue'
import type { Contexts } from './contexts'
import { NONE, type Rows, UNREAD } from './rows'
import { sortFew } from './sortFew'

/** What pages break down; more would make minutes larger for what nobody asks. */
const BROKEN_DOWN: readonly MetricName[] = ['request', 'call', 'pay', 'launch', 'render', 'route', 'error', 'session']
const METRIC_ORDER = BROKEN_DOWN.map((name) => METRICS[name].id).sort((a, b) => a - b)

/** One for each dimension. What counts an event is written out seven times (foldStore.ts): an eighth does not compile. */
const WIDTH: 7 = DIMENSIONS.length

/** Of a strip in `targets`: its row of the batch, and where the windows of the batch begin. */
export const TARGETS = 1 + WIDTH

const TAKEN = 0
const FIRST_PLACES = 32

/** A metric in a span of minutes, over all labels. One is used again in the next store. */
interface Strip {
  metric: number
  span: number
  /** by place of the value: its row, NONE where no batch had both */
  rows: Int32Array<ArrayBuffer>
}

/**
 * Breakdowns of one store and minute in the making.
 *
 * Values that had the same batches so far, of whatever dimension, have the same numbers: they share one row until a batch
 * tells them apart, which splits it. A minute of one phone has one row and not seven. All of a batch goes to the same
 * rows: an event is summed once for its batch, and only counted in each row's window, which the caller does
 * (foldStore.ts).
 */
export class DimsFold {
  private readonly strips: Strip[] = []
  private used = 0
  private readonly byMetric: number[][] = []
  /**
   * By strip: its row of the batch, which sums without a window, and where the windows of the rows begin to which the
   * batch goes. Where the batch goes to fewer rows than there are dimensions, the others are a window that nobody reads.
   */
  targets = new Int32Array(32 * TARGETS)
  /** by strip: the rows to which the batch goes, and how many */
  private active = new Int32Array(32 * WIDTH)
  private readonly actives: number[] = []
  /** by strip: the batch that came to it last */
  private readonly touchedAt: number[] = []
  /** strips of the batch at hand, and how many */
  private readonly touched: number[] = []
  private touches = 0
  /** by row: how many values share it */
  private readonly sharers: number[] = []
  /** by row, once it is taken */
  private readonly texts: string[] = []
  private readonly counts: number[][] = []
  private readonly split = { before: new Int32Array(WIDTH), after: new Int32Array(WIDTH), met: new Int32Array(WIDTH) }
  private readonly choice = new Int32Array(WIDTH)
  private ingestMinute = 0
  private batch = 0

  constructor(
    private readonly rows: Rows,
    private readonly contexts: Contexts,
  ) {}

  begin(ingestMinute: number): void {
    this.ingestMinute = ingestMinute
    for (const metric of METRIC_ORDER) this.byMetric[metric] = []
    for (const own of [this.touchedAt, this.actives, this.sharers]) own.length = 0
    this.used = 0
    this.batch = 0
  }

  /** @returns the strip of a metric in a slot; NONE for metrics that are not broken down */
  stripOf(metric: number, slot: number): number {
    const own = this.byMetric[metric]
    if (own === undefined) return NONE
    const span = spansBefore(this.ingestMinute, slot)
    for (const strip of own) if ((this.strips[strip] as Strip).span === span) return strip
    const strip = this.used
    this.used += 1
    const { rows } = this.strips[strip] ?? { rows: new Int32Array(FIRST_PLACES) }
    this.strips[strip] = { metric, span, rows: rows.fill(NONE) }
    this.touchedAt.push(0)
    this.actives.push(0)
    own.push(strip)
    if ((strip + 1) * WIDTH > this.active.length) {
      this.active = twice(this.active)
      this.targets = twice(this.targets)
    }
    this.targets[strip * TARGETS] = this.rows.open()
    return strip
  }

  beginBatch(): void {
    this.batch += 1
    this.touches = 0
  }

  /** To be called before an event goes to a strip. @returns whether the batch is new to it: the rows may have grown */
  enter(strip: number): boolean {
    if (this.touchedAt[strip] === this.batch) return false
    this.touch(strip)
    return true
  }

  /** Adds to the rows what all of the batch's events have in common. */
  endBatch(): void {
    const { rows } = this
    for (let index = 0; index < this.touches; index++) {
      const strip = this.touched[index] as number
      const batchRow = this.targets[strip * TARGETS] as number
      const end = strip * WIDTH + (this.actives[strip] as number)
      for (let at = strip * WIDTH; at < end; at++) rows.addRow(this.active[at] as number, batchRow)
      rows.clear(batchRow)
    }
  }

  /** @param sorted places of each dimension's values, in canonical order; @returns no rows where nothing is broken down */
  finish(sorted: readonly number[][]): DimsColumns {
    return this.contexts.isOver(VALUES_KEPT) ? this.limited(sorted) : this.all(sorted)
  }

  private all(sorted: readonly number[][]): DimsColumns {
    const { rows } = this
    const columns = emptyDims()
    const { texts, counts, sharers } = this
    this.forEach(sorted, (metric, dimension, value, span, row) => {
      if (sharers[row] !== TAKEN) {
        sharers[row] = TAKEN
        texts[row] = rows.takeText(row)
        counts[row] = rows.countsOf(row)
      }
      columns.m.push(metric)
      columns.d.push(dimension)
      columns.v.push(value)
      columns.e.push(span)
      columns.c.push(counts[row] as number[])
      columns.k.push(texts[row] as string)
    })
    return columns
  }

  /** Too many values: the general way, which is slower. */
  private limited(sorted: readonly number[][]): DimsColumns {
    const taken = new Map<number, ReturnType<Rows['takeCell']>>()
    const cells: ReturnType<Rows['takeCell']>[] = []
    this.forEach(sorted, (metric, dimension, value, span, row) => {
      const label = dimsLabel(dimension, value)
      const cell = taken.get(row) ?? this.rows.takeCell(row, metric, label, span)
      taken.set(row, cell)
      cells.push({ ...cell, label })
    })
    return toDimsColumns(limitValues(cells))
  }

  /** In canonical order: metric, dimension, value, span. */
  private forEach(
    sorted: readonly number[][],
    visit: (metric: number, dimension: number, value: string, span: number, row: number) => void,
  ): void {
    for (const metric of METRIC_ORDER) {
      const strips = (this.byMetric[metric] as number[]).map((strip) => this.strips[strip] as Strip)
      if (strips.length === 0) continue
      sortFew(strips, (a, b) => a.span - b.span)
      for (let dimension = 0; dimension < WIDTH; dimension++)
        for (const place of sorted[dimension] as number[])
          for (const { span, rows } of strips) {
            const row = place < rows.length ? (rows[place] as number) : NONE
            if (row !== NONE) visit(metric, dimension, this.contexts.texts[place] as string, span, row)
          }
    }
  }

  /** A batch comes to a strip: the values that it has part from those that it has not. */
  private touch(strip: number): void {
    this.touchedAt[strip] = this.batch
    this.touched[this.touches++] = strip
    const { metric, rows } = this.roomy(strip)
    const { places } = this.contexts
    const { split, choice } = this
    let found = 0
    for (let dimension = 0; dimension < WIDTH; dimension++) {
      const row = rows[places[dimension] as number] as number
      let index = 0
      while (index < found && split.before[index] !== row) index++
      if (index === found) {
        split.before[index] = row
        split.met[index] = 0
        found += 1
      }
      split.met[index] = (split.met[index] as number) + 1
      choice[dimension] = index
    }
    for (let index = 0; index < found; index++) this.part(index)
    for (let dimension = 0; dimension < WIDTH; dimension++)
      rows[places[dimension] as number] = split.after[choice[dimension] as number] as number
    this.actives[strip] = found
    for (let index = 0; index < found; index++) this.active[strip * WIDTH + index] = split.after[index] as number
    if (isTiming[metric] !== 1) return
    for (let index = 0; index < WIDTH; index++)
      this.targets[strip * TARGETS + 1 + index] =
        index < found ? this.rows.windowOf(split.after[index] as number) : UNREAD
  }

  private roomy(strip: number): Strip {
    const own = this.strips[strip] as Strip
    while (own.rows.length < this.contexts.texts.length) {
      const { length } = own.rows
      own.rows = twice(own.rows).fill(NONE, length)
    }
    return own
  }

  /** One row of before becomes that of those values which the batch has: itself, where it has them all. */
  private part(index: number): void {
    const { split, sharers } = this
    const row = split.before[index] as number
    const met = split.met[index] as number
    const left = row === NONE ? 0 : (sharers[row] as number) - met
    if (row !== NONE && left === 0) {
      split.after[index] = row
      return
    }
    const own = row === NONE ? this.rows.open() : this.rows.copy(row)
    sharers[own] = met
    if (row !== NONE) sharers[row] = left
    split.after[index] = own
  }
}

function twice(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(numbers.length * 2)
  grown.set(numbers)
  return grown
}

import { OUTCOMES } from '../../../contract/outcomes'
import { FINE, fineBucket, STORED } from '../../../contract/sketch/buckets'
import { takeBuckets } from '../../../contract/sketch/codec'
import { CARRY_AT, ExactSquares, SQUARES_BASE } from '../../../contract/sketch/exactSquares'
import { Sketch, UNIT_PARTS } from '../../../contract/sketch/sketch'
import { type Cell, emptyCell } from '../seriesTable'

export const NONE = -1

/** Buckets of one window at the stored resolution: 41 octaves. */
const STRIDE = 41 << STORED
const COUNTS = OUTCOMES.length
/** What a row sums lies side by side, one cache line a row: durations in 1/256 of the unit, squares in two numbers. */
const SUMS = 8
const MIN = 0
const MAX = 1
const SUM = 2
const SQUARES_LOW = 3
const SQUARES_HIGH = 4
const ZEROS = 5

/** The first window is nobody's: where counting costs less than asking whether to count. */
export const UNREAD = 0

const FIRST_ROWS = 256
const FIRST_WINDOWS = 64

/** @returns the bucket at the stored resolution; @param value ≥ SMALLEST */
export const storedBucket = (value: number): number => fineBucket(value) >> (FINE - STORED)

/**
 * Everything a fold counts, as rows of numbers in a few flat pieces of memory that live as long as the instance: opening
 * a row allocates nothing, adding an event is some additions. Objects with a sketch each cost several times as much
 * (PERFORMANCE.md, "Folding"). Durations of a row lie in a window of buckets once there is one.
 */
export class Rows {
  private used = 0
  private windows = 0
  /** a fold that threw leaves counters behind */
  private clean = true
  private sums = new Float64Array(FIRST_ROWS * SUMS)
  private counts = new Float64Array(FIRST_ROWS * COUNTS)
  private offsets = new Int32Array(FIRST_ROWS)
  private readonly squares = new ExactSquares()
  /** of the row that is being encoded */
  private readonly totals = { zeros: 0, minParts: 0, maxParts: 0, sumParts: 0, squares: { high: 0, low: 0 } }
  /** grows: take it anew after a window was opened */
  words = new Uint32Array(FIRST_WINDOWS * STRIDE)

  /** Forgets all rows. */
  begin(): void {
    if (!this.clean) this.words.fill(0)
    this.clean = false
    this.used = 0
    this.windows = 1
  }

  /** All that was measured has been taken. */
  end(): void {
    this.clean = true
  }

  /** @returns a new row of zeros */
  open(): number {
    const row = this.used
    this.used += 1
    if (this.used > this.offsets.length) this.grow()
    this.offsets[row] = NONE
    this.clear(row)
    return row
  }

  clear(row: number): void {
    const { sums, counts } = this
    const at = row * SUMS
    sums[at + MIN] = Number.POSITIVE_INFINITY
    sums[at + MAX] = NONE
    sums[at + SUM] = 0
    sums[at + SQUARES_LOW] = 0
    sums[at + SQUARES_HIGH] = 0
    sums[at + ZEROS] = 0
    for (let outcome = 0; outcome < COUNTS; outcome++) counts[row * COUNTS + outcome] = 0
  }

  /** @returns where the row's window begins in `words` */
  windowOf(row: number): number {
    const known = this.offsets[row] as number
    return known === NONE ? this.openWindow(row) : known
  }

  /** @param outcome index into OUTCOMES */
  count(row: number, outcome: number, events: number): void {
    const at = row * COUNTS + outcome
    this.counts[at] = (this.counts[at] as number) + events
  }

  /** Sums a duration; the window is the caller's. @param parts of it, rounded; @param weight how many events it is */
  add(row: number, parts: number, weight: number): void {
    const { sums } = this
    const at = row * SUMS
    const sum = parts * weight
    sums[at + SUM] = (sums[at + SUM] as number) + sum
    // exact below 2^53; both together too, since each is under 2^52
    const low = (sums[at + SQUARES_LOW] as number) + parts * sum
    if (low < CARRY_AT) sums[at + SQUARES_LOW] = low
    else this.addLarge(at, parts, weight)
    if (parts < (sums[at + MIN] as number)) sums[at + MIN] = parts
    if (parts > (sums[at + MAX] as number)) sums[at + MAX] = parts
  }

  addZeros(row: number, weight: number): void {
    const at = row * SUMS + ZEROS
    this.sums[at] = (this.sums[at] as number) + weight
  }

  /** Whether any duration was summed. */
  isTimed(row: number): boolean {
    return (this.sums[row * SUMS + MAX] as number) > NONE
  }

  /** @returns a new row with all that is in `row` */
  copy(row: number): number {
    const own = this.open()
    this.addRow(own, row)
    if ((this.offsets[row] as number) === NONE) return own
    const to = this.windowOf(own)
    const offset = this.offsets[row] as number
    this.words.copyWithin(to + this.fromBucket(row), offset + this.fromBucket(row), offset + this.endBucket(row))
    return own
  }

  /** Adds the counts and sums of `source`, though not its window. */
  addRow(row: number, source: number): void {
    const { counts, sums } = this
    for (let outcome = 0; outcome < COUNTS; outcome++) {
      const events = counts[source * COUNTS + outcome] as number
      if (events > 0) counts[row * COUNTS + outcome] = (counts[row * COUNTS + outcome] as number) + events
    }
    const from = source * SUMS
    if ((sums[from + MAX] as number) === NONE) return
    const at = row * SUMS
    sums[at + SUM] = (sums[at + SUM] as number) + (sums[from + SUM] as number)
    sums[at + SQUARES_LOW] = (sums[at + SQUARES_LOW] as number) + (sums[from + SQUARES_LOW] as number)
    sums[at + SQUARES_HIGH] = (sums[at + SQUARES_HIGH] as number) + (sums[from + SQUARES_HIGH] as number)
    sums[at + ZEROS] = (sums[at + ZEROS] as number) + (sums[from + ZEROS] as number)
    if ((sums[from + MIN] as number) < (sums[at + MIN] as number)) sums[at + MIN] = sums[from + MIN] as number
    if ((sums[from + MAX] as number) > (sums[at + MAX] as number)) sums[at + MAX] = sums[from + MAX] as number
    if ((sums[at + SQUARES_LOW] as number) >= CARRY_AT) this.carry(at)
  }

  /** By outcome, trailing zeros cut. */
  countsOf(row: number): number[] {
    const from = row * COUNTS
    let to = from + COUNTS
    while (to > from && this.counts[to - 1] === 0) to--
    const counts = new Array<number>(to - from)
    for (let at = from; at < to; at++) counts[at - from] = this.counts[at] as number
    return counts
  }

  /** The encoded sketch, '' without durations. The window is empty afterwards. */
  takeText(row: number): string {
    if (!this.isTimed(row)) return ''
    const { sums, totals } = this
    const at = row * SUMS
    this.carry(at)
    totals.zeros = sums[at + ZEROS] as number
    totals.minParts = sums[at + MIN] as number
    totals.maxParts = sums[at + MAX] as number
    totals.sumParts = sums[at + SUM] as number
    totals.squares.high = sums[at + SQUARES_HIGH] as number
    totals.squares.low = sums[at + SQUARES_LOW] as number
    return takeBuckets(totals, this.words, this.offsets[row] as number, this.fromBucket(row), this.endBucket(row))
  }

  /** As a cell, for what the fold does rarely. The window is empty afterwards. */
  takeCell(row: number, metric: number, label: string, slot: number): Cell {
    const cell = emptyCell(metric, label, slot)
    for (let outcome = 0; outcome < COUNTS; outcome++)
      cell.counts[outcome] = this.counts[row * COUNTS + outcome] as number
    if (this.isTimed(row)) cell.sketch = this.takeSketch(row)
    return cell
  }

  private takeSketch(row: number): Sketch {
    const { sums, words } = this
    const at = row * SUMS
    const sketch = new Sketch()
    sketch.coarsen()
    sketch.addZeros(sums[at + ZEROS] as number)
    const offset = this.offsets[row] as number
    const from = this.fromBucket(row)
    const end = this.endBucket(row)
    for (let bucket = from; bucket < end; bucket++) {
      const events = words[offset + bucket] as number
      if (events > 0) sketch.addBucket(bucket, events)
    }
    words.fill(0, offset + from, offset + end)
    sketch.sumParts = sums[at + SUM] as number
    sketch.minParts = sums[at + MIN] as number
    sketch.maxParts = sums[at + MAX] as number
    sketch.squares.high = sums[at + SQUARES_HIGH] as number
    sketch.squares.low = sums[at + SQUARES_LOW] as number
    sketch.squares.carry()
    return sketch
  }

  /** The first bucket that may have any. Extremes are rounded, so a value may lie half a part beyond them. */
  private fromBucket(row: number): number {
    const min = this.sums[row * SUMS + MIN] as number
    return min < 1 ? 0 : storedBucket((min - 0.5) / UNIT_PARTS)
  }

  /** After the last bucket that may have any. */
  private endBucket(row: number): number {
    if ((this.offsets[row] as number) === NONE || !this.isTimed(row)) return 0
    return Math.min(STRIDE, storedBucket(((this.sums[row * SUMS + MAX] as number) + 0.5) / UNIT_PARTS) + 1)
  }

  private addLarge(at: number, parts: number, weight: number): void {
    const { sums, squares } = this
    squares.high = 0
    squares.low = 0
    squares.add(parts, weight)
    sums[at + SQUARES_HIGH] = (sums[at + SQUARES_HIGH] as number) + squares.high
    sums[at + SQUARES_LOW] = (sums[at + SQUARES_LOW] as number) + squares.low
    this.carry(at)
  }

  private carry(at: number): void {
    const { sums } = this
    const low = sums[at + SQUARES_LOW] as number
    if (low < SQUARES_BASE) return
    sums[at + SQUARES_HIGH] = (sums[at + SQUARES_HIGH] as number) + Math.floor(low / SQUARES_BASE)
    sums[at + SQUARES_LOW] = low % SQUARES_BASE
  }

  private openWindow(row: number): number {
    const offset = this.windows * STRIDE
    this.windows += 1
    if (offset + STRIDE > this.words.length) {
      const grown = new Uint32Array(this.words.length * 2)
      grown.set(this.words)
      this.words = grown
    }
    this.offsets[row] = offset
    return offset
  }

  private grow(): void {
    const rows = this.offsets.length * 2
    const offsets = new Int32Array(rows)
    offsets.set(this.offsets)
    this.offsets = offsets
    const sums = new Float64Array(rows * SUMS)
    sums.set(this.sums)
    this.sums = sums
    const counts = new Float64Array(rows * COUNTS)
    counts.set(this.counts)
    this.counts = counts
  }
}

import { bucketValue, FINE, fineBucket, type Resolution, SMALLEST, STORED } from './buckets'
import { CARRY_AT, ExactSquares } from './exactSquares'

/** Sums, extremes and squares are kept in integers of this part of the unit: exact, hence the same in any order. */
export const UNIT_PARTS = 256
export const LARGEST = 1e9
export const LARGEST_WEIGHT = 8192

/** Below it the parts of a value have 26 bits, and their square 52. */
const QUICK = 2 ** 18

const SUM = 0
const MIN = 1
const MAX = 2
/** squares of quick values that are not in `exact` yet */
const SQUARES = 3

/** Room left free at both ends when the window of buckets grows; a growing window at least doubles. */
const SLACK = 32
/** So many first values are kept as a list: most sketches of a minute never need a window. */
const LISTED = 128
const EMPTY = new Float64Array(0)
/** Whole numbers below it, which is what nearly all durations in ms are, are only counted until somebody asks. */
const TALLIED = 2048
const UNTALLIED = new Uint32Array(0)
/** So many fit into a tally, and the sum of their squares into 2^53. */
const TALLY_FULL = 2 ** 30

/**
 * Mergeable summary of durations. Quantiles are within 0.8 % while counting and within 1.6 % once stored;
 * count is exact, sum, extremes and squares are exact for values rounded to 1/256. Merging loses nothing more
 * and gives the same sketch in any order.
 */
export class Sketch {
  resolution: Resolution = FINE
  /** how many values are below 2^-10 */
  zeros = 0
  /** side by side: adding to fields of an object costs twice as much */
  private readonly sums = new Float64Array(4)
  private readonly exact = new ExactSquares()
  private total = 0
  /** how often each whole number was added since the last `settle`; of no length until there are many values */
  private tally = UNTALLIED
  private tallied = 0
  private first = 0
  private window = EMPTY
  /** fine buckets of the first values, as they came; only while there is no window */
  private listed: number[] = []

  constructor() {
    this.sums[MIN] = Number.POSITIVE_INFINITY
  }

  /** in 1/256 of the unit, as are the extremes */
  get sumParts(): number {
    this.settle()
    return this.sums[SUM] as number
  }

  set sumParts(parts: number) {
    this.sums[SUM] = parts
  }

  get minParts(): number {
    this.settle()
    return this.sums[MIN] as number
  }

  set minParts(parts: number) {
    this.sums[MIN] = parts
  }

  get maxParts(): number {
    this.settle()
    return this.sums[MAX] as number
  }

  set maxParts(parts: number) {
    this.sums[MAX] = parts
  }

  get squares(): ExactSquares {
    this.settle()
    if (this.sums[SQUARES] !== 0) this.carry()
    return this.exact
  }

  get count(): number {
    return this.total + this.tallied
  }

  get sum(): number {
    return this.sumParts / UNIT_PARTS
  }

  /** NaN when empty, as are max, mean, stddev and quantile: nothing measured is not zero. */
  get min(): number {
    return this.count === 0 ? Number.NaN : this.minParts / UNIT_PARTS
  }

  get max(): number {
    return this.count === 0 ? Number.NaN : this.maxParts / UNIT_PARTS
  }

  get mean(): number {
    return this.count === 0 ? Number.NaN : this.sum / this.count
  }

  /** Of the population, not of a sample. */
  get stddev(): number {
    const { count } = this
    if (count === 0) return Number.NaN
    const mean = this.sumParts / count
    return Math.sqrt(Math.max(0, this.squares.valueOf() / count - mean * mean)) / UNIT_PARTS
  }

  /**
   * @param value 0 … LARGEST
   * @param weight how many events it stands for, integer 1 … LARGEST_WEIGHT
   */
  add(value: number, weight = 1): void {
    const { tally } = this
    const whole = value | 0
    if (whole === value && weight === 1 && whole > 0 && whole < tally.length) {
      tally[whole] = (tally[whole] as number) + 1
      this.tallied += 1
      if (this.tallied === TALLY_FULL) this.settle()
    } else this.addAtOnce(value, weight)
  }

  private addAtOnce(value: number, weight: number): void {
    // what nearly every value is: one event of a usual duration, whose square is exact in one number
    if (weight !== 1 || !(value >= SMALLEST && value < QUICK)) {
      this.addWeighted(value, weight)
      return
    }
    const parts = (value * UNIT_PARTS + 0.5) | 0
    const { sums, window } = this
    sums[SUM] = (sums[SUM] as number) + parts
    const squares = (sums[SQUARES] as number) + parts * parts
    sums[SQUARES] = squares
    if (squares >= CARRY_AT) this.carry()
    if (parts < (sums[MIN] as number)) sums[MIN] = parts
    if (parts > (sums[MAX] as number)) sums[MAX] = parts
    const bucket = fineBucket(value) >> (FINE - this.resolution)
    const index = bucket - this.first
    if (index >= 0 && index < window.length) {
      window[index] = (window[index] as number) + 1
      this.total += 1
    } else this.addOutside(bucket)
  }

  private addOutside(bucket: number): void {
    if (this.window === EMPTY && this.resolution === FINE && this.listed.length < LISTED) {
      this.listed.push(bucket)
      this.total += 1
      return
    }
    if (this.tally === UNTALLIED) this.tally = new Uint32Array(TALLIED)
    this.addBucket(bucket, 1)
  }

  /** Gives what was only tallied to the sums and to the buckets. */
  private settle(): void {
    if (this.tallied === 0) return
    const { tally, sums } = this
    this.tallied = 0
    let sum = 0
    let squares = 0
    let least = 0
    let most = 0
    for (let whole = 1; whole < tally.length; whole++) {
      const times = tally[whole] as number
      if (times === 0) continue
      tally[whole] = 0
      sum += whole * times
      squares += whole * whole * times
      if (least === 0) least = whole
      most = whole
      this.addBucket(fineBucket(whole) >> (FINE - this.resolution), times)
    }
    sums[SUM] = (sums[SUM] as number) + sum * UNIT_PARTS
    sums[MIN] = Math.min(sums[MIN] as number, least * UNIT_PARTS)
    sums[MAX] = Math.max(sums[MAX] as number, most * UNIT_PARTS)
    this.exact.addSum(squares, UNIT_PARTS * UNIT_PARTS)
  }

  private carry(): void {
    this.exact.addSum(this.sums[SQUARES] as number)
    this.sums[SQUARES] = 0
  }

  private addWeighted(value: number, weight: number): void {
    if (!(value >= 0 && value <= LARGEST)) throw new RangeError(`sketch value ${value} is not in 0 … ${LARGEST}`)
    if (!(weight >= 1 && weight <= LARGEST_WEIGHT && Number.isInteger(weight)))
      throw new RangeError(`sketch weight ${weight} is not an integer in 1 … ${LARGEST_WEIGHT}`)
    const parts = Math.floor(value * UNIT_PARTS + 0.5)
    this.sumParts += parts * weight
    this.squares.add(parts, weight)
    if (parts < this.minParts) this.minParts = parts
    if (parts > this.maxParts) this.maxParts = parts
    if (value < SMALLEST) this.addZeros(weight)
    else this.addBucket(fineBucket(value) >> (FINE - this.resolution), weight)
  }

  /** Adds all of `other`, which stays as it is. The result is as coarse as the coarser of both. */
  merge(other: Sketch): void {
    if (other.resolution < this.resolution) this.coarsen()
    const shift = other.resolution - this.resolution
    other.forEachBucket((bucket, count) => {
      this.addBucket(bucket >> shift, count)
    })
    this.addZeros(other.zeros)
    this.sumParts += other.sumParts
    this.squares.merge(other.squares)
    this.minParts = Math.min(this.minParts, other.minParts)
    this.maxParts = Math.max(this.maxParts, other.maxParts)
  }

  /** @param q 0 … 1; @returns the value of rank ceil(q·count), approximately */
  quantile(q: number): number {
    this.settle()
    if (this.total === 0) return Number.NaN
    const rank = Math.max(1, Math.ceil(Math.min(1, q) * this.total))
    if (rank <= this.zeros) return this.min
    this.openWindow()
    let seen = this.zeros
    for (let index = 0; index < this.window.length; index++) {
      seen += this.window[index] as number
      if (seen >= rank) return this.withinExtremes(bucketValue(this.first + index, this.resolution))
    }
    return this.max
  }

  /** How many values are at most `limit`: those of buckets whose value is. */
  countUpTo(limit: number): number {
    if (!(limit >= SMALLEST)) return limit >= 0 ? this.zeros : 0
    this.settle()
    const last = fineBucket(limit) >> (FINE - this.resolution)
    const through = bucketValue(last, this.resolution) <= limit ? last : last - 1
    this.openWindow()
    let seen = this.zeros
    for (let index = Math.min(this.window.length - 1, through - this.first); index >= 0; index--)
      seen += this.window[index] as number
    return seen
  }

  /** Calls with the buckets that are not empty, ascending. */
  forEachBucket(visit: (bucket: number, count: number) => void): void {
    this.settle()
    if (this.listed.length > 0) {
      visitRuns(this.listed, visit)
      return
    }
    for (let index = 0; index < this.window.length; index++) {
      const count = this.window[index] as number
      if (count > 0) visit(this.first + index, count)
    }
  }

  /** One window for all of [from, to], which are to follow: a window is dearer than what lies in it. */
  makeRoom(from: number, to: number): void {
    this.openWindow()
    if (this.window.length === 0) {
      this.first = from
      this.window = new Float64Array(to - from + 1)
      return
    }
    if (from < this.first) this.growTo(from)
    if (to >= this.first + this.window.length) this.growTo(to)
  }

  /** @param bucket at this sketch's resolution */
  addBucket(bucket: number, count: number): void {
    this.openWindow()
    if (bucket < this.first || bucket >= this.first + this.window.length) this.growTo(bucket)
    const index = bucket - this.first
    this.window[index] = (this.window[index] as number) + count
    this.total += count
  }

  addZeros(count: number): void {
    this.zeros += count
    this.total += count
  }

  /** To the stored resolution: two fine buckets become one, exactly. */
  coarsen(): void {
    if (this.resolution === STORED) return
    this.settle()
    this.openWindow()
    if (this.window.length === 0) {
      this.resolution = STORED
      return
    }
    const from = this.first >> 1
    const to = (this.first + this.window.length) >> 1
    const coarse = new Float64Array(to - from + 1)
    this.forEachBucket((bucket, count) => {
      coarse[(bucket >> 1) - from] = (coarse[(bucket >> 1) - from] as number) + count
    })
    this.first = from
    this.window = coarse
    this.resolution = STORED
  }

  private withinExtremes(value: number): number {
    return Math.min(this.max, Math.max(this.min, value))
  }

  /** Moves listed values into a window that holds all of them. */
  private openWindow(): void {
    if (this.listed.length === 0) return
    const { listed } = this
    this.listed = []
    let [from, to] = [listed[0] as number, listed[0] as number]
    for (const bucket of listed) {
      if (bucket < from) from = bucket
      else if (bucket > to) to = bucket
    }
    this.first = Math.max(0, from - SLACK)
    this.window = new Float64Array(to + SLACK - this.first + 1)
    for (const bucket of listed) this.window[bucket - this.first] = (this.window[bucket - this.first] as number) + 1
  }

  private growTo(bucket: number): void {
    const empty = this.window.length === 0
    const room = Math.max(SLACK, this.window.length >> 1)
    const from = Math.max(0, empty ? bucket - SLACK : bucket < this.first ? bucket - room : this.first)
    const last = this.first + this.window.length - 1
    const to = empty ? bucket + SLACK : bucket > last ? bucket + room : last
    const grown = new Float64Array(to - from + 1)
    if (!empty) grown.set(this.window, this.first - from)
    this.first = from
    this.window = grown
  }
}

function visitRuns(buckets: number[], visit: (bucket: number, count: number) => void): void {
  const sorted = Uint32Array.from(buckets).sort()
  for (let index = 0, next = 0; index < sorted.length; index = next) {
    const bucket = sorted[index] as number
    while (next < sorted.length && sorted[next] === bucket) next++
    visit(bucket, next - index)
  }
}

/** @returns one sketch of all; the parts stay as they are */
export function mergeSketches(parts: Iterable<Sketch>): Sketch {
  const all = new Sketch()
  for (const part of parts) all.merge(part)
  return all
}

import { decodeBase64 } from './base64'
import { FINE, fineBucket, SMALLEST, STORED } from './buckets'
import { ByteReader, ByteWriter, LONGEST, putVarint } from './bytes'
import { SQUARES_BASE } from './exactSquares'
import { LARGEST, Sketch, UNIT_PARTS } from './sketch'

export type DecodedSketch =
  | { ok: true; value: Sketch }
  | { ok: false; error: { code: 'malformed_sketch'; message: string } }

const VERSION = 1
/** Distances up to this share a byte with the count. */
const NEAR_BITS = 3
const NEAR = 2 ** NEAR_BITS - 1
const SHORT = 2 ** 31
const BUCKETS = 41 << STORED
/**
 * Phones may claim more than a number holds: such a sum is told as the largest, and stays it however it is merged. Written
 * as it is it could not be read again, and one phone would stop the rollups of every store.
 */
const LARGEST_SUM = Number.MAX_SAFE_INTEGER

/** One for all: a fold encodes a sketch for every row. */
const writer = new ByteWriter()

/** What a sketch has beside its buckets; squares carried. */
export interface SketchSums {
  readonly zeros: number
  readonly sumParts: number
  readonly minParts: number
  readonly maxParts: number
  readonly squares: { readonly high: number; readonly low: number }
}

/** Base64 of: version, zeros, extremes, sums, then a number a bucket: (count − 1)·8 + distance to the last one. */
export function encodeSketch(sketch: Sketch): string {
  if (sketch.count === 0) return encodeEmpty(sketch.zeros)
  sketch.squares.carry()
  writeSums(sketch)
  writeBuckets(sketch)
  return writer.takeText()
}

/**
 * The same of buckets at the stored resolution that lie in a window, of a sketch that is not empty. They are zero
 * afterwards: the window is for the next one.
 * @param offset of bucket 0; @param from and @param end bound the buckets that may have any: [from, end)
 */
export function takeBuckets(sums: SketchSums, window: Uint32Array, offset: number, from: number, end: number): string {
  writeSums(sums)
  const filled = takeFilled(window, offset + from, offset + end)
  const bytes = writer.room(filled * 2 * LONGEST)
  let at = writer.length
  let next = offset
  for (let index = 0; index < filled; index++) {
    const place = places[index] as number
    at = putBucket(bytes, at, place - next, window[place] as number)
    window[place] = 0
    next = place + 1
  }
  writer.length = at
  return writer.takeText()
}

/** Where a window has any. */
const places = new Uint32Array(BUCKETS)

/**
 * Which buckets have any is as good as random: asking each is a wrong guess of the processor every other time.
 * @returns how many; which they are is in `places`
 */
function takeFilled(window: Uint32Array, from: number, end: number): number {
  let filled = 0
  for (let at = from; at < end; at++) {
    places[filled] = at
    // 1 for any from 1 to 2^31, 0 for 0
    filled += (0 - (window[at] as number)) >>> 31
  }
  return filled
}

function encodeEmpty(zeros: number): string {
  writer.byte(VERSION)
  writer.varint(zeros)
  return writer.takeText()
}

function writeSums({ zeros, minParts, maxParts, sumParts, squares }: SketchSums): void {
  writer.byte(VERSION)
  writer.varint(zeros)
  writer.varint(minParts)
  writer.varint(maxParts - minParts)
  writer.varint(Math.min(sumParts, LARGEST_SUM))
  writer.varint(Math.min(squares.high, LARGEST_SUM))
  writer.varint(squares.low)
}

/** @param distance buckets left out since the one before; @returns where the next one goes */
function putBucket(bytes: Uint8Array, at: number, distance: number, events: number): number {
  const near = Math.min(distance, NEAR)
  const word = (events - 1) * (NEAR + 1) + near
  let to = at
  if (word < 128) bytes[to++] = word
  else to = putVarint(bytes, to, word)
  return near < NEAR ? to : putVarint(bytes, to, distance - NEAR)
}

/** Garbage, another version or a cut text gives an error value. */
export function decodeSketch(text: string): DecodedSketch {
  const sketch = new Sketch()
  sketch.coarsen()
  const why = addEncoded(text, sketch)
  return why === null ? { ok: true, value: sketch } : { ok: false, error: { code: 'malformed_sketch', message: why } }
}

/**
 * Merges an encoded sketch into one at the stored resolution, without making a sketch of it first: a chart merges
 * thousands.
 * @returns why the text cannot be read, and then the target is spoilt; null when it was
 */
export function addEncoded(text: string, target: Sketch): string | null {
  const bytes = decodeBase64(text)
  if (bytes === null) return 'not base64'
  const reader = new ByteReader(bytes)
  if (reader.byte() !== VERSION) return 'unknown version'
  const zeros = reader.varint()
  if (reader.done) {
    target.addZeros(zeros)
    return reader.failed ? CUT : null
  }
  const minParts = reader.varint()
  const maxParts = minParts + reader.varint()
  const sumParts = reader.varint()
  const squares = { high: reader.varint(), low: reader.varint() }
  const sums = { zeros, minParts, maxParts, sumParts, squares }
  const before = target.count
  addSums(sums, target)
  readBuckets(reader, target)
  return reader.failed || !plausible(sums, target.count - before) ? CUT : null
}

const CUT = 'cut or inconsistent'

/** All but the buckets, which are to follow: one window for them, rather than one that grows bucket by bucket. */
function addSums({ zeros, sumParts, minParts, maxParts, squares }: SketchSums, target: Sketch): void {
  target.addZeros(zeros)
  target.sumParts += sumParts
  target.squares.high += squares.high
  target.squares.low += squares.low
  target.squares.carry()
  target.minParts = Math.min(target.minParts, minParts)
  target.maxParts = Math.max(target.maxParts, maxParts)
  target.makeRoom(storedBucket(minParts), storedBucket(maxParts))
}

const storedBucket = (parts: number): number =>
  fineBucket(Math.min(LARGEST, Math.max(SMALLEST, parts / UNIT_PARTS))) >> (FINE - STORED)

/** Two neighbours of the fine resolution are one stored bucket. */
function writeBuckets(sketch: Sketch): void {
  const shift = sketch.resolution - STORED
  let last = -1
  let open = -1
  let events = 0
  const close = (): void => {
    if (open < 0) return
    writer.length = putBucket(writer.room(2 * LONGEST), writer.length, open - last - 1, events)
    last = open
  }
  sketch.forEachBucket((bucket, count) => {
    const stored = bucket >> shift
    if (stored === open) {
      events += count
      return
    }
    close()
    open = stored
    events = count
  })
  close()
}

function readBuckets(reader: ByteReader, sketch: Sketch): void {
  let last = -1
  while (!reader.done && !reader.failed) {
    const word = reader.varint()
    // whole numbers of 31 bits, as nearly all are, take a fraction of the time
    const isShort = word < SHORT
    const near = isShort ? word & NEAR : word % (NEAR + 1)
    last += 1 + near + (near === NEAR ? reader.varint() : 0)
    if (last >= BUCKETS) reader.failed = true
    if (reader.failed) return
    sketch.addBucket(last, (isShort ? word >> NEAR_BITS : Math.floor(word / (NEAR + 1))) + 1)
  }
}

/** An untrusted text may be well-formed and still impossible. */
function plausible({ minParts, maxParts, sumParts, squares }: SketchSums, count: number): boolean {
  if (count === 0) return sumParts === 0
  return (
    Number.isFinite(minParts) &&
    Number.isSafeInteger(count) &&
    maxParts <= LARGEST * UNIT_PARTS &&
    squares.low < SQUARES_BASE &&
    sumParts >= maxParts
  )
}

import { directed } from '../keys/indexKeys'

/** A place between keys: before or after everything that starts with these bytes. */
export type Bound = { key: Buffer; after: boolean }

export type KeyRange = { from: Bound; to: Bound }

/** Bounds as SQL compares them: from inclusive, before exclusive. */
export type ByteRange = { from: Buffer; before: Buffer }

const BEYOND = Buffer.from([0xff])

export function pointRange(key: Buffer): KeyRange {
  return { from: { key, after: false }, to: { key, after: true } }
}

export function isPoint(range: KeyRange): boolean {
  return !range.from.after && range.to.after && range.from.key.equals(range.to.key)
}

/** No key starts with 0xff, so a prefix followed by it comes after all that share the prefix. */
function boundBytes(bound: Bound, prefix: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat(bound.after ? [prefix, bound.key, BEYOND] : [prefix, bound.key])
}

export function byteRange(range: KeyRange, prefix: Buffer): ByteRange {
  return { from: boundBytes(range.from, prefix), before: boundBytes(range.to, prefix) }
}

export function prefixRange(prefix: Buffer): ByteRange {
  return { from: prefix, before: Buffer.concat([prefix, BEYOND]) }
}

/** The range as a field of that direction stores it. */
export function directedRange(range: KeyRange, direction: 1 | -1): KeyRange {
  return direction === 1 ? range : { from: mirrored(range.to), to: mirrored(range.from) }
}

/** What lies in a range of both lists, in order. */
export function intersect(a: KeyRange[], b: KeyRange[]): KeyRange[] {
  const both: KeyRange[] = []
  for (const x of a) {
    for (const y of b) {
      const from = compareBounds(x.from, y.from) >= 0 ? x.from : y.from
      const to = compareBounds(x.to, y.to) <= 0 ? x.to : y.to
      if (compareBounds(from, to) < 0) both.push({ from, to })
    }
  }
  return both
}

/** In order and without repetition; the ranges of one condition are points or one stretch. */
export function inOrder(ranges: KeyRange[]): KeyRange[] {
  const sorted = [...ranges].sort((a, b) => compareBounds(a.from, b.from))
  return sorted.filter((range, i) => i === 0 || compareBounds((sorted[i - 1] as KeyRange).from, range.from) !== 0)
}

/** @param ranges in order */
export function areApart(ranges: readonly KeyRange[]): boolean {
  return ranges.every((range, i) => i === 0 || compareBounds((ranges[i - 1] as KeyRange).to, range.from) <= 0)
}

function mirrored(bound: Bound): Bound {
  return { key: directed(bound.key, -1), after: !bound.after }
}

function compareBounds(a: Bound, b: Bound): number {
  return Buffer.compare(boundBytes(a), boundBytes(b))
}

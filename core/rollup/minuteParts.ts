import type { MinuteDocument, SeriesColumns, StoreMinute } from '../documents/minute'
import { jsonBytes } from '../ingest/jsonBytes'
import { emptyDims } from './dims/dimsCells'
import type { DimsColumns, MinuteDims, SpreadColumns } from './dims/storedDims'
import { emptyColumns } from './seriesColumns'

/** DESIGN §4: a document over 512 KB is split; some room is left for the parts' own fields. */
const PART_BYTES = 480 * 1024

type Head = Pick<MinuteDocument, 'shard' | 'minute' | 'batches'>

const minuteId = (shard: string, minute: number, part: number): string =>
  part === 0 ? `${shard}:${minute}` : `${shard}:${minute}:${part}`

/** What a store has in a minute. */
export interface StoreFold {
  store: string
  own: StoreMinute
  /** null: nothing of it is broken down */
  dims: MinuteDims | null
}

type Content = Pick<MinuteDocument, 'stores' | 'dims'>

/**
 * Lays out stores in their order; a store that does not fit goes on in the next part, its totals in its first. The
 * breakdowns of all stores come after their series.
 */
export function splitMinute(head: Head, folds: readonly StoreFold[], limit = PART_BYTES): MinuteDocument[] {
  if (atMostBytes(folds) <= limit) return toParts(head, [wholeContent(folds)])
  const parts: Content[] = [{ stores: {} }]
  let bytes = 0
  /** @returns whether the row goes into a new part */
  const turn = (size: number): boolean => {
    const full = bytes > 0 && bytes + size > limit
    if (full) parts.push({ stores: {} })
    bytes = full ? size : bytes + size
    return full
  }
  for (const { store, own } of folds) {
    let piece: StoreMinute = { ...own, series: emptyColumns() }
    const place = () => {
      lastOf(parts).stores[store] = piece
    }
    place()
    for (let row = 0; row < own.series.m.length; row++) {
      if (turn(rowBytes(own.series, SERIES, row))) {
        piece = { series: emptyColumns(), dropped: [], batches: 0 }
        place()
      }
      copyRow(own.series, SERIES, row, piece.series)
    }
  }
  for (const { store, dims } of folds) {
    if (dims === null) continue
    let piece: MinuteDims = { ...dims, rows: emptyDims() }
    const place = () => {
      const last = lastOf(parts)
      last.dims = { ...last.dims, [store]: piece }
    }
    turn(jsonBytes(dims.spread))
    place()
    for (let row = 0; row < dims.rows.m.length; row++) {
      if (turn(rowBytes(dims.rows, DIMS, row))) {
        piece = { rows: emptyDims() }
        place()
      }
      copyRow(dims.rows, DIMS, row, piece.rows)
    }
  }
  return toParts(head, parts)
}

const lastOf = <T>(parts: readonly T[]): T => parts[parts.length - 1] as T

function wholeContent(folds: readonly StoreFold[]): Content {
  const stores = Object.fromEntries(folds.map(({ store, own }) => [store, own]))
  const dims = folds.flatMap(({ store, dims }): [string, MinuteDims][] => (dims === null ? [] : [[store, dims]]))
  return dims.length === 0 ? { stores } : { stores, dims: Object.fromEntries(dims) }
}

const toParts = (head: Head, parts: Content[]): MinuteDocument[] =>
  parts.map((content, part) => ({
    _id: minuteId(head.shard, head.minute, part),
    ...head,
    part,
    parts: parts.length,
    sealed: false,
    codec: 1,
    ...content,
  }))

/** Bytes of one row without its texts, counts and users: small numbers, quotes, brackets and commas. */
const ROW_BYTES = 60
const COUNT_BYTES = 17
/** A character of JSON in UTF-8: an escape is six bytes. */
const CHARACTER_BYTES = 6
const USER_BYTES = 32

/** No less than the rows' own bytes, without writing them out: most minutes are far under the limit. */
function atMostBytes(folds: readonly StoreFold[]): number {
  let bytes = 0
  for (const { own, dims } of folds) {
    const { l, c, k, f, u } = own.series
    for (let row = 0; row < l.length; row++) {
      const users = (f[row] as string[]).length + (u[row] as string[]).length
      bytes += rowAtMost(l[row] as string, c[row] as number[], k[row] as string) + users * USER_BYTES
    }
    if (dims === null) continue
    const { rows } = dims
    for (let row = 0; row < rows.v.length; row++)
      bytes += rowAtMost(rows.v[row] as string, rows.c[row] as number[], rows.k[row] as string)
    bytes += spreadBytes(dims.spread)
  }
  return bytes
}

const rowAtMost = (text: string, counts: readonly number[], sketch: string): number =>
  ROW_BYTES + text.length * CHARACTER_BYTES + counts.length * COUNT_BYTES + sketch.length

function spreadBytes(spread: SpreadColumns | undefined): number {
  if (spread === undefined) return 0
  const { names, values, i, d, v, n, s, q } = spread
  const texts =
    names.reduce((sum, [, label]) => sum + label.length, 0) + values.reduce((sum, value) => sum + value.length, 0)
  const columns = i.length + d.length + v.length + n.length + s.length + q.length
  return ROW_BYTES * (names.length + 2) + texts * CHARACTER_BYTES + values.length * 3 + columns
}

/**
 * Of what is stored, only minutes whose parts are all there and of one fold. A worker may have been killed between two
 * parts: the minute is then not yet there.
 */
export function wholeMinutes(documents: readonly MinuteDocument[]): MinuteDocument[] {
  const byMinute = new Map<string, MinuteDocument[]>()
  for (const document of documents) {
    const minute = minuteId(document.shard, document.minute, 0)
    const known = byMinute.get(minute)
    if (known === undefined) byMinute.set(minute, [document])
    else known.push(document)
  }
  return [...byMinute.values()].flatMap((found) => {
    const first = found.find(({ part }) => part === 0)
    const own = found.filter(({ part, batches }) => part < (first?.parts ?? 0) && batches === first?.batches)
    return own.length === first?.parts ? own.sort((a, b) => a.part - b.part) : []
  })
}

const SERIES = ['m', 'l', 'e', 'c', 'k', 'f', 'u'] as const satisfies (keyof SeriesColumns)[]
const DIMS = ['m', 'd', 'v', 'e', 'c', 'k'] as const satisfies (keyof DimsColumns)[]

type Table<C extends string> = Record<C, unknown[]>

const rowBytes = <C extends string>(table: Table<C>, columns: readonly C[], row: number): number =>
  jsonBytes(columns.map((column) => table[column][row])) + columns.length

function copyRow<C extends string>(from: Table<C>, columns: readonly C[], row: number, to: Table<C>): void {
  for (const column of columns) to[column].push(from[column][row])
}

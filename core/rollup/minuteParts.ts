import type { MinuteDocument, SeriesColumns, StoreMinute } from '../documents'
import { jsonBytes } from '../ingest/jsonBytes'
import { emptyColumns } from './seriesColumns'

/** DESIGN §4: a document over 512 KB is split; some room is left for the parts' own fields. */
export const PART_BYTES = 480 * 1024

type Head = Pick<MinuteDocument, 'shard' | 'minute' | 'batches'>

export const minuteId = (shard: string, minute: number, part: number): string =>
  part === 0 ? `${shard}:${minute}` : `${shard}:${minute}:${part}`

/** Lays out stores in their order; a store that does not fit goes on in the next part, its totals in its first. */
export function splitMinute(
  head: Head,
  stores: readonly [string, StoreMinute][],
  limit = PART_BYTES,
): MinuteDocument[] {
  if (atMostBytes(stores) <= limit) return toParts(head, [Object.fromEntries(stores)])
  const parts: Record<string, StoreMinute>[] = [{}]
  let bytes = 0
  for (const [store, folded] of stores) {
    let piece = openPiece(folded)
    const place = () => {
      ;(parts[parts.length - 1] as Record<string, StoreMinute>)[store] = piece
    }
    place()
    for (let row = 0; row < folded.series.m.length; row++) {
      const size = rowBytes(folded.series, row)
      if (bytes > 0 && bytes + size > limit) {
        parts.push({})
        piece = { series: emptyColumns(), dropped: [], batches: 0 }
        place()
        bytes = 0
      }
      copyRow(folded.series, row, piece.series)
      bytes += size
    }
  }
  return toParts(head, parts)
}

const toParts = (head: Head, parts: Record<string, StoreMinute>[]): MinuteDocument[] =>
  parts.map((content, part) => ({
    _id: minuteId(head.shard, head.minute, part),
    ...head,
    part,
    parts: parts.length,
    sealed: false,
    codec: 1,
    stores: content,
  }))

/** Bytes of one row without its texts and users: seven columns of small numbers with their commas. */
const ROW_BYTES = 200
/** A character of JSON in UTF-8: an escape is six bytes. */
const CHARACTER_BYTES = 6
const USER_BYTES = 32

/** No less than the rows' own bytes, without writing them out: most minutes are far under the limit. */
function atMostBytes(stores: readonly [string, StoreMinute][]): number {
  let bytes = 0
  for (const [, { series }] of stores)
    for (let row = 0; row < series.m.length; row++) {
      const users = (series.f[row] as string[]).length + (series.u[row] as string[]).length
      const label = (series.l[row] as string).length * CHARACTER_BYTES
      bytes += ROW_BYTES + label + (series.k[row] as string).length + users * USER_BYTES
    }
  return bytes
}

/**
 * Of what is stored, only minutes whose parts are all there and of one fold. A worker may have been killed between two
 * parts: the minute is then not yet there.
 */
export function wholeMinutes(documents: readonly MinuteDocument[]): MinuteDocument[] {
  const byMinute = new Map<number, MinuteDocument[]>()
  for (const document of documents) byMinute.set(document.minute, [...(byMinute.get(document.minute) ?? []), document])
  return [...byMinute.values()].flatMap((found) => {
    const first = found.find(({ part }) => part === 0)
    const own = found.filter(({ part, batches }) => part < (first?.parts ?? 0) && batches === first?.batches)
    return own.length === first?.parts ? own.sort((a, b) => a.part - b.part) : []
  })
}

const openPiece = (folded: StoreMinute): StoreMinute => ({ ...folded, series: emptyColumns() })

const COLUMNS = ['m', 'l', 'e', 'c', 'k', 'f', 'u'] as const

const rowBytes = (series: SeriesColumns, row: number): number =>
  jsonBytes(COLUMNS.map((column) => series[column][row])) + COLUMNS.length

function copyRow(from: SeriesColumns, row: number, to: SeriesColumns): void {
  for (const column of COLUMNS) (to[column] as unknown[]).push(from[column][row])
}

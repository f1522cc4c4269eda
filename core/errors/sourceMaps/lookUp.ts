import type { BuiltPlace, SourceMapIndexDocument, SourceMapPartDocument } from './documents'
import { partId } from './documents'
import { numbersOf } from './vlq'

/** Where something was written: lines and columns from 0 on. */
export interface Origin {
  source: string
  line: number
  column: number
  /** what it was called there, where the map knows */
  name: string | null
}

/** WeChat's own map, the framework's under it, a compiler's under that. */
export const MOST_LAYERS = 4

/**
 * Which of a release's files is meant. Paths agree if one ends with the other, whole folders at a time: hosts put
 * something of their own before them. Of several files the longest is meant.
 */
export const fileNamed = <T extends { file: string }>(files: readonly T[], file: string): T | undefined =>
  files
    .filter((known) => endsWith(file, known.file) || endsWith(known.file, file))
    .sort((a, b) => b.file.length - a.file.length)[0]

/** Which part of a release's maps covers this place. */
export function partOf(index: SourceMapIndexDocument, file: string, place: BuiltPlace): string | null {
  const best = fileNamed(index.files, file)
  if (best === undefined) return null
  const part = best.from.findLastIndex((from) => !isBefore(place, from))
  return part < 0 ? null : partId(index.release, best.file, part)
}

/** The last entry at or before the place, on its line. Read from the front: once for a line of a stack. */
export function originIn(part: SourceMapPartDocument, [line, column]: BuiltPlace): Origin | null {
  const sum = [0, 0, 0, 0, 0]
  let found: Origin | null = null
  part.mappings.split(';', line - part.line + 1).forEach((text, n) => {
    sum[0] = 0
    if (text === '') return
    for (const segment of text.split(',')) {
      const numbers = numbersOf(segment)
      numbers.forEach((number, at) => {
        sum[at] = (sum[at] ?? 0) + number
      })
      if (part.line + n < line) continue
      if ((sum[0] ?? 0) > column) return
      const source = numbers.length > 3 ? part.sources[sum[1] ?? -1] : undefined
      const name = numbers.length > 4 ? (part.names[sum[4] ?? -1] ?? null) : null
      found = source === undefined ? null : { source, line: sum[2] ?? 0, column: sum[3] ?? 0, name }
    }
  })
  return found
}

const isBefore = (a: BuiltPlace, b: BuiltPlace): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])

const endsWith = (path: string, end: string): boolean => path === end || path.endsWith(`/${end}`)

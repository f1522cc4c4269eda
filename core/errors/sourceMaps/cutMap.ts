import type { DecodedMap, Segment } from './decodedMap'
import { type BuiltPlace, indexId, partId, type SourceMapIndexDocument, type SourceMapPartDocument } from './documents'
import { throughLayers } from './throughLayers'
import { vlq } from './vlq'

/** Characters of the mappings of one part: with its names well under what a document may weigh (DESIGN §4). */
const PART_LENGTH = 250_000

/** The documents of all maps of a release. A pure function of the maps: a second deployment writes the same. */
export function mapDocuments(
  release: string,
  maps: readonly DecodedMap[],
): { index: SourceMapIndexDocument; parts: SourceMapPartDocument[] } {
  const index: SourceMapIndexDocument = { _id: indexId(release), release, files: [], through: true }
  const parts: SourceMapPartDocument[] = []
  for (const map of throughLayers(maps)) {
    const cut = cutMap(map)
    index.files.push({ file: map.file, from: cut.map(({ from }) => from) })
    cut.forEach(({ from, ...part }, n) => {
      parts.push({ _id: partId(release, map.file, n), release, line: from[0], ...part })
    })
  }
  return { index, parts }
}

type CutPart = Omit<SourceMapPartDocument, '_id' | 'release' | 'line'> & { from: BuiltPlace }

/** What has no source is kept as a gap, so that nothing before it is taken for it. */
export function cutMap({ sources, names, lines }: DecodedMap, length = PART_LENGTH): CutPart[] {
  const parts: CutPart[] = []
  let open: OpenPart | undefined
  lines.forEach((segments, line) => {
    for (const segment of segments) {
      const source = segment.length > 3 ? sources[segment[1] as number] : null
      if (source === null && (open?.isGap ?? true)) continue
      if (open === undefined || open.text.length > length) {
        if (open !== undefined) parts.push(open.finish())
        open = openPart(line, segment[0] as number)
      }
      open.add(line, segment, source ?? null, names[segment[4] ?? -1] ?? null)
    }
  })
  if (open !== undefined) parts.push(open.finish())
  return parts
}

interface OpenPart {
  text: string
  /** the last segment had no source */
  isGap: boolean
  add(line: number, segment: Segment, source: string | null, name: string | null): void
  finish(): CutPart
}

function openPart(firstLine: number, firstColumn: number): OpenPart {
  const sources = new Map<string, number>()
  const names = new Map<string, number>()
  const indexOf = (all: Map<string, number>, word: string) => {
    if (!all.has(word)) all.set(word, all.size)
    return all.get(word) as number
  }
  let [line, column, source, sourceLine, sourceColumn, name] = [firstLine, 0, 0, 0, 0, 0]
  const part: OpenPart = {
    text: '',
    isGap: true,
    add(toLine, segment, sourceName, word) {
      if (toLine > line) {
        part.text += ';'.repeat(toLine - line)
        ;[line, column] = [toLine, 0]
      } else if (part.text !== '') part.text += ','
      part.text += vlq((segment[0] as number) - column)
      column = segment[0] as number
      part.isGap = sourceName === null
      if (sourceName === null) return
      const [to, toSourceLine, toSourceColumn] = [indexOf(sources, sourceName), segment[2] ?? 0, segment[3] ?? 0]
      part.text += vlq(to - source) + vlq(toSourceLine - sourceLine) + vlq(toSourceColumn - sourceColumn)
      ;[source, sourceLine, sourceColumn] = [to, toSourceLine, toSourceColumn]
      if (word === null) return
      part.text += vlq(indexOf(names, word) - name)
      name = indexOf(names, word)
    },
    finish: () => ({
      from: [firstLine, firstColumn],
      sources: [...sources.keys()],
      names: [...names.keys()],
      mappings: part.text,
    }),
  }
  return part
}

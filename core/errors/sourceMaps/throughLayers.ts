import type { DecodedMap, Segment } from './decodedMap'
import { fileNamed, MOST_LAYERS } from './lookUp'

/** Where something was written, as a decoded map tells it. */
interface Written {
  source: string
  line: number
  column: number
  name: string | null
}

/**
 * Maps of which each leads through those that lie under it: WeChat's own map, the framework's under it, a compiler's under
 * that are followed once, at the deployment, so that whoever reads a stack needs one read and not one a layer.
 */
export function throughLayers(maps: readonly DecodedMap[]): DecodedMap[] {
  const below = new Map<string, DecodedMap | undefined>()
  const mapOf = (file: string): DecodedMap | undefined => {
    if (!below.has(file)) below.set(file, fileNamed(maps, file))
    return below.get(file)
  }
  return maps.map((map) => {
    const sources = numbered()
    const names = numbered()
    const lines = map.lines.map((segments) =>
      segments.map((segment): Segment => {
        const first = writtenAt(map, segment)
        if (first === null) return [segment[0] as number]
        const { source, line, column, name } = lastOf(first, map.file, mapOf)
        const place = [segment[0] as number, sources.of(source), line, column]
        return name === null ? place : [...place, names.of(name)]
      }),
    )
    return { file: map.file, sources: sources.all(), names: names.all(), lines }
  })
}

/** Down as far as maps lead; a name of above holds where none is told below. */
function lastOf(first: Written, built: string, mapOf: (file: string) => DecodedMap | undefined): Written {
  let [file, found] = [built, first]
  for (let layer = 1; layer < MOST_LAYERS && found.source !== file; layer++) {
    const map = mapOf(found.source)
    const segment = map?.lines[found.line]?.findLast(([column = 0]) => column <= found.column)
    const next = map === undefined || segment === undefined ? null : writtenAt(map, segment)
    if (next === null) break
    file = found.source
    found = { ...next, name: next.name ?? found.name }
  }
  return found
}

function writtenAt(
  { sources, names }: DecodedMap,
  [, source, line = 0, column = 0, name = -1]: Segment,
): Written | null {
  const from = source === undefined ? null : (sources[source] ?? null)
  return from === null ? null : { source: from, line, column, name: names[name] ?? null }
}

/** Words in the order in which they were first asked for. */
function numbered(): { of(word: string): number; all(): string[] } {
  const known = new Map<string, number>()
  return {
    of: (word) => {
      const number = known.get(word) ?? known.size
      known.set(word, number)
      return number
    },
    all: () => [...known.keys()],
  }
}

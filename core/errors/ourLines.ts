import type { BuiltPlace, SourceMapIndexDocument, SourceMapPartDocument } from './sourceMaps/documents'
import { MOST_LAYERS, type Origin, originIn, partOf } from './sourceMaps/lookUp'

/** `at submit (https://usr/app-service.js:1:20)`, `submit@app-service.js:1:20`, with anything before the file. */
const POSITION = /((?:[a-z]+:\/\/[^/\s]*\/)?(?:appservice\/)?)([^\s()@:]+\.js)(?:\? \[sm\])?:(\d+)(?::(\d+))?/i

/** Where maps are found. */
export interface KeptMaps {
  /** null: none of this release */
  index(release: string): Promise<SourceMapIndexDocument | null>
  /** those that are there, in no order */
  parts(ids: string[]): Promise<SourceMapPartDocument[]>
}

/** A line of a stack: its text without the position, and where that is now. */
interface Frame {
  before: string
  after: string
  file: string
  place: BuiltPlace
  origin: Origin | null
}

/**
 * A stack of a phone with the places of our own sources: WeChat's map first, the framework's under it. Lines that no
 * map knows stay as they are. One read; of a deployment that kept its layers apart, one a layer.
 * @returns null if no map was kept for this release: then the stack is all there is
 */
export async function ourLines(maps: KeptMaps, release: string, stack: string): Promise<string | null> {
  const index = await maps.index(release)
  if (index === null) return null
  const lines = stack.split('\n').map((line) => frameOf(line) ?? line)
  let moving = lines.filter((line) => typeof line !== 'string')
  const layers = index.through === true ? 1 : MOST_LAYERS
  for (let layer = 0; layer < layers && moving.length > 0; layer++) {
    const wanted = moving.map((frame) => partOf(index, frame.file, frame.place))
    const ids = [...new Set(wanted)].filter((id) => id !== null)
    if (ids.length === 0) break
    const parts = new Map((await maps.parts(ids)).map((part) => [part._id, part]))
    moving = moving.filter((frame, n) => {
      const part = parts.get(wanted[n] ?? '')
      return part !== undefined && follow(frame, originIn(part, frame.place))
    })
  }
  return lines.map((line) => (typeof line === 'string' ? line : textOf(line))).join('\n')
}

/** @returns whether there may be another map below */
function follow(frame: Frame, found: Origin | null): boolean {
  if (found === null) return false
  const goesOn = found.source !== frame.file
  frame.origin = { ...found, name: found.name ?? frame.origin?.name ?? null }
  frame.file = found.source
  frame.place = [found.line, found.column]
  return goesOn
}

function frameOf(line: string): Frame | null {
  const [whole, before, file, row, column] = POSITION.exec(line) ?? []
  if (whole === undefined || file === undefined) return null
  const at = line.indexOf(`${before}${file}`)
  return {
    before: line.slice(0, at),
    after: line.slice(at),
    file,
    place: [Number(row) - 1, Number(column ?? 1) - 1],
    origin: null,
  }
}

function textOf({ before, after, origin }: Frame): string {
  if (origin === null) return before + after
  const name = origin.name === null ? '' : ` [${origin.name}]`
  const place = `${origin.source}:${origin.line + 1}:${origin.column + 1}`
  return `${before}${place}${after.replace(POSITION, '')}${name}`
}

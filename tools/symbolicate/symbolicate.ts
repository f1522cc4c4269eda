import { originalPositionFor } from '@jridgewell/trace-mapping'
import type { MapStore } from './mapStore'

/** Where something stands: lines and columns from 1 on, as stacks have them. */
export interface Place {
  file: string
  line: number
  column: number
  name: string | null
}

/** The framework's map under WeChat's own, and a compiler's under that: more layers are a circle. */
const mostLayers = 5

/** `at submit (https://usr/app-service.js:1:20)`, `submit@app-service.js:1:20`, with anything before the file. */
const position = /((?:[a-z]+:\/\/[^/\s]*\/)?(?:appservice\/)?)([^\s()@:]+\.js)(?:\? \[sm\])?:(\d+)(?::(\d+))?/i

/** Follows the maps of a release from what ran on the phone to what somebody wrote. Undefined: there is no map. */
export function originOf(store: MapStore, release: string, place: Place): Place | undefined {
  let at = place
  for (let layer = 0; layer < mostLayers; layer++) {
    const map = store.mapOf(release, at.file)
    if (map === undefined) break
    const found = originalPositionFor(map, { line: at.line, column: at.column - 1 })
    if (found.source === null) break
    const next = { file: found.source, line: found.line, column: found.column + 1, name: found.name ?? at.name }
    if (next.file === at.file) return next
    at = next
  }
  return at === place ? undefined : at
}

/** A stack with the places of the sources. Lines that no map knows stay as they are. */
export const symbolicate = (store: MapStore, release: string, stack: string): string =>
  stack
    .split('\n')
    .map((line) => symbolicateLine(store, release, line))
    .join('\n')

function symbolicateLine(store: MapStore, release: string, text: string): string {
  const [whole, before, file, line, column] = position.exec(text) ?? []
  if (whole === undefined || file === undefined) return text
  const origin = originOf(store, release, { file, line: Number(line), column: Number(column ?? 1), name: null })
  if (origin === undefined) return text
  const name = origin.name === null ? '' : ` [${origin.name}]`
  const start = text.slice(0, text.indexOf(`${before}${file}`))
  return `${start}${origin.file}:${origin.line}:${origin.column}${text.slice(start.length + whole.length)}${name}`
}

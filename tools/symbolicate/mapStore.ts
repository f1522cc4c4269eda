import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { TraceMap } from '@jridgewell/trace-mapping'

/** Source maps by release, on disk: `folder/release/…` holds the maps as they lay where they came from. */
export interface MapStore {
  /** Keeps every map of a folder for a release. @returns how many there were */
  keep(release: string, from: string): number
  /** releases that have maps */
  releases(): string[]
  /** The map of a file that a stack names, or undefined. Of several the one that shares the most folders. */
  mapOf(release: string, file: string): TraceMap | undefined
}

export function openMapStore(folder: string): MapStore {
  const loaded = new Map<string, TraceMap>()
  const load = (path: string): TraceMap => {
    const known = loaded.get(path) ?? new TraceMap(readFileSync(path, 'utf8'))
    loaded.set(path, known)
    return known
  }
  return {
    keep(release, from) {
      const maps = mapsIn(from)
      for (const map of maps) {
        const place = join(placeOf(folder, release), relative(from, map))
        mkdirSync(dirname(place), { recursive: true })
        cpSync(map, place)
      }
      return maps.length
    },
    releases: () => (existsSync(folder) ? readdirSync(folder).sort() : []),
    mapOf(release, file) {
      const home = placeOf(folder, release)
      const best = mapsIn(home)
        .map((map) => ({ map, shared: sharedParts(mappedFile(relative(home, map)), file) }))
        .filter(({ shared }) => shared > 0)
        .sort((a, b) => b.shared - a.shared || a.map.length - b.map.length)[0]
      return best && load(best.map)
    },
  }
}

/** A release names a folder: nothing in it may lead out of the store. */
const placeOf = (folder: string, release: string): string =>
  join(folder, release.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_'))

const mapsIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.map'))
        .map((name) => join(folder, name))
    : []

/** WeChat's archive names the map of `app-service.js` `__APP__/app-service.map.map`; everybody else `x.js.map`. */
const mappedFile = (map: string): string =>
  map
    .split('\\')
    .join('/')
    .replace(/^(__APP__|__FULL__)\//, '')
    .replace(/(\.map)?\.map$/, '')
    .replace(/(\.js)?$/, '.js')

/** How many parts of two paths are the same, from the file's name on. */
function sharedParts(one: string, other: string): number {
  const [a, b] = [one, other].map((path) =>
    path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .reverse(),
  ) as [string[], string[]]
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared++
  return shared
}

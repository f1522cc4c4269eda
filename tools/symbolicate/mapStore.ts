import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { KeptMaps } from '../../core/errors/ourLines'
import { mapDocuments } from '../../core/errors/sourceMaps/cutMap'
import type { DecodedMap } from '../../core/errors/sourceMaps/decodedMap'
import { listFiles, writeFile } from '../files'

/** Source maps by release, on disk, one file each: what a deployment writes to its environment. */
export interface MapStore {
  /** Keeps these maps for a release, beside those of other files that it has. */
  keep(release: string, maps: readonly DecodedMap[]): void
  forget(release: string): void
  /** releases that have maps */
  releases(): string[]
  mapsOf(release: string): DecodedMap[]
}

const ending = '.json'

export function openMapStore(folder: string): MapStore {
  /** A release names a file: nothing in it may lead out of the store. */
  const file = (release: string) => join(folder, `${encodeURIComponent(release).replace(/^\./, '%2E')}${ending}`)
  const mapsOf = (release: string): DecodedMap[] =>
    existsSync(file(release)) ? JSON.parse(readFileSync(file(release), 'utf8')) : []
  return {
    mapsOf,
    keep(release, maps) {
      const others = mapsOf(release).filter((known) => !maps.some((map) => map.file === known.file))
      writeFile(file(release), JSON.stringify([...others, ...maps]))
    },
    forget: (release) => rmSync(file(release), { force: true }),
    releases: () => listFiles(folder).map((path) => decodeURIComponent(path.slice(folder.length + 1, -ending.length))),
  }
}

/** The maps of one release as an environment would have them. */
export function repositoryOf(release: string, maps: readonly DecodedMap[]): KeptMaps {
  const { index, parts } = mapDocuments(release, maps)
  return {
    index: async (asked) => (asked === release && maps.length > 0 ? index : null),
    parts: async (ids) => parts.filter(({ _id }) => ids.includes(_id)),
  }
}

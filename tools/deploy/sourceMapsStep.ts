import { createHash } from 'node:crypto'
import { mapDocuments } from '../../core/errors/sourceMaps/cutMap'
import type { DecodedMap } from '../../core/errors/sourceMaps/decodedMap'
import type { Ledger } from './ledger'
import type { Step } from './steps'

const begins = 'maps '

/** Name under which it is noted that the maps of this release are there. */
export const mapsStep = (release: string): string => begins + release

/** @returns the release, if this is such a name */
export const mapsOf = (step: string): string | undefined =>
  step.startsWith(begins) ? step.slice(begins.length) : undefined

/**
 * Writes the source maps of a release, so that the page of errors shows lines of the source. Parts come first: an index
 * that is there is whole.
 */
export function sourceMapsStep(release: string, maps: readonly DecodedMap[], ledger: Ledger): Step {
  const { index, parts } = mapDocuments(release, maps)
  const hash = createHash('sha256')
    .update(JSON.stringify([...parts, index]))
    .digest('hex')
    .slice(0, 16)
  return {
    kind: 'maps',
    name: release,
    describe: () => [`maps of ${maps.length} files`],
    isDone: () => ledger.has(mapsStep(release), hash),
    run: async (environment) => {
      for (const document of [...parts, index]) await environment.putDocument('sourceMaps', document)
      await ledger.note(mapsStep(release), hash)
      return `${maps.length} files in ${parts.length + 1} documents`
    },
  }
}

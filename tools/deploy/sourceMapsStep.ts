import { createHash } from 'node:crypto'
import { type DecodedMap, mapDocuments } from '../../core/errors/sourceMaps/cutMap'
import type { Ledger } from './ledger'
import type { Step } from './steps'

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
    isDone: () => ledger.has(`maps ${release}`, hash),
    run: async (environment) => {
      for (const document of [...parts, index]) await environment.putDocument('sourceMaps', document)
      await ledger.note(`maps ${release}`, hash)
      return `${maps.length} files in ${parts.length + 1} documents`
    },
  }
}

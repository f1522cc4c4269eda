import { type DecodedMap, mapDocuments } from '../../core/errors/sourceMaps/cutMap'
import type { Step } from './steps'

/**
 * Writes the source maps of a release, so that the page of errors shows lines of the source. Parts come first: an index
 * that is there is whole.
 */
export function sourceMapsStep(release: string, maps: readonly DecodedMap[]): Step {
  return {
    kind: 'maps',
    name: release,
    describe: () => [`maps of ${maps.length} files`],
    run: async (environment) => {
      const { index, parts } = mapDocuments(release, maps)
      for (const document of [...parts, index]) await environment.putDocument('sourceMaps', document)
      return `${maps.length} files in ${parts.length + 1} documents`
    },
  }
}

import type { IssueDocument } from '../../core/documents/issue'
import { DAY_MS } from '../../core/time/units'
import { documentsOf } from './documentsOf'
import type { Environment } from './environment'
import type { Ledger } from './ledger'
import { mapsOf, mapsStep } from './sourceMapsStep'
import type { Step } from './steps'

/** The latest releases keep their maps whatever happens: phones go on with an old version for a while. */
export const RELEASES_KEPT = 10
/** An error that was seen since is still looked at. */
const SEEN_DAYS = 90

/**
 * Removes the maps of old releases, but never of one whose errors are still seen: each release adds some megabytes.
 * @param releases of this deployment, oldest first
 * @param forget takes a release out of the store that deployments are made from, or the next one would bring it back
 */
export function oldMapsStep(
  releases: readonly string[],
  { nowMs, ledger, forget }: { nowMs: number; ledger: Ledger; forget(release: string): void },
): Step {
  const known = () => [...new Set([...ledger.steps().flatMap((step) => mapsOf(step) ?? []), ...releases])]
  return {
    kind: 'maps',
    name: 'old releases',
    describe: () => [
      `of more than ${RELEASES_KEPT} releases the older go, but for those whose errors were seen in ${SEEN_DAYS} days`,
    ],
    isDone: () => known().length <= RELEASES_KEPT,
    run: async (environment) => {
      const seen = await releasesSeen(environment, nowMs - SEEN_DAYS * DAY_MS)
      const old = known()
        .slice(0, -RELEASES_KEPT)
        .filter((release) => !seen.has(release))
      for (const release of old) {
        await environment.removeWhere('sourceMaps', { release })
        await ledger.forget(mapsStep(release))
        forget(release)
      }
      return old.length === 0 ? 'errors of all of them are still seen' : `removed ${old.join(', ')}`
    },
  }
}

/** The page of an error shows lines of the release in which it was seen first. */
async function releasesSeen(environment: Environment, sinceMs: number): Promise<Set<string>> {
  const seen = new Set<string>()
  for await (const document of documentsOf(environment, 'issues')) {
    const { lastAt, sample } = document as IssueDocument
    if (lastAt >= sinceMs) seen.add(sample.release)
  }
  return seen
}

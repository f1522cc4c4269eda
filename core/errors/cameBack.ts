import { compareReleases } from '../../contract/releaseOrder'
import type { IssueDocument, IssueMark } from '../documents/issue'
import { readSighting } from './newestSighting'

/** Phones' clocks are set right to a minute; what is seen so soon after the mark may have been before it. */
const CLOCKS_MS = 2 * 60_000

/**
 * Whether an error is there again after staff said that it is solved. Without a release that is any sighting after the
 * mark. With one, phones that still run an older release are no news: only a sighting in the release that was to bring the
 * remedy, or in a newer one, is. A release without order is judged by time alone.
 */
export function cameBack(issue: IssueDocument): boolean {
  const mark = issue.marks?.at(-1)
  if (mark?.status !== 'solved') return false
  const afterMs = mark.at + CLOCKS_MS
  if (issue.lastAt <= afterMs) return false
  if (mark.fixed === undefined || issue.newest === undefined) return true
  if ((issue.unorderedAt ?? 0) > afterMs) return true
  const newest = readSighting(issue.newest)
  return newest.at > afterMs && isRemedied(newest.release, mark.fixed)
}

/** Whether a release has the remedy, as staff said; by default it has. */
function isRemedied(release: string, fixed: NonNullable<IssueMark['fixed']>): boolean {
  const order = compareReleases(release, fixed.release)
  return order === null || order > 0 || (order === 0 && !fixed.next)
}

import type { BatchDocument } from '../documents/batch'
import type { IssueDocument } from '../documents/issue'
import { groupBy } from '../groupBy'
import { clockShiftMinutes } from '../ingest/eventTime'
import { compareText } from '../rollup/seriesTable'
import { LABELS_KEPT } from '../rollup/topLabels'
import { limitUsers } from '../rollup/userLimit'
import { MINUTE_MS } from '../time/units'
import { sightingText } from './newestSighting'

/**
 * The error groups that the batches of a minute touched, each with its first and last time and the sample of the earliest.
 * Of a store no more than a rollup keeps by name, those that most people met: an app whose errors are all different, or a
 * phone that makes them up, must not cost a write each. A pure function of the batches' set.
 */
export function issuesOf(batches: readonly BatchDocument[]): IssueDocument[] {
  return [...groupBy(batches, ({ batch }) => batch.store).values()]
    .flatMap((own) => commonest(limitUsers(own).kept))
    .sort((a, b) => compareText(a._id, b._id))
}

/** An error group, by whom it was met and how often. */
interface Met {
  issue: IssueDocument
  users: Set<string>
  times: number
}

function commonest(batches: readonly BatchDocument[]): IssueDocument[] {
  const groups = new Map<string, Met>()
  for (const document of [...batches].sort((a, b) => compareText(a._id, b._id)))
    for (const issue of sightings(document)) {
      const known = groups.get(issue._id)
      if (known === undefined) groups.set(issue._id, { issue, users: new Set([document.user]), times: 1 })
      else {
        known.issue = widen(known.issue, issue)
        known.users.add(document.user)
        known.times += 1
      }
    }
  const byCommon = (a: Met, b: Met) =>
    b.users.size - a.users.size || b.times - a.times || compareText(a.issue._id, b.issue._id)
  return [...groups.values()]
    .sort(byCommon)
    .slice(0, LABELS_KEPT)
    .map(({ issue }) => issue)
}

/** First and last as minimum and maximum: the same in any order. The sample stays that of the earliest. */
export function widen(a: IssueDocument, b: IssueDocument): IssueDocument {
  const earliest = b.firstAt < a.firstAt ? b : a
  const newest = (a.newest ?? '') > (b.newest ?? '') ? a.newest : b.newest
  const unorderedAt = Math.max(a.unorderedAt ?? 0, b.unorderedAt ?? 0)
  return {
    ...earliest,
    lastAt: Math.max(a.lastAt, b.lastAt),
    ...(newest === undefined ? {} : { newest }),
    ...(unorderedAt === 0 ? {} : { unorderedAt }),
  }
}

function sightings({ batch, receivedAt }: BatchDocument): IssueDocument[] {
  const shiftMs = clockShiftMinutes(receivedAt.getTime(), batch.sentAt) * MINUTE_MS
  return batch.errors.flatMap((report) => {
    const fingerprint = batch.dict[report.label]
    if (fingerprint === undefined) return []
    const { kind, message, stack, page } = report
    const crumbs = report.crumbs.map((crumb) => ({ ...crumb, at: batch.base + crumb.at + shiftMs }))
    const at = batch.base + report.at + shiftMs
    const { release } = batch.app
    const newest = sightingText({ release, at })
    return {
      _id: `${batch.store}:${fingerprint}`,
      store: batch.store,
      fingerprint,
      firstAt: at,
      lastAt: at,
      ...(newest === null ? { unorderedAt: at } : { newest }),
      status: 'open' as const,
      sample: { kind, message, stack, page, release, crumbs },
    }
  })
}

import type { BatchDocument } from '../documents/batch'
import type { IssueDocument } from '../documents/issue'
import { clockShiftMinutes } from '../ingest/eventTime'
import { compareText } from '../rollup/seriesTable'
import { MINUTE_MS } from '../time/units'
import { sightingText } from './newestSighting'

/**
 * The error groups that some batches touched, each with its first and last time and the sample of the earliest.
 * A pure function of the batches' set.
 */
export function issuesOf(batches: readonly BatchDocument[]): IssueDocument[] {
  const issues = new Map<string, IssueDocument>()
  for (const document of [...batches].sort((a, b) => compareText(a._id, b._id)))
    for (const seen of sightings(document)) {
      const known = issues.get(seen._id)
      issues.set(seen._id, known === undefined ? seen : widen(known, seen))
    }
  return [...issues.values()].sort((a, b) => compareText(a._id, b._id))
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

import type { Level } from '../../../../contract/health'
import type { ErrorGroup } from '../../../../contract/pages/errors'
import type { IssueDocument } from '../../../documents/issue'
import { cameBack } from '../../../errors/cameBack'
import { readSighting } from '../../../errors/newestSighting'
import type { Merged } from '../../../evidence'
import { distinctUsers } from '../distinctUsers'
import type { PageSource } from '../pageSource'

/** Distinct customers that make an error more than one phone's trouble. */
const SEVERAL = 3

/** Error groups of the range: what needs a look first, then what most people met. */
export const errorGroups = (source: PageSource): ErrorGroup[] => {
  const issues = new Map(source.documents.issues.map((issue) => [issue.fingerprint, issue]))
  return [...source.measured.byLabel('error')]
    .map(([fingerprint, merged]) => groupOf(source, fingerprint, issues.get(fingerprint), merged))
    .sort(
      (a, b) =>
        URGENCY[b.level] - URGENCY[a.level] ||
        b.users - a.users ||
        b.count - a.count ||
        (a.fingerprint < b.fingerprint ? -1 : 1),
    )
}

const URGENCY: Record<Level, number> = { crit: 3, warn: 2, none: 1, ok: 0 }

/** @param issue absent where its description has not come, or not in time: counters travel before details */
export function groupOf(
  { measured, plan }: PageSource,
  fingerprint: string,
  issue: IssueDocument | undefined,
  merged: Merged,
): ErrorGroup {
  const users = distinctUsers(merged.users)
  const marked = issue?.status ?? 'open'
  const isBack = issue !== undefined && cameBack(issue)
  const status = isBack ? 'open' : marked
  const isNew = issue !== undefined && issue.firstAt >= plan.from
  const { kind = '', message = '', page = '', release = '' } = issue?.sample ?? {}
  return {
    ...{ fingerprint, kind, message, page, release, status, isNew },
    isBack,
    newestRelease: issue?.newest === undefined ? '' : readSighting(issue.newest).release,
    fixed: issue?.marks?.at(-1)?.fixed ?? null,
    level: status !== 'open' ? 'ok' : (isNew || isBack) && users.count >= (isBack ? 1 : SEVERAL) ? 'warn' : 'none',
    count: merged.total,
    users: users.count,
    usersAtLeast: users.estimated,
    firstAt: issue?.firstAt ?? null,
    lastAt: issue?.lastAt ?? null,
    trend: measured.labelCounts('error', fingerprint),
  }
}

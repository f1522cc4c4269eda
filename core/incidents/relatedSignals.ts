import type { RelatedSignal } from '../../contract/admin'
import type { IncidentDocument } from '../documents/incident'
import type { IssueDocument } from '../documents/issue'

const MOST = 12

/** @property at when it was first seen, epoch ms */
export interface NewRelease {
  version: string
  at: number
}

export interface SignalInput {
  incident: IncidentDocument
  /** the store's latest */
  incidents: readonly IncidentDocument[]
  /** errors seen since `fromMs` */
  issues: readonly IssueDocument[]
  /** versions that somebody used for the first time about then */
  releases: readonly NewRelease[]
  fromMs: number
  untilMs: number
}

/** What else changed about the time of an incident, oldest first: other trouble, new errors, versions, actions taken. */
export const relatedSignals = ({
  incident,
  incidents,
  issues,
  releases,
  fromMs,
  untilMs,
}: SignalInput): RelatedSignal[] => {
  const fresh = issues.filter(({ firstAt }) => firstAt >= fromMs && firstAt <= untilMs)
  const signals: RelatedSignal[] = [
    ...incidents
      .filter((other) => other._id !== incident._id && overlaps(other, fromMs, untilMs))
      .map(({ _id, openedAt, title }) => ({ kind: 'incident' as const, at: openedAt, text: title, ref: _id })),
    ...fresh.map(({ fingerprint, firstAt, sample }) => {
      return { kind: 'error' as const, at: firstAt, text: cut(sample.message), ref: fingerprint }
    }),
    ...brokenReleases(releases, fresh),
    ...(incident.mitigations ?? []).map(({ id, at, by, name }) => {
      return { kind: 'mitigation' as const, at, text: `${by}${name}`, ref: id }
    }),
  ]
  return signals.sort((a, b) => a.at - b.at).slice(0, MOST)
}

const LETTERS = 40
const cut = (text: string): string => (text.length > LETTERS ? `${text.slice(0, LETTERS - 1).trimEnd()}…` : text)

const overlaps = ({ openedAt, resolvedAt }: IncidentDocument, fromMs: number, untilMs: number): boolean =>
  openedAt <= untilMs && (resolvedAt ?? Number.POSITIVE_INFINITY) >= fromMs

/** Errors that began with a version: it was new itself, and its first error came after it. An old one that meets its first error has released nothing. */
const brokenReleases = (releases: readonly NewRelease[], fresh: readonly IssueDocument[]): RelatedSignal[] =>
  releases.flatMap(({ version, at }) => {
    const own = fresh.filter(({ sample, firstAt }) => sample.release === version && firstAt >= at)
    const first = Math.min(...own.map(({ firstAt }) => firstAt))
    return own.length === 0
      ? []
      : [{ kind: 'release', at: first, text: `新版本 ${version} 带着新错误来的`, ref: version }]
  })

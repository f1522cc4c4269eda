import type { RelatedSignal } from '../../contract/admin'
import type { IncidentDocument, IssueDocument } from '../documents'

const MOST = 12

export interface SignalInput {
  incident: IncidentDocument
  /** the store's latest */
  incidents: readonly IncidentDocument[]
  /** errors seen since `fromMs` */
  issues: readonly IssueDocument[]
  fromMs: number
  untilMs: number
}

/** What else changed about the time of an incident, oldest first: other trouble, new errors, versions, actions taken. */
export const relatedSignals = ({ incident, incidents, issues, fromMs, untilMs }: SignalInput): RelatedSignal[] => {
  const fresh = issues.filter(({ firstAt }) => firstAt >= fromMs && firstAt <= untilMs)
  const signals: RelatedSignal[] = [
    ...incidents
      .filter((other) => other._id !== incident._id && overlaps(other, fromMs, untilMs))
      .map(({ _id, openedAt, title }) => ({ kind: 'incident' as const, at: openedAt, text: title, ref: _id })),
    ...fresh.map(({ fingerprint, firstAt, sample }) => {
      return { kind: 'error' as const, at: firstAt, text: `新错误：${sample.message.slice(0, 40)}`, ref: fingerprint }
    }),
    ...newReleases(issues, fresh),
    ...(incident.mitigations ?? []).map(({ id, at, by, name }) => {
      return { kind: 'mitigation' as const, at, text: `${by}${name}`, ref: id }
    }),
  ]
  return signals.sort((a, b) => a.at - b.at).slice(0, MOST)
}

const overlaps = ({ openedAt, resolvedAt }: IncidentDocument, fromMs: number, untilMs: number): boolean =>
  openedAt <= untilMs && (resolvedAt ?? Number.POSITIVE_INFINITY) >= fromMs

/** Versions that only new errors name: what was released shortly before. */
const newReleases = (issues: readonly IssueDocument[], fresh: readonly IssueDocument[]): RelatedSignal[] => {
  const known = new Set(issues.filter((issue) => !fresh.includes(issue)).map(({ sample }) => sample.release))
  const first = new Map<string, number>()
  for (const { sample, firstAt } of fresh) {
    if (sample.release === '' || known.has(sample.release)) continue
    first.set(sample.release, Math.min(firstAt, first.get(sample.release) ?? firstAt))
  }
  return [...first].map(([release, at]) => ({ kind: 'release', at, text: `版本 ${release} 第一次出错`, ref: release }))
}

import type { PageHead } from '../../../contract/pages/parts'
import { MONITOR_AREA } from '../../alerting/gap'
import { runHeartbeat, tiersHeartbeat } from '../../rollup/heartbeatIds'
import { foldedOf } from '../../rollup/shards'
import { isOpen } from '../../rules/openingHours'
import { HOUR_MS } from '../../time/units'
import type { PageSource } from './pageSource'

/** What every page begins with; the verdict is the page's own. */
export function headOf(source: PageSource): Omit<PageHead, 'verdict'> {
  const { store, nowMs, plan, documents, measured } = source
  const { from, to } = plan
  const within = documents.incidents.filter(({ openedAt, resolvedAt }) => openedAt < to && (resolvedAt ?? to) > from)
  return {
    store: { id: store._id, name: store.name, branch: store.branch, open: isOpen(store, nowMs) },
    now: nowMs,
    zone: store.zone,
    range: { name: plan.name, from, to },
    tier: plan.tier,
    foldedThrough: foldedThrough(source),
    gaps: within
      .filter(({ area }) => area === MONITOR_AREA)
      .map(({ openedAt, resolvedAt }) => ({ from: Math.max(from, openedAt), to: Math.min(to, resolvedAt ?? to) })),
    incidents: within
      .filter(({ area }) => area !== MONITOR_AREA)
      .map(({ _id, openedAt, resolvedAt, title, severity }) => ({
        ...{ id: _id, from: openedAt, to: resolvedAt, name: title, severity },
      })),
    demo: measured.demo,
  }
}

/** Minutes are complete as far as the fold has come, days as far as hours are made. */
export function foldedThrough({ store, nowMs, plan, documents: { beats } }: PageSource): number | null {
  const folded = foldedOf(beats, store, nowMs)
  if (folded === null || plan.tier !== 'days') return folded
  const compacted = beats.get(runHeartbeat('compact'))?.at ?? 0
  const tiers = beats.get(tiersHeartbeat(store.shard))?.through ?? 0
  return Math.min(folded, Math.max(tiers, Math.floor(compacted / HOUR_MS) * HOUR_MS))
}

import { step } from '../../core/alerting/machine'
import type { SeriesState } from '../../core/documents/alertState'
import { type Labels, labelKey, type ReplayCase } from './cases'
import { conditions } from './conditions'

interface ReplayedAlert {
  labels: Labels
  state: SeriesState['state']
  /** seconds */
  activeAt: number
}

export interface Replayed {
  id: string
  from: 'series' | 'condition'
  alerts: { t: number; alerts: ReplayedAlert[] }[]
}

interface Judging {
  from: Replayed['from']
  /** seconds, ascending */
  steps: number[]
  holdsAt(t: number): Labels[]
}

/**
 * The alerts after every step of a case.
 * @param ticks times at which the engine is called, in any order, any number of times: each judges what is left up to it,
 *   and one that comes late finds nothing to do. By default each step once.
 */
export function replayCase(one: ReplayCase, ticks?: readonly number[]): Replayed {
  const { from, steps, holdsAt } = judgingOf(one)
  const timing = { for: one.rule.forSec, keepFiringFor: one.rule.keepFiringForSec }
  const active = new Map<string, { labels: Labels; state: SeriesState }>()
  const alerts: Replayed['alerts'] = []
  let judged = 0
  const judge = (t: number): void => {
    const holding = new Map(holdsAt(t).map((labels) => [labelKey(labels), labels]))
    for (const [key, labels] of [...[...active].map(([k, one]) => [k, one.labels] as const), ...holding]) {
      const { state } = step(active.get(key)?.state ?? null, holding.has(key), t, timing, 'ok')
      if (state === null) active.delete(key)
      else active.set(key, { labels, state })
    }
    alerts.push({ t, alerts: shown(active) })
  }
  const tick = (until: number): void => {
    for (; judged < steps.length && (steps[judged] as number) <= until; judged++) judge(steps[judged] as number)
  }
  for (const time of ticks ?? steps) tick(time)
  tick(steps.at(-1) ?? 0)
  return { id: one.id, from, alerts }
}

const shown = (active: ReadonlyMap<string, { labels: Labels; state: SeriesState }>): ReplayedAlert[] =>
  [...active]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { labels, state }]) => ({ labels, state: state.state, activeAt: state.activeAt }))

/** @throws for a kind that the engine has not and that comes without conditions */
function judgingOf(one: ReplayCase): Judging {
  const conditionAt = Object.hasOwn(conditions, one.rule.kind) ? conditions[one.rule.kind] : undefined
  if (conditionAt !== undefined && one.series !== undefined) {
    return { from: 'series', steps: gridOf(one), holdsAt: (t) => conditionAt(one, t) }
  }
  const timeline = one.expected?.timeline
  if (timeline === undefined) throw new Error(`${one.id}: of kind ${one.rule.kind} only expected.timeline tells`)
  const holding = new Map(timeline.map(({ t, condition }) => [t, (condition ?? []).map(({ labels }) => labels)]))
  return { from: 'condition', steps: [...holding.keys()].sort((a, b) => a - b), holdsAt: (t) => holding.get(t) ?? [] }
}

const gridOf = (one: ReplayCase): number[] => {
  const last = (one.minutes - 1) * 60
  return Array.from({ length: Math.floor(last / one.evalSec) + 1 }, (_, index) => index * one.evalSec)
}

import type { Rule } from '../../contract/schemas/rule'
import type { AlertStateDocument, SeriesState } from '../documents/alertState'
import type { StoreDocument } from '../documents/store'
import type { Evidence } from '../evidence'
import { judgeRule } from '../rules/judgeRule'
import { CLOSED, type Verdict } from '../rules/verdict'
import { groupAlerts } from './group'
import { endedRules, inhibitorsFirst, isInhibited } from './inhibit'
import { type Stepped, step } from './machine'
import type { Transition } from './transition'

/** A store's rules have one series each; a rule by label will have one a label. */
const WHOLE_STORE = 'store'

export interface Judged {
  state: AlertStateDocument
  transitions: Transition[]
}

/**
 * Judges one minute of one store: pure, and the same for the same evidence, so a repeated or late tick changes nothing.
 * The new state holds the intents for incidents in its outbox. A minute already judged is left alone.
 */
export const judgeMinute = (
  rules: readonly Rule[],
  before: AlertStateDocument,
  evidence: Evidence,
  minute: number,
  store: StoreDocument,
): Judged => {
  if (minute <= before.judgedThrough) return { state: before, transitions: [] }
  const series: AlertStateDocument['series'] = {}
  const verdicts = new Map<string, Verdict>()
  const transitions: Transition[] = []
  for (const rule of inhibitorsFirst(rules)) {
    const isMuted = isInhibited(rule, series, before, minute)
    const verdict = isMuted ? CLOSED : judgeRule(rule, evidence, minute, store)
    const state = before.series[rule.id]?.[WHOLE_STORE] ?? null
    const stepped = stepRule(rule, state, verdict, minute)
    verdicts.set(rule.id, verdict)
    if (stepped.state) series[rule.id] = { [WHOLE_STORE]: withValue(stepped, state, verdict) }
    if (stepped.change) {
      transitions.push({ rule: rule.id, series: WHOLE_STORE, minute, to: stepped.change, value: verdict.value })
    }
  }
  transitions.push(...forgetRules(before, rules, minute))
  const { open, changes, intents } = groupAlerts({ ...before, rules, series, verdicts, minute, store: store._id })
  const ended = endedRules(rules, before.ended, transitions, minute)
  return {
    state: { ...before, judgedThrough: minute, series, ended, open, changes, outbox: [...before.outbox, ...intents] },
    transitions,
  }
}

const stepRule = (rule: Rule, state: SeriesState | null, verdict: Verdict, minute: number): Stepped => {
  if (verdict.holds === 'closed') return endSeries(state)
  const timing = { for: rule.forMinutes, keepFiringFor: rule.keepFiringForMinutes }
  const isHeld = state?.state === 'firing' && verdict.holds === false && verdict.isClear === false
  return step(state, isHeld || verdict.holds, minute, timing, rule.noData)
}

const endSeries = (state: SeriesState | null): Stepped => ({
  state: null,
  change: state === null ? null : state.state === 'firing' ? 'resolved' : 'inactive',
})

/** The value is kept as it was at the last change, so that a steady alert is not written every minute. */
const withValue = (stepped: Stepped, before: SeriesState | null, verdict: Verdict): SeriesState => ({
  ...(stepped.state as SeriesState),
  value: stepped.change ? verdict.value : (before?.value ?? null),
})

/** A rule that was removed or switched off ends what it had: no orphan keeps an incident open. */
const forgetRules = (before: AlertStateDocument, rules: readonly Rule[], minute: number): Transition[] => {
  const known = new Set(rules.filter((rule) => rule.enabled).map((rule) => rule.id))
  return Object.entries(before.series)
    .filter(([rule]) => !known.has(rule))
    .flatMap(([rule, all]) =>
      Object.entries(all).map(([series, state]): Transition => {
        return { rule, series, minute, to: state.state === 'firing' ? 'resolved' : 'inactive', value: null }
      }),
    )
}

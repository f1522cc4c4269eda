import type { Rule } from '../../contract/schemas/rule'
import type { AlertStateDocument, Intent, OpenIncident } from '../documents/alertState'
import type { IncidentAlert } from '../documents/incident'
import { newIncident } from '../incidents/newIncident'
import { rank } from '../incidents/severity'
import { sentenceOf } from '../rules/sentence'
import type { Verdict } from '../rules/verdict'
import { MINUTE_MS } from '../time/units'
import { fires, heldOpen, isHeldOpen, recentChanges } from './flapping'

interface Minute {
  rules: readonly Rule[]
  series: AlertStateDocument['series']
  verdicts: ReadonlyMap<string, Verdict>
  open: AlertStateDocument['open']
  changes?: AlertStateDocument['changes']
  minute: number
  store: string
}

interface Grouped {
  open: AlertStateDocument['open']
  /** openings and ends of the last hour, by area */
  changes: Record<string, number[]>
  intents: Intent[]
}

/** One incident per area while anything in it fires: opens, updates and resolves it, at most one intent a minute each. */
export const groupAlerts = (judged: Minute): Grouped => {
  const { minute } = judged
  const firing = firingRules(judged)
  const known = [...Object.keys(judged.open), ...Object.keys(judged.changes ?? {})]
  const grouped: Grouped = { open: {}, changes: {}, intents: [] }
  for (const area of [...new Set([...firing.map((rule) => rule.area), ...known])].sort()) {
    const rules = firing.filter((rule) => rule.area === area)
    const before = judged.open[area]
    const changes = recentChanges(judged.changes?.[area], minute)
    const after = rules.length > 0 ? fires(describe(judged, area, rules, before)) : calmed(before, changes, minute)
    const kept = isQuiet(before) === isQuiet(after) ? changes : [...changes, minute]
    if (kept.length > 0) grouped.changes[area] = kept
    if (after) grouped.open[area] = after
    const intent = intentOf(judged, area, rules, before, after)
    if (intent) grouped.intents.push(intent)
  }
  return grouped
}

const isQuiet = (incident: OpenIncident | null | undefined): boolean => !incident || incident.calmSince !== undefined

/** Nothing of the area fires: it is over, unless it keeps coming back. */
const calmed = (before: OpenIncident | undefined, changes: readonly number[], minute: number): OpenIncident | null =>
  before && isHeldOpen(changes, before, minute) ? heldOpen(before, minute) : null

const intentOf = (
  judged: Minute,
  area: string,
  rules: Rule[],
  before: OpenIncident | undefined,
  after: OpenIncident | null,
): Intent | null => {
  if (!after) return before ? { kind: 'resolve', incidentId: before.id, minute: judged.minute } : null
  return before ? updateIntent(judged, rules, before, after) : openIntent(judged, area, rules, after)
}

const firingRules = (judged: Minute): Rule[] =>
  judged.rules.filter((rule) => Object.values(judged.series[rule.id] ?? {}).some((one) => one.state === 'firing'))

/** The worst rule speaks; among equals the one that fires longest, then the pack's order. Severity only rises. */
const describe = (judged: Minute, area: string, rules: Rule[], before: OpenIncident | undefined): OpenIncident => {
  const worstFirst = (a: Rule, b: Rule) =>
    rank[b.severity] - rank[a.severity] || sinceOf(judged, a) - sinceOf(judged, b)
  const speaker = [...rules].sort(worstFirst)[0] as Rule
  const names = rules.map((rule) => rule.id).sort()
  if (before && rank[speaker.severity] < rank[before.severity]) return { ...before, rules: names }
  const verdict = judged.verdicts.get(speaker.id) as Verdict
  const silent = before?.title === speaker.text.title && verdict.holds !== true
  return {
    id: before?.id ?? `${judged.store}:${area}:${judged.minute}`,
    severity: speaker.severity,
    title: speaker.text.title,
    sentence: silent ? before.sentence : sentenceOf(speaker, verdict),
    rules: names,
  }
}

const sinceOf = (judged: Minute, rule: Rule): number =>
  Math.min(...Object.values(judged.series[rule.id] ?? {}).map((one) => one.activeAt))

const alertsOf = (judged: Minute, rules: Rule[]): IncidentAlert[] =>
  rules.map((rule) => ({
    rule: rule.id,
    title: rule.text.title,
    severity: rule.severity,
    since: sinceOf(judged, rule) * MINUTE_MS,
    until: null,
    value: judged.verdicts.get(rule.id)?.value ?? null,
  }))

const openIntent = (judged: Minute, area: string, rules: Rule[], after: OpenIncident): Intent => ({
  kind: 'open',
  incident: newIncident({
    ...after,
    store: judged.store,
    area,
    minute: judged.minute,
    alerts: alertsOf(judged, rules),
  }),
})

const updateIntent = (judged: Minute, rules: Rule[], before: OpenIncident, after: OpenIncident): Intent | null => {
  const same =
    before.severity === after.severity &&
    before.title === after.title &&
    before.sentence === after.sentence &&
    before.rules.join() === after.rules.join()
  if (same) return null
  const { severity, title, sentence } = after
  const alerts = alertsOf(judged, rules)
  return { kind: 'update', incidentId: after.id, minute: judged.minute, severity, title, sentence, alerts }
}

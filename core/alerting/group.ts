import type { Rule } from '../../contract/schemas/rule'
import type { AlertStateDocument, IncidentAlert, Intent, OpenIncident } from '../documents'
import { newIncident } from '../incidents/newIncident'
import { rank } from '../incidents/severity'
import { sentenceOf } from '../rules/sentence'
import type { Verdict } from '../rules/verdict'
import { MINUTE_MS } from '../time/units'

interface Minute {
  rules: readonly Rule[]
  series: AlertStateDocument['series']
  verdicts: ReadonlyMap<string, Verdict>
  open: AlertStateDocument['open']
  minute: number
  store: string
}

interface Grouped {
  open: AlertStateDocument['open']
  intents: Intent[]
}

/** One incident per area while anything in it fires: opens, updates and resolves it, at most one intent a minute each. */
export const groupAlerts = (judged: Minute): Grouped => {
  const firing = firingRules(judged)
  const areas = [...new Set([...firing.map((rule) => rule.area), ...Object.keys(judged.open)])].sort()
  const open: AlertStateDocument['open'] = {}
  const intents: Intent[] = []
  for (const area of areas) {
    const rules = firing.filter((rule) => rule.area === area)
    const before = judged.open[area]
    if (rules.length === 0) {
      if (before) intents.push({ kind: 'resolve', incidentId: before.id, minute: judged.minute })
      continue
    }
    const after = describe(judged, area, rules, before)
    open[area] = after
    const intent = before ? updateIntent(judged, rules, before, after) : openIntent(judged, area, rules, after)
    if (intent) intents.push(intent)
  }
  return { open, intents }
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

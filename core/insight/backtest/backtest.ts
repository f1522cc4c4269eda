import type { BacktestPage } from '../../../contract/pages/backtest'
import type { Rule } from '../../../contract/schemas/rule'
import type { Evidence } from '../../evidence'
import { dryRun } from '../../rules/dryRun'
import { judgeRule } from '../../rules/judgeRule'
import { addDays, localTime } from '../../time/localTime'
import { MINUTE_MS, MINUTES_PER_HOUR } from '../../time/units'
import type { Past } from '../watch/learnPast'
import { countsEvidence } from './countsEvidence'
import { PastCounts } from './pastCounts'
import { PastOrders } from './pastOrders'
import { pastReadings } from './pastReadings'

export interface BacktestAsked {
  /** as it would be; judged as if it were switched on */
  rule: Rule
  /** is it now */
  enabled: boolean
  /** the whole pack, for what inhibits it */
  pack: readonly Rule[]
  past: Past
  /** judged from here on, epoch hour; what lies before is history to compare with */
  fromHour: number
  nowMs: number
}

const DAYS_A_WEEK = 7

/** Judges a rule minute by minute over stored hours, as the engine would have. */
export function backtest({ rule, enabled, pack, past, fromHour, nowMs }: BacktestAsked): BacktestPage {
  const { store } = past
  const on = { ...rule, enabled: true }
  const rules = [on, ...pack.filter(({ id, enabled: isOn }) => isOn && rule.inhibitedBy?.includes(id))]
  const evidenceAt = pastEvidence(past, rules)
  const [start, end] = [fromHour * MINUTES_PER_HOUR, past.to * MINUTES_PER_HOUR]
  const from = Math.min(end, Math.max(start, evidenceAt.from))
  const minutes = Array.from({ length: end - from }, (_, index) => from + index)
  let unknown = 0
  const { alerts } = dryRun(rules, store, minutes, (minute) => {
    const evidence = evidenceAt.of(minute)
    if (judgeRule(on, evidence, minute, store).holds === 'unknown') unknown++
    return evidence
  })
  const own = alerts.filter((alert) => alert.rule === rule.id)
  const days = (end - from) / (24 * MINUTES_PER_HOUR)
  return {
    now: nowMs,
    rule: rule.id,
    title: rule.text.title,
    severity: rule.severity,
    enabled,
    zone: store.zone,
    from: from * MINUTE_MS,
    to: end * MINUTE_MS,
    days: Math.round(days * 10) / 10,
    alerts: own.map(({ since, until, sentence }) => ({ since, until, sentence })).reverse(),
    byDay: byDay(own, from * MINUTE_MS, end * MINUTE_MS, store.zone),
    perWeek: days < 1 ? null : Math.round((own.length / days) * DAYS_A_WEEK * 10) / 10,
    untold: minutes.length === 0 ? 1 : unknown / minutes.length,
    usersEstimated: rule.minUsers > 0,
  }
}

function pastEvidence(past: Past, rules: readonly Rule[]): { from: number; of(minute: number): Evidence } {
  const { store, hours, orderHours } = past
  const [first, end] = [past.from * MINUTES_PER_HOUR, past.to * MINUTES_PER_HOUR]
  const counts = new PastCounts(hours, first, end)
  const orders = new PastOrders(orderHours, first, end, store.zone)
  const series = rules.flatMap((rule) => (rule.kind === 'anomaly' ? rule.series : []))
  const readings = pastReadings(past, series)
  const firstHour = hours.reduce((least, { hour }) => Math.min(least, hour), past.to)
  return {
    from: Math.max(first, Math.min(firstHour * MINUTES_PER_HOUR, orders.first)),
    of: (minute) => {
      const found = readings(minute)
      return {
        ...countsEvidence(store._id, counts, minute),
        orders: (window) => orders.totals(window),
        orderHistory: (window) => orders.history(window),
        reading: (name) => found[name] ?? null,
      }
    },
  }
}

function byDay(alerts: readonly { since: number }[], fromMs: number, toMs: number, zone: string) {
  const counts = new Map<string, number>()
  if (toMs <= fromMs) return []
  const last = localTime(toMs - 1, zone).day
  for (let day = localTime(fromMs, zone).day; day <= last; day = addDays(day, 1)) counts.set(day, 0)
  for (const { since } of alerts) {
    const { day } = localTime(since, zone)
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return [...counts].map(([day, count]) => ({ day, alerts: count }))
}

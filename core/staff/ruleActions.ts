import type { AdminAnswers, RuleEntry } from '../../contract/admin'
import { type Answer, ok, refuse } from '../../contract/answer'
import { ROLES } from '../../contract/health'
import type { Rule } from '../../contract/schemas/rule'
import type { StoreDocument } from '../documents/store'
import { backtestRule } from '../insight/backtest/answerBacktest'
import { dryRun } from '../rules/dryRun'
import { readHistory } from '../rules/history'
import { changeRule, rulesOf } from '../rules/storeRules'
import { HOUR_MS, MINUTE_MS, minuteOf } from '../time/units'
import type { StaffContext, StaffHandler } from './adminContext'
import { changeStore, ownStore } from './storeActions'

type RuleAction = 'rules' | 'tryRule' | 'changeRule'

/** A shop's rules: what they are, what a change would have told, and the change itself. */
export const ruleActions: { [A in RuleAction]: StaffHandler<A> } = {
  rules: {
    roles: ROLES,
    subject: null,
    run: async ({ store: id }, context) => {
      const store = await ownStore(id, context)
      if (!store.ok) return store
      return ok({
        zone: store.value.zone,
        rules: rulesOf(store.value, await context.ports.rules.read()).map((rule) => entryOf(rule, store.value)),
      })
    },
  },
  tryRule: {
    roles: ROLES,
    subject: null,
    run: async ({ store: id, rule, change, to, hours }, context) => {
      const changed = await changedRule(id, rule, change, context)
      return changed.ok ? ok(await tried(changed.value, minuteOf(Math.min(to, context.now)), hours, context)) : changed
    },
  },
  changeRule: {
    roles: ['owner', 'manager', 'developer'],
    subject: ({ store, rule }) => `${store}:${rule}`,
    run: async ({ store: id, rule, change }, context) => {
      const changed = await changedRule(id, rule, change, context)
      if (!changed.ok) return changed
      const isBack = Object.keys(change).length === 0
      return changeStore(id, context, ({ rules: { [rule]: _, ...others } = {} }) => ({
        rules: isBack ? others : { ...others, [rule]: change },
      }))
    },
  },
}

interface Changed {
  store: StoreDocument
  rule: Rule
}

/** The pack's rule with a change that was checked against it. */
const changedRule = async (
  id: string,
  name: string,
  change: unknown,
  context: StaffContext,
): Promise<Answer<Changed>> => {
  const store = await ownStore(id, context)
  if (!store.ok) return store
  const rule = (await context.ports.rules.read()).find((one) => one.id === name)
  if (!rule) return refuse('not_found', 'there is no such rule', 'rule')
  const changed = changeRule(rule, change)
  return changed.ok ? ok({ store: store.value, rule: changed.value }) : changed
}

const tried = async (
  { store, rule }: Changed,
  to: number,
  hours: number,
  { ports }: StaffContext,
): Promise<AdminAnswers['tryRule']> => {
  const from = to - minuteOf(hours * HOUR_MS)
  const minutes = Array.from({ length: to - from }, (_, index) => from + index)
  const { inhibitedBy: _, ...alone } = rule
  // a detector has to learn what is usual first: from the hours of weeks, to the last whole one
  if (rule.kind === 'anomaly') {
    const page = await backtestRule(ports, {
      store,
      rule: alone as Rule,
      enabled: true,
      pack: [],
      nowMs: to * MINUTE_MS,
    })
    const { id, severity, text } = rule
    const own = page.alerts.filter(({ since }) => since >= from * MINUTE_MS).reverse()
    return {
      minutes: minutes.length,
      alerts: own.map((alert) => ({ rule: id, severity, title: text.title, ...alert })),
    }
  }
  return dryRun([alone as Rule], store, minutes, await readHistory(ports, store, from, to))
}

const entryOf = (rule: Rule, store: StoreDocument): RuleEntry => {
  const { id, kind, indicator, severity, enabled, windowMinutes, forMinutes, keepFiringForMinutes, minUsers, text } =
    rule
  return {
    id,
    kind,
    indicator,
    severity,
    enabled,
    windowMinutes,
    forMinutes,
    keepFiringForMinutes,
    minUsers,
    value: 'value' in rule ? rule.value : null,
    title: text.title,
    meaning: text.meaning,
    remedy: text.remedy,
    change: store.rules?.[rule.id] ?? null,
  }
}

import type { Severity } from '../../contract/health'
import type { Rule } from '../../contract/schemas/rule'
import { judgeMinute } from '../alerting/judge'
import type { AlertStateDocument } from '../documents/alertState'
import type { StoreDocument } from '../documents/store'
import type { Evidence } from '../evidence'
import { MINUTE_MS } from '../time/units'

/** What a rule would have told. Times are epoch ms; `until` is null for what still fired at the end. */
export interface DryAlert {
  rule: string
  severity: Severity
  since: number
  until: number | null
  title: string
  sentence: string
}

export interface DryRun {
  /** minutes that were judged */
  minutes: number
  alerts: DryAlert[]
}

/**
 * What rules would have told of a stretch of history, judged minute by minute as the engine does: for a look before a
 * change is saved.
 * @param minutes epoch minutes, ascending; @param evidenceAt what was known when a minute was judged
 */
export const dryRun = (
  rules: readonly Rule[],
  store: StoreDocument,
  minutes: readonly number[],
  evidenceAt: (minute: number) => Evidence,
): DryRun => {
  const alerts: DryAlert[] = []
  const first = minutes[0] ?? 0
  let state: AlertStateDocument = {
    _id: store._id,
    version: 0,
    judgedThrough: first - 1,
    series: {},
    open: {},
    outbox: [],
  }
  for (const minute of minutes) {
    const judged = judgeMinute(rules, { ...state, outbox: [] }, evidenceAt(minute), minute, store)
    state = judged.state
    for (const { rule: id, to } of judged.transitions) {
      if (to === 'firing') alerts.push(alertOf(rules, state, id, minute))
      const open = alerts.find((alert) => alert.rule === id && alert.until === null)
      if (to === 'resolved' && open) open.until = (minute + 1) * MINUTE_MS
    }
  }
  return { minutes: minutes.length, alerts }
}

const alertOf = (rules: readonly Rule[], state: AlertStateDocument, id: string, minute: number): DryAlert => {
  const rule = rules.find((one) => one.id === id) as Rule
  const speaks = state.open[rule.area]
  return {
    rule: id,
    severity: rule.severity,
    since: minute * MINUTE_MS,
    until: null,
    title: rule.text.title,
    sentence: speaks?.title === rule.text.title ? speaks.sentence : rule.text.title,
  }
}

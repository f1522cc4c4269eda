import type { Rule } from '../../contract/schemas/rule'
import type { StoreDocument } from '../documents/store'
import type { Evidence } from '../evidence'
import { MINUTE_MS } from '../time/units'
import { judgeAbsence } from './absence'
import { judgeAnomaly } from './anomaly'
import { judgeBaseline } from './baseline'
import { judgeBurn } from './burn'
import { judgeFirstSeen } from './firstSeen'
import { judgeHeartbeat } from './heartbeat'
import { isOpen } from './openingHours'
import { judgeRatio } from './ratio'
import { judgeThreshold } from './threshold'
import { judgeTruth } from './truth'
import { CLOSED, type Verdict } from './verdict'

/** @param minute the judged epoch minute: the newest folded one of the evidence */
export const judgeRule = (rule: Rule, evidence: Evidence, minute: number, store: StoreDocument): Verdict => {
  if (rule.openOnly && !isOpen(store, minute * MINUTE_MS)) return CLOSED
  switch (rule.kind) {
    case 'threshold':
      return judgeThreshold(rule, evidence, minute)
    case 'ratio':
      return judgeRatio(rule, evidence, minute)
    case 'absence':
      return judgeAbsence(rule, evidence, minute, store)
    case 'burn':
      return judgeBurn(rule, evidence, minute)
    case 'baseline':
      return judgeBaseline(rule, evidence, minute)
    case 'firstSeen':
      return judgeFirstSeen(rule, evidence, minute, store)
    case 'heartbeat':
      return judgeHeartbeat(rule, evidence, minute)
    case 'anomaly':
      return judgeAnomaly(rule, evidence, minute)
    case 'truth':
      return judgeTruth(rule, evidence, minute)
  }
}

import { type Answer, ok, refuse } from '../../contract/answer'
import { type Rule, type RuleChange, ruleChangeSchema, ruleSchema } from '../../contract/schemas/rule'
import type { StoreDocument } from '../documents/store'

/**
 * The pack with a store's own changes. A change that no longer fits its rule (the pack was renewed) is left out: a rule
 * as the pack has it is better than none.
 */
export const rulesOf = (store: Pick<StoreDocument, 'rules'>, pack: readonly Rule[]): readonly Rule[] => {
  const { rules: changes } = store
  return changes === undefined ? pack : pack.map((rule) => changedOrPack(rule, changes[rule.id]))
}

const changedOrPack = (rule: Rule, change: RuleChange | undefined): Rule => {
  if (change === undefined) return rule
  const changed = changeRule(rule, change)
  return changed.ok ? changed.value : rule
}

/** A rule with changes, checked before it is saved; the error names the field. */
export const changeRule = (rule: Rule, change: unknown): Answer<Rule> => {
  const allowed = ruleChangeSchema.safeParse(change)
  if (!allowed.success) return refused(allowed.error.issues[0])
  const parsed = ruleSchema.safeParse({ ...rule, ...allowed.data })
  return parsed.success ? ok(parsed.data) : refused(parsed.error.issues[0])
}

const refused = (issue: { path: PropertyKey[]; message: string } | undefined) => {
  const field = issue?.path.map(String).join('.') ?? ''
  return refuse('bad_request', `${field || 'rule'}: ${issue?.message}`, field)
}

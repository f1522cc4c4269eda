import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Rule, ruleSchema } from '../../contract/schemas/rule'

const folder = join(__dirname, '../../database/rules')

/** The pack every shop starts with, as the cloud reads it. */
export const defaultRules: Rule[] = readdirSync(folder)
  .sort()
  .map((name) => ruleSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))

export const defaultRule = <K extends Rule['kind']>(id: string, kind: K): Extract<Rule, { kind: K }> => {
  const rule = defaultRules.find((one) => one.id === id)
  if (rule?.kind !== kind) throw new Error(`no default rule ${id} of kind ${kind}`)
  return rule as Extract<Rule, { kind: K }>
}

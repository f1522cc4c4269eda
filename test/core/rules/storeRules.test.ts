import { ruleSchema } from '../../../contract/schemas/rule'
import { changeRule, rulesOf } from '../../../core/rules/storeRules'
import { defaultRule, defaultRules } from '../../fakes/defaultRules'

const availability = defaultRule('availability', 'ratio')

describe('a store’s own rules', () => {
  it('are the pack’s where the store has changed nothing', () => {
    expect(rulesOf({}, defaultRules)).toBe(defaultRules)
  })

  it('have the store’s limits, and the pack’s words', () => {
    const rules = rulesOf(
      { rules: { availability: { value: 0.8, minUsers: 5 }, rush: { enabled: false } } },
      defaultRules,
    )
    expect(rules.find(({ id }) => id === 'availability')).toEqual({ ...availability, value: 0.8, minUsers: 5 })
    expect(rules.find(({ id }) => id === 'rush')?.enabled).toBe(false)
    expect(rules).toHaveLength(defaultRules.length)
  })

  it.each([
    ['a field that is the pack’s', { text: { title: '我的' } }, ''],
    ['a negative time', { forMinutes: -1 }, 'forMinutes'],
    ['a limit the kind does not have', { objective: 0.9 }, ''],
    ['half a clear limit', { clearOp: '>' }, 'clearValue'],
  ])('cannot have %s', (_, change, field) => {
    expect(changeRule(availability, change)).toMatchObject({ ok: false, error: { code: 'bad_request', field } })
  })

  it('fall back to the pack where an old change no longer fits', () => {
    const rules = rulesOf({ rules: { availability: { objective: 0.9 } } }, defaultRules)
    expect(rules.find(({ id }) => id === 'availability')).toEqual(availability)
    expect(ruleSchema.safeParse(availability).success).toBe(true)
  })
})

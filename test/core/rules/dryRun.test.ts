import type { Rule } from '../../../contract/schemas/rule'
import { dryRun } from '../../../core/rules/dryRun'
import { brokenPayments, fakeStore, NOON_MINUTE } from '../../fakes/alertedShop'
import { defaultRule, defaultRules } from '../../fakes/defaultRules'
import { fakeEvidence } from '../../fakes/evidence'

const payment = defaultRule('paymentSuccess', 'ratio')
const BROKEN = NOON_MINUTE + 5
const shop = brokenPayments(BROKEN, BROKEN + 6)
const minutes = Array.from({ length: 40 }, (_, index) => NOON_MINUTE + index)
const run = (rules: Rule[] = [payment], through = 40) =>
  dryRun(rules, fakeStore, minutes.slice(0, through), (minute) => fakeEvidence(shop, minute))

describe('a dry run against history', () => {
  it('tells when a rule would have fired, with what sentence, and when it would have ended', () => {
    expect(run()).toEqual({
      minutes: 40,
      alerts: [
        {
          rule: 'paymentSuccess',
          severity: 'crit',
          since: (BROKEN + 1) * 60_000,
          until: (BROKEN + 11) * 60_000,
          title: '顾客付不了款',
          sentence: '3分钟8位顾客付款失败',
        },
      ],
    })
  })

  it('leaves open what still fires at the end of the history', () => {
    expect(run([payment], 9).alerts).toMatchObject([{ until: null }])
  })

  it('shows that a change would have kept it quiet', () => {
    expect(run([{ ...payment, forMinutes: 15 }]).alerts).toEqual([])
    expect(run([{ ...payment, enabled: false }]).alerts).toEqual([])
  })

  it('takes the whole pack at once', () => {
    expect(run([...defaultRules]).alerts.map(({ rule }) => rule)).toEqual(['paymentSuccess'])
  })

  it('of no history says nothing', () => {
    expect(run([payment], 0)).toEqual({ minutes: 0, alerts: [] })
  })
})

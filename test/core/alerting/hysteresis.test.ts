import type { Rule } from '../../../contract/schemas/rule'
import { judgeMinute } from '../../../core/alerting/judge'
import type { AlertStateDocument } from '../../../core/documents/alertState'
import { fakeStore, NOON_MINUTE } from '../../fakes/alertedShop'
import { defaultRule } from '../../fakes/defaultRules'
import { type FakeEvent, fakeEvidence } from '../../fakes/evidence'

const base: Rule = {
  ...defaultRule('paymentSuccess', 'ratio'),
  windowMinutes: 1,
  forMinutes: 0,
  keepFiringForMinutes: 0,
  minUsers: 1,
  minEvents: 1,
}

/** Of ten payments in each minute so many fail. @returns per rule and minute: f while it fires, - otherwise */
const play = (rules: Rule[], failed: number[]): Record<string, string> => {
  const events: FakeEvent[] = failed.flatMap((count, index) =>
    Array.from({ length: 10 }, (_, payment) => ({
      metric: 'pay' as const,
      minute: NOON_MINUTE + index,
      user: `u${payment}`,
      outcome: payment < count ? ('server' as const) : ('ok' as const),
    })),
  )
  let state: AlertStateDocument = {
    _id: 's1',
    version: 0,
    judgedThrough: NOON_MINUTE - 1,
    series: {},
    open: {},
    outbox: [],
  }
  const shown: Record<string, string> = Object.fromEntries(rules.map(({ id }) => [id, '']))
  failed.forEach((_, index) => {
    const minute = NOON_MINUTE + index
    state = judgeMinute(rules, state, fakeEvidence({ events }, minute), minute, fakeStore).state
    for (const { id } of rules) shown[id] += state.series[id]?.store?.state === 'firing' ? 'f' : '-'
  })
  return shown
}

describe('a clear value', () => {
  const flapping = [6, 4, 6, 4, 3, 1]

  it('holds what fires on the edge until the value is well beyond it', () => {
    const rule: Rule = { ...base, id: 'edged', clearOp: '>', clearValue: 0.8 }
    expect(play([rule], flapping)).toEqual({ edged: 'fffff-' })
  })

  it('is needed: without it the same values flap', () => {
    expect(play([base], flapping)).toEqual({ paymentSuccess: 'f-f---' })
  })

  it('lets nothing fire that does not hold', () => {
    const rule: Rule = { ...base, id: 'edged', clearOp: '>', clearValue: 0.8 }
    expect(play([rule], [4, 4, 3])).toEqual({ edged: '---' })
  })
})

describe('a rule that another inhibits', () => {
  const cause: Rule = { ...base, id: 'cause' }
  const child: Rule = { ...base, id: 'child', op: '<', value: 0.95, windowMinutes: 3, inhibitedBy: ['cause'] }

  it('says nothing while that one fires, and as long after as its minutes are in the window', () => {
    expect(play([child, cause], [0, 9, 9, 1, 1, 1, 1, 1])).toEqual({ cause: '-ff-----', child: '-------f' })
  })

  it('fires by itself where the cause is another', () => {
    expect(play([cause, child], [0, 1, 1])).toEqual({ cause: '---', child: '--f' })
  })

  it('ends when the cause is found after it: there is one reason, not two', () => {
    expect(play([cause, child], [1, 9])).toEqual({ cause: '-f', child: 'f-' })
  })

  it('is judged as ever where the cause is switched off', () => {
    expect(play([{ ...cause, enabled: false }, child], [9, 9])).toMatchObject({ child: 'ff' })
  })
})

import type { Rule } from '../../../contract/schemas/rule'
import { judgeMinute } from '../../../core/alerting/judge'
import type { AlertStateDocument, Intent } from '../../../core/documents/alertState'
import type { IncidentDocument } from '../../../core/documents/incident'
import { applyIntent } from '../../../core/incidents/applyIntent'
import { fakeStore, NOON_MINUTE } from '../../fakes/alertedShop'
import { defaultRule } from '../../fakes/defaultRules'
import { type FakeEvent, fakeEvidence } from '../../fakes/evidence'

const base = {
  ...defaultRule('paymentSuccess', 'ratio'),
  windowMinutes: 1,
  keepFiringForMinutes: 0,
  minUsers: 1,
  minEvents: 1,
}
const rule = (id: string, label: string, severity: Rule['severity'], area = 'ordering'): Rule => ({
  ...base,
  id,
  area,
  severity,
  sources: [{ metric: 'pay', label }],
  text: { ...base.text, title: `${id}坏了`, sentence: '{users}位顾客' },
})

const rules = [rule('slow', 'a', 'warn'), rule('pay', 'b', 'crit'), rule('menu', 'c', 'warn', 'browsing')]

/** `abc` at index i: what fails in minute i. Everything else works. */
const play = (minutes: string[], pack: readonly Rule[] = rules) => {
  const events: FakeEvent[] = minutes.flatMap((failing, index) =>
    ['a', 'b', 'c'].map((label) => ({
      metric: 'pay' as const,
      label,
      minute: NOON_MINUTE + index,
      user: `u${index}`,
      outcome: failing.includes(label) ? ('server' as const) : ('ok' as const),
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
  return minutes.map((_, index) => {
    const minute = NOON_MINUTE + index
    state = judgeMinute(pack, { ...state, outbox: [] }, fakeEvidence({ events }, minute), minute, fakeStore).state
    return state.outbox
  })
}

const incidentOf = (intents: Intent[][]): IncidentDocument =>
  intents.flat().reduce<IncidentDocument | null>((incident, intent) => {
    if (intent.kind === 'open') return incident ?? intent.incident
    return incident && (applyIntent(incident, intent) ?? incident)
  }, null) as IncidentDocument

const kinds = (intents: Intent[][]) => intents.map((minute) => minute.map((intent) => intent.kind).join())

describe('alerts of one area', () => {
  it('are one incident while any of them fires', () => {
    const intents = play(['', 'a', 'ab', 'b', '', 'a'])
    expect(kinds(intents)).toEqual(['', 'open', 'update', 'update', 'resolve', 'open'])
  })

  it('of another area are another incident', () => {
    const ids = play(['ac'])
      .flat()
      .map((intent) => (intent.kind === 'open' ? intent.incident._id : ''))
    expect(ids).toEqual([`s1:browsing:${NOON_MINUTE}`, `s1:ordering:${NOON_MINUTE}`])
  })

  it('raise the incident to the worst of them, and never lower it', () => {
    const incident = incidentOf(play(['a', 'ab', 'a']))
    expect(incident).toMatchObject({ severity: 'crit', title: 'pay坏了', status: 'open' })
    expect(incident.alerts).toEqual([
      {
        rule: 'pay',
        title: 'pay坏了',
        severity: 'crit',
        since: (NOON_MINUTE + 1) * 60_000,
        until: (NOON_MINUTE + 3) * 60_000,
        value: 0,
      },
      { rule: 'slow', title: 'slow坏了', severity: 'warn', since: NOON_MINUTE * 60_000, until: null, value: 0 },
    ])
  })

  it('make the incident due at once when it becomes worse', () => {
    const warned = incidentOf(play(['a']))
    expect(warned.nextAt).toBe((NOON_MINUTE + 1) * 60_000 + 60_000)
    const risen = incidentOf(play(['a', 'ab']))
    expect(risen.nextAt).toBe((NOON_MINUTE + 2) * 60_000)
    expect(risen.history.map(({ text }) => text)).toEqual(['slow坏了：1位顾客', '变严重了：pay坏了'])
  })

  it('make no new message when somebody has taken it already', () => {
    const [first, second] = play(['a', 'ab'])
    const taken: IncidentDocument = { ...incidentOf([first ?? []]), status: 'acknowledged', nextAt: null }
    const intent = second?.[0] as Exclude<Intent, { kind: 'open' }>
    expect(applyIntent(taken, intent)).toMatchObject({ severity: 'crit', status: 'acknowledged', nextAt: null })
  })

  it('say nothing while nothing changes', () => {
    expect(kinds(play(['a', 'a', 'a', 'a']))).toEqual(['open', '', '', ''])
  })

  it('end their incident when it is resolved, with the end of each', () => {
    const incident = incidentOf(play(['ab', '']))
    expect(incident).toMatchObject({ status: 'resolved', resolvedAt: (NOON_MINUTE + 2) * 60_000, nextAt: null })
    expect(incident.alerts.map(({ until }) => until)).toEqual([incident.resolvedAt, incident.resolvedAt])
    expect(incident.history.at(-1)?.text).toBe('恢复了')
  })

  it('end when their rule is switched off, so that no incident is left open', () => {
    const off = rules.map((one): Rule => (one.id === 'slow' ? { ...one, enabled: false } : one))
    const before = play(['a'])
    const open = before[0]?.[0]?.kind === 'open' ? before[0][0].incident : null
    const firing = { state: 'firing' as const, activeAt: NOON_MINUTE, keepSince: null, noDataSince: null, value: 0 }
    const state: AlertStateDocument = {
      _id: 's1',
      version: 1,
      judgedThrough: NOON_MINUTE,
      series: { slow: { store: firing }, gone: { store: firing } },
      open: { ordering: { id: open?._id ?? '', severity: 'warn', title: '', sentence: '', rules: ['gone', 'slow'] } },
      outbox: [],
    }
    const judged = judgeMinute(off, state, fakeEvidence({}, NOON_MINUTE + 1), NOON_MINUTE + 1, fakeStore)
    expect(judged.state).toMatchObject({ series: {}, open: {} })
    expect(judged.state.outbox).toEqual([{ kind: 'resolve', incidentId: open?._id, minute: NOON_MINUTE + 1 }])
    expect(judged.transitions.map(({ rule: id, to }) => `${id} ${to}`)).toEqual(
      ['slow resolved', 'gone resolved'].sort().reverse(),
    )
  })
})

describe('an intent', () => {
  it('changes nothing when it is applied again, or after a newer one', () => {
    const intents = play(['a', 'ab', 'b'])
    const [, second, third] = intents.map((minute) => minute[0] as Exclude<Intent, { kind: 'open' }>)
    const incident = incidentOf(intents)
    expect(applyIntent(incident, third as NonNullable<typeof third>)).toBeNull()
    expect(applyIntent(incident, second as NonNullable<typeof second>)).toBeNull()
  })

  it('changes nothing once the incident is over', () => {
    const [[, ...rest], over] = [play(['a', 'ab']), incidentOf(play(['a', '']))]
    expect(applyIntent(over, rest[0]?.[0] as Exclude<Intent, { kind: 'open' }>)).toBeNull()
  })

  it('never lowers the severity, whatever it says', () => {
    const incident = incidentOf(play(['ab']))
    const { severity: _, ...lower } = {
      ...incident,
      kind: 'update' as const,
      incidentId: incident._id,
      minute: NOON_MINUTE + 9,
    }
    expect(applyIntent(incident, { ...lower, severity: 'warn' })?.severity).toBe('crit')
  })

  it('leaves an incident due while a message is under way when it ends', () => {
    const incident = incidentOf(play(['a']))
    const delivery = {
      staff: 'p',
      name: 'p',
      openid: 'o',
      templateId: 't',
      attempts: 1,
      owner: '2',
      notBefore: 0,
      sentAt: null,
      error: null,
    }
    const leased = {
      ...incident,
      deliveries: { 'warn:p': { ...delivery, status: 'leased' as const, leaseUntil: 12_345 } },
    }
    const intent = { kind: 'resolve' as const, incidentId: incident._id, minute: NOON_MINUTE + 9 }
    expect(applyIntent(leased, intent)?.nextAt).toBe(12_345)
  })
})

describe('a minute', () => {
  it('that was judged already is left alone', () => {
    const state: AlertStateDocument = {
      _id: 's1',
      version: 1,
      judgedThrough: NOON_MINUTE,
      series: {},
      open: {},
      outbox: [],
    }
    const events: FakeEvent[] = [{ metric: 'pay', label: 'b', minute: NOON_MINUTE, user: 'u', outcome: 'server' }]
    const judged = judgeMinute(rules, state, fakeEvidence({ events }, NOON_MINUTE), NOON_MINUTE, fakeStore)
    expect(judged).toEqual({ state, transitions: [] })
  })
})

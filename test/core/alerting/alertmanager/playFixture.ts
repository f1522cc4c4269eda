import type { Rule } from '../../../../contract/schemas/rule'
import { runAlertTick } from '../../../../core/alerting/tick'
import type { Evidence, Merged } from '../../../../core/evidence'
import type { SendOutcome } from '../../../../core/ports/outside'
import { alertedShop, fakeSettings, fakeStore, folded, NOON_MINUTE, person } from '../../../fakes/alertedShop'
import { defaultRule } from '../../../fakes/defaultRules'
import type { FakePorts } from '../../../fakes/ports'
import behaviour from '../../../fixtures/alertmanager/behaviour.json'

interface Action {
  t: number
  what: string
  /** name, shop, severity */
  alerts?: string[][]
  from?: number
  to?: number
}

export type Fixture = Omit<(typeof behaviour.fixtures)[number], 'actions'> & { actions: Action[] }
export const fixtures: Fixture[] = behaviour.fixtures as unknown as Fixture[]

/** A second of theirs is a minute of ours (README of the fixtures); ours are judged at whole minutes. */
const minuteOf = (seconds: number): number => NOON_MINUTE + Math.ceil(seconds)

/** When each alert fires, [from, to) in minutes; theirs are one rule each here. */
interface Firing {
  name: string
  shop: string
  severity: Rule['severity']
  spans: [number, number][]
}

const NEVER = 1e12

const firings = ({ actions }: Fixture): Firing[] => {
  const found = new Map<string, Firing>()
  for (const action of actions) {
    for (const [name = '', shop = '', severity] of action.alerts ?? []) {
      const known = found.get(name) ?? { name, shop, severity: severity === 'critical' ? 'crit' : 'warn', spans: [] }
      found.set(name, known as Firing)
      const last = known.spans.at(-1)
      if (action.what === 'resolve' && last) last[1] = Math.max(last[0], minuteOf(action.t))
      else if (!last || last[1] < NEVER) known.spans.push([minuteOf(action.t), NEVER])
    }
  }
  return [...found.values()]
}

const isFiring = ({ spans }: Firing, minute: number): boolean =>
  spans.some(([from, to]) => minute >= from && minute < to)

const ruleOf = ({ name, severity }: Firing): Rule => ({
  ...defaultRule('paymentSuccess', 'ratio'),
  id: `rule_${name}`,
  area: 'ordering',
  severity,
  sources: [{ metric: 'pay', label: name }],
  windowMinutes: 1,
  keepFiringForMinutes: 0,
  minEvents: 1,
  minUsers: 1,
  text: { ...defaultRule('paymentSuccess', 'ratio').text, title: name, sentence: '{users}位顾客' },
})

const evidenceAt = (alerts: Firing[], store: string, minute: number): Evidence => ({
  store,
  foldedThrough: minute + 1,
  settledThrough: minute,
  merged: (_, window, label): Merged | null => {
    const alert = alerts.find(({ name, shop }) => name === label && shop === store)
    if (!alert) return null
    const isBad = isFiring(alert, window.to - 1)
    const users = new Set(['u'])
    return { counts: [], ok: isBad ? 0 : 1, failed: isBad ? 1 : 0, total: 1, sketch: null, failedUsers: users, users }
  },
  labels: () => [],
  firstSeen: () => null,
  orders: () => null,
  orderHistory: () => [],
  truth: () => null,
})

/** Their receiver's answers as WeChat's: busy, a refusal of the message, no answer at all. */
const outcomesOf = ({ notifications }: Fixture): SendOutcome[] =>
  notifications.flatMap(({ code }): SendOutcome[] => {
    if (code === 500) return [{ status: 'failed', code: -1, message: 'busy' }]
    if (code === 400) return [{ status: 'failed', code: 47003, message: 'a value is not valid' }]
    return code === 0 ? [{ status: 'unknown', message: 'connection reset' }] : []
  })

const shopsOf = (alerts: Firing[]): FakePorts => {
  const ports = alertedShop(20)
  const shops = [...new Set(alerts.map(({ shop }) => shop))]
  ports.store.stores.clear()
  for (const shop of shops) ports.store.stores.set(shop, { ...fakeStore, _id: shop })
  for (const one of [...ports.store.staff.values()]) {
    ports.store.staff.set(one._id, { ...person(one._id, one.order), stores: shops })
  }
  const robot = { url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', mentions: [] }
  ports.store.settings.set('main', { ...fakeSettings, channels: { robot } })
  ports.store.rules = alerts.map(ruleOf)
  return ports
}

const silence = (ports: FakePorts, fixture: Fixture, muted: { store: string; from: number; to: number }[]): void => {
  for (const { store, from, to } of muted) {
    const [fromMs, until] = [from, to].map((seconds) => (NOON_MINUTE + seconds) * 60_000) as [number, number]
    ports.store.silences.set(`${fixture.name}:${store}`, {
      _id: `${fixture.name}:${store}`,
      version: 1,
      store,
      kind: 'silence',
      area: null,
      upTo: 'crit',
      from: fromMs,
      until,
      weekly: null,
      by: '兰姨',
      reason: '',
    })
  }
}

const mutesOf = (fixture: Fixture): { store: string; from: number; to: number }[] =>
  fixture.actions.flatMap((action) => {
    if (action.what === 'silence') return [{ store: '1', from: action.from as number, to: action.to as number }]
    return action.what === 'config reload' ? [{ store: '1', from: 0, to: action.t }] : []
  })

/**
 * Plays a fixture through our engine, minute by minute.
 * @returns who was told what, with minutes since the start; and what became of the incidents
 */
export const playFixture = async (fixture: Fixture): Promise<{ told: string[]; incidents: string[] }> => {
  const alerts = firings(fixture)
  const ports = shopsOf(alerts)
  ports.outcomes.push(...outcomesOf(fixture))
  silence(ports, fixture, mutesOf(fixture))
  const told: string[] = []
  const isMidSend = fixture.name === '17-kill9-mid-send'
  const killsAt = fixture.actions
    .filter(({ what }) => what === 'kill -9' || what === 'SIGTERM')
    .map(({ t }) => minuteOf(t))
  const last = minuteOf(Math.max(...[...fixture.actions, ...fixture.notifications].map(({ t }) => t))) + 6
  for (let minute = NOON_MINUTE - 1; minute <= last; minute++) {
    const now = folded(ports, minute)
    const before = { people: ports.store.messages.length, robot: ports.store.robot.length }
    let isDead = false
    ports.before.run = () => {
      const isCaught = before.people === 0 && ports.store.messages.length > 0
      isDead ||= isMidSend ? isCaught : killsAt.includes(minute)
      if (isDead) throw new Error('killed')
    }
    await runAlertTick(ports, now, async (_, store, at) => evidenceAt(alerts, store._id, at)).catch(() => undefined)
    const at = minute + 1 - NOON_MINUTE
    for (const { openid, values } of ports.store.messages.slice(before.people)) {
      told.push(`${at} ${openid.replace('openid-', '')} ${values.thing2}`)
    }
    for (const { text } of ports.store.robot.slice(before.robot))
      told.push(`${at} 群 ${/[a-z]\w*/.exec(text)?.[0] ?? text}`)
  }
  const incidents = [...ports.store.incidents.values()].map(({ store, status }) => `${store} ${status}`)
  return { told, incidents }
}

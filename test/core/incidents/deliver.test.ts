import type { IncidentDocument } from '../../../core/documents/incident'
import { newIncident } from '../../../core/incidents/newIncident'
import { runDeliveries } from '../../../core/incidents/runDeliveries'
import { alertedShop, CRITICAL, fakeSettings, NOON, NOON_MINUTE, NORMAL, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000
const ID = `s1:ordering:${NOON_MINUTE}`
/** The first moment at which the critical incident below may be told. */
const FOUND = NOON + MINUTE

const open = (ports: FakePorts, severity: 'warn' | 'crit' = 'crit'): void => {
  const alert = { rule: 'r', title: '顾客付不了款', severity, since: NOON, until: null, value: 0 }
  const incident = newIncident({
    id: ID,
    store: 's1',
    area: 'ordering',
    severity,
    title: '顾客付不了款',
    sentence: '3分钟4位顾客付款失败',
    minute: NOON_MINUTE,
    alerts: [alert],
  })
  ports.store.incidents.set(ID, incident)
}

const incident = (ports: FakePorts): IncidentDocument => ports.store.incidents.get(ID) as IncidentDocument
const change = (ports: FakePorts, more: Partial<IncidentDocument>): void => {
  ports.store.incidents.set(ID, { ...incident(ports), ...more, version: incident(ports).version + 1 })
}
const told = (ports: FakePorts): string[] => ports.store.messages.map(({ openid }) => openid.replace('openid-', ''))
const statuses = (ports: FakePorts): Record<string, string> =>
  Object.fromEntries(Object.values(incident(ports).deliveries).map((one) => [one.name, one.status]))
const credit = (ports: FakePorts, name: string, template = CRITICAL) => ports.store.credits.get(`${name}:${template}`)
const left = (ports: FakePorts, name: string, template = CRITICAL): number => {
  const { granted = 0, spent = 0, reserved = {} } = credit(ports, name, template) ?? {}
  return granted - spent - Object.keys(reserved).length
}
const failure = (code: number) => ({ status: 'failed' as const, code, message: 'errMsg' })
const runMinutes = async (ports: FakePorts, minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute++) await runDeliveries(ports, FOUND + minute * MINUTE)
}

describe('telling people of a critical incident', () => {
  it('tells the first on call, takes one credit, and tells nobody else for five minutes', async () => {
    const ports = alertedShop()
    open(ports)
    await runMinutes(ports, 5)
    expect(told(ports)).toEqual(['兰姨'])
    expect(credit(ports, '兰姨')).toMatchObject({ granted: 3, spent: 1, reserved: {} })
    expect(left(ports, '阿强')).toBe(3)
    expect(incident(ports).history.at(-1)).toEqual({ at: FOUND, text: '已通知兰姨' })
  })

  it('tells the next one every five minutes while nobody takes it, and stops when all have been told', async () => {
    const ports = alertedShop()
    open(ports)
    await runMinutes(ports, 60)
    expect(told(ports)).toEqual(['兰姨', '阿强', '小周'])
    expect(incident(ports).nextAt).toBeNull()
  })

  it('stops after six messages, however many are on call', async () => {
    const ports = alertedShop()
    for (let order = 4; order < 12; order++) {
      const one = person(`p${order}`, order)
      ports.store.staff.set(one._id, one)
      const known = credit(ports, '兰姨') as NonNullable<ReturnType<typeof credit>>
      const own = { ...known, _id: `${one._id}:${CRITICAL}`, openid: one.openid }
      ports.store.credits.set(own._id, own)
    }
    open(ports)
    await runMinutes(ports, 100)
    expect(told(ports)).toHaveLength(6)
  })

  it.each(['acknowledged', 'resolved'] as const)('tells nobody once it is %s', async (status) => {
    const ports = alertedShop()
    open(ports)
    change(ports, { status })
    await runMinutes(ports, 10)
    expect(told(ports)).toEqual([])
  })

  it('leaves out who was removed, is not on call, or works elsewhere', async () => {
    const ports = alertedShop()
    ports.store.staff.set('兰姨', person('兰姨', 1, { removed: true }))
    ports.store.staff.set('阿强', person('阿强', 0))
    ports.store.staff.set('别店', person('别店', 1, { stores: ['s2'] }))
    open(ports)
    await runMinutes(ports, 20)
    expect(told(ports)).toEqual(['小周'])
  })

  it('looks again just before it sends: not to somebody removed meanwhile, not after the end', async () => {
    for (const meanwhile of [
      (ports: FakePorts) => ports.store.staff.set('兰姨', person('兰姨', 1, { removed: true })),
      (ports: FakePorts) => change(ports, { status: 'resolved', nextAt: null }),
    ]) {
      const ports = alertedShop()
      open(ports)
      let writes = 0
      ports.before.run = (operation) => {
        if (operation === 'incidents.read' && writes === 1) {
          writes = 2
          meanwhile(ports)
        }
        if (operation === 'incidents.write') writes += 1
      }
      await runDeliveries(ports, FOUND)
      expect(told(ports)).not.toContain('兰姨')
      expect(statuses(ports).兰姨).toBe('skipped')
      expect(left(ports, '兰姨')).toBe(3)
    }
  })

  it('says so on the incident when nobody has a message left, and tells the first who gets one', async () => {
    const ports = alertedShop(0)
    open(ports)
    await runMinutes(ports, 8)
    const lines = incident(ports).history.map(({ text }) => text)
    expect(lines.filter((text) => text.includes('没有消息余量'))).toEqual(['兰姨、阿强、小周没有消息余量，通知不到'])
    const known = credit(ports, '阿强')
    ports.store.credits.set(`阿强:${CRITICAL}`, { ...(known as NonNullable<typeof known>), granted: 1 })
    await runDeliveries(ports, FOUND + 10 * MINUTE)
    expect(told(ports)).toEqual(['阿强'])
  })

  it('says so when no template is set, and writes nothing else', async () => {
    const ports = alertedShop()
    ports.store.settings.set('main', { ...fakeSettings, templates: { critical: null, normal: null, digest: null } })
    open(ports)
    await runMinutes(ports, 3)
    expect(told(ports)).toEqual([])
    expect(incident(ports).history.at(-1)?.text).toBe('还没设好消息模板，没有通知任何人')
  })
})

describe('telling people of a warning', () => {
  it('waits a minute, tells one person with the template for normal matters, and nobody after', async () => {
    const ports = alertedShop()
    open(ports, 'warn')
    await runDeliveries(ports, FOUND)
    expect(told(ports)).toEqual([])
    await runMinutes(ports, 40)
    expect(ports.store.messages.map(({ openid, templateId }) => [openid, templateId])).toEqual([
      ['openid-兰姨', NORMAL],
    ])
  })

  it('never takes the last message of somebody where critical ones need the same template', async () => {
    const ports = alertedShop(1)
    const { critical } = fakeSettings.templates
    ports.store.settings.set('main', { ...fakeSettings, templates: { critical, normal: null, digest: null } })
    const known = credit(ports, '小周') as NonNullable<ReturnType<typeof credit>>
    ports.store.credits.set(known._id, { ...known, granted: 2 })
    open(ports, 'warn')
    await runMinutes(ports, 10)
    expect(told(ports)).toEqual(['小周'])
    expect(['兰姨', '阿强', '小周'].map((name) => left(ports, name))).toEqual([1, 1, 1])
  })

  it('may take the last one where critical ones have their own template', async () => {
    const ports = alertedShop(1)
    open(ports, 'warn')
    await runMinutes(ports, 10)
    expect(told(ports)).toEqual(['兰姨'])
  })

  it('tells the same person again when it becomes critical', async () => {
    const ports = alertedShop()
    open(ports, 'warn')
    await runMinutes(ports, 3)
    change(ports, { severity: 'crit', nextAt: FOUND + 3 * MINUTE, step: 0 })
    await runDeliveries(ports, FOUND + 3 * MINUTE)
    expect(ports.store.messages.map(({ templateId }) => templateId)).toEqual([NORMAL, CRITICAL])
    expect(told(ports)).toEqual(['兰姨', '兰姨'])
  })
})

describe("WeChat's answers", () => {
  it('43101: nothing left after all: the ledger is emptied and the next one told at once', async () => {
    const ports = alertedShop()
    ports.outcomes.push(failure(43101))
    open(ports)
    await runDeliveries(ports, FOUND)
    expect(told(ports)).toEqual(['阿强'])
    expect(credit(ports, '兰姨')).toMatchObject({ granted: 0, spent: 0, reserved: {}, refusedAt: FOUND })
    expect(statuses(ports)).toEqual({ 兰姨: 'refused', 阿强: 'sent' })
  })

  it('40003: this person cannot be reached: the credit stays, the next one is told', async () => {
    const ports = alertedShop()
    ports.outcomes.push(failure(40003))
    open(ports)
    await runDeliveries(ports, FOUND)
    expect(told(ports)).toEqual(['阿强'])
    expect(left(ports, '兰姨')).toBe(3)
  })

  it.each([47003, 40037, 41030, 43107])(
    '%i: the message is at fault: nobody else is tried, no credit is lost',
    async (code) => {
      const ports = alertedShop()
      ports.outcomes.push(failure(code))
      open(ports)
      await runMinutes(ports, 30)
      expect(told(ports)).toEqual([])
      expect(statuses(ports)).toEqual({ 兰姨: 'dead' })
      expect(left(ports, '兰姨')).toBe(3)
      expect(incident(ports).history.at(-1)?.text).toBe(`给兰姨的消息发不出去：${code} errMsg`)
    },
  )

  it.each([-1, 43108, 45009, 99999])('%i: the same person is tried again later, and told once', async (code) => {
    const ports = alertedShop()
    ports.outcomes.push(failure(code), failure(code))
    open(ports)
    await runDeliveries(ports, FOUND)
    await runDeliveries(ports, FOUND + 9_000)
    expect(statuses(ports)).toEqual({ 兰姨: 'retry' })
    expect(left(ports, '兰姨')).toBe(3)
    await runMinutes(ports, 4)
    expect(told(ports)).toEqual(['兰姨'])
    expect(left(ports, '兰姨')).toBe(2)
  })

  it('after four tries the next one is told', async () => {
    const ports = alertedShop()
    ports.outcomes.push(failure(-1), failure(-1), failure(-1), failure(-1))
    open(ports)
    await runMinutes(ports, 5)
    expect(told(ports)).toEqual(['阿强'])
    expect(statuses(ports)).toEqual({ 兰姨: 'dead', 阿强: 'sent' })
  })

  it('no answer: it may have arrived: spent, never to the same person again, one other is told', async () => {
    const ports = alertedShop()
    ports.outcomes.push({ status: 'unknown', message: 'timeout' })
    open(ports)
    await runMinutes(ports, 5)
    expect(told(ports)).toEqual(['兰姨', '阿强'])
    expect(statuses(ports)).toEqual({ 兰姨: 'unknown', 阿强: 'sent' })
    expect(left(ports, '兰姨')).toBe(2)
  })

  it('no answer twice: the third person is left in peace for the five minutes in which somebody may take it', async () => {
    const ports = alertedShop()
    ports.outcomes.push({ status: 'unknown', message: 'timeout' }, { status: 'unknown', message: 'timeout' })
    open(ports)
    await runMinutes(ports, 5)
    expect(statuses(ports)).toEqual({ 兰姨: 'unknown', 阿强: 'unknown' })
    await runDeliveries(ports, FOUND + 5 * MINUTE)
    expect(statuses(ports)).toEqual({ 兰姨: 'unknown', 阿强: 'unknown', 小周: 'sent' })
  })

  it('no answer twice for a warning: nobody else is disturbed', async () => {
    const ports = alertedShop()
    ports.outcomes.push({ status: 'unknown', message: 'timeout' }, { status: 'unknown', message: 'timeout' })
    open(ports, 'warn')
    await runMinutes(ports, 30)
    expect(statuses(ports)).toEqual({ 兰姨: 'unknown', 阿强: 'unknown' })
  })
})

describe('a run that died', () => {
  it('leaves a lease that ends as unknown, and the next one is told', async () => {
    const ports = alertedShop()
    open(ports)
    ports.before.run = (operation) => {
      if (operation === 'messages.send') throw new Error('killed')
    }
    await runDeliveries(ports, FOUND)
    ports.before.run = () => {}
    await runDeliveries(ports, FOUND + 59_000)
    expect(told(ports)).toEqual([])
    await runDeliveries(ports, FOUND + 60_000)
    expect(told(ports)).toEqual(['阿强'])
    expect(statuses(ports)).toEqual({ 兰姨: 'unknown', 阿强: 'sent' })
  })

  it('still has its lease settled when the incident is over', async () => {
    const ports = alertedShop()
    open(ports)
    ports.before.run = (operation) => {
      if (operation === 'messages.send') throw new Error('killed')
    }
    await runDeliveries(ports, FOUND)
    ports.before.run = () => {}
    change(ports, { status: 'resolved', nextAt: FOUND + 60_000 })
    await runDeliveries(ports, FOUND + 120_000)
    expect(statuses(ports)).toEqual({ 兰姨: 'unknown' })
    expect(incident(ports).nextAt).toBeNull()
    expect(left(ports, '兰姨')).toBe(2)
  })

  it('does not keep an old reservation for ever', async () => {
    const ports = alertedShop(1)
    const known = credit(ports, '兰姨') as NonNullable<ReturnType<typeof credit>>
    ports.store.credits.set(known._id, { ...known, reserved: { 'another incident': NOON_MINUTE - 61 } })
    open(ports)
    await runDeliveries(ports, FOUND)
    expect(told(ports)).toEqual(['兰姨'])
  })
})

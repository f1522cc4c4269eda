import type { IncidentDocument } from '../../../core/documents/incident'
import type { SilenceDocument } from '../../../core/documents/silence'
import { newIncident } from '../../../core/incidents/newIncident'
import { runDeliveries } from '../../../core/incidents/runDeliveries'
import { alertedShop, fakeSettings, NOON, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const FOUND = NOON + MINUTE

const open = (ports: FakePorts, id: string, more: Partial<IncidentDocument> = {}, at = NOON): void => {
  const severity = more.severity ?? 'crit'
  const title = more.title ?? '顾客付不了款'
  const incident = newIncident({
    id,
    store: 's1',
    area: more.area ?? 'ordering',
    severity,
    title,
    sentence: '3分钟4位顾客付款失败',
    minute: at / MINUTE,
    alerts: [{ rule: 'r', title, severity, since: at, until: null, value: 0 }],
  })
  ports.store.incidents.set(id, { ...incident, ...more })
}
const told = (ports: FakePorts): string[] => ports.store.messages.map(({ openid }) => openid.replace('openid-', ''))
const incident = (ports: FakePorts, id = 'a') => ports.store.incidents.get(id) as IncidentDocument
const runFrom = async (ports: FakePorts, from: number, minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute++) await runDeliveries(ports, from + minute * MINUTE)
}
const silence = (more: Partial<SilenceDocument> = {}): SilenceDocument => ({
  _id: 'silence',
  version: 1,
  store: 's1',
  kind: 'silence',
  area: null,
  upTo: 'crit',
  from: NOON - HOUR,
  until: NOON + HOUR,
  weekly: null,
  by: '兰姨',
  reason: '换收银机',
  ...more,
})

describe('a silence', () => {
  it('holds messages back, says so once, and tells what still fires when it ends', async () => {
    const ports = alertedShop()
    ports.store.silences.set('silence', silence())
    open(ports, 'a')
    await runFrom(ports, FOUND, 59)
    expect(told(ports)).toEqual([])
    expect(incident(ports).history.filter(({ text }) => text.includes('静音'))).toHaveLength(1)
    expect(incident(ports).hold).toEqual({ reason: 'silence', until: NOON + HOUR })
    await runDeliveries(ports, NOON + HOUR)
    expect(told(ports)).toEqual(['兰姨'])
    expect(incident(ports).hold).toBeNull()
  })

  it('under which it resolves sends nothing, neither before nor after', async () => {
    const ports = alertedShop()
    ports.store.silences.set('silence', silence())
    open(ports, 'a')
    await runFrom(ports, FOUND, 5)
    ports.store.incidents.set('a', { ...incident(ports), status: 'resolved', nextAt: null, version: 9 })
    await runFrom(ports, NOON + HOUR, 10)
    expect(told(ports)).toEqual([])
  })

  it.each([
    ['of another area', { area: 'experience' }],
    ['of another shop', { store: 's2' }],
    ['of warnings only', { upTo: 'warn' as const }],
    ['that is over', { until: NOON }],
    ['that has not begun', { from: NOON + 30 * MINUTE }],
  ])('%s holds nothing back', async (_, more) => {
    const ports = alertedShop()
    ports.store.silences.set('silence', silence(more))
    open(ports, 'a')
    await runDeliveries(ports, FOUND)
    expect(told(ports)).toEqual(['兰姨'])
  })
})

describe('a critical incident', () => {
  it('speaks for the warnings of its shop; a warning that outlives it is told then', async () => {
    const ports = alertedShop()
    open(ports, 'crit')
    open(ports, 'a', { severity: 'warn', area: 'experience', title: '打开慢' })
    await runFrom(ports, FOUND, 3)
    expect(told(ports)).toEqual(['兰姨'])
    expect(incident(ports).hold?.reason).toBe('inhibited')
    ports.store.incidents.set('crit', { ...incident(ports, 'crit'), status: 'resolved', nextAt: null, version: 9 })
    await runFrom(ports, FOUND + 3 * MINUTE, 3)
    expect(ports.store.messages.at(-1)?.values.thing2).toBe('打开慢')
  })

  it('says nothing about another shop, nor about an area it does not explain', async () => {
    const ports = alertedShop()
    open(ports, 'other', { store: 's2' })
    open(ports, 'experience', { area: 'experience' })
    open(ports, 'a', { severity: 'warn' })
    await runFrom(ports, FOUND, 3)
    expect(incident(ports).hold ?? null).toBeNull()
    expect(incident(ports).deliveries['warn:兰姨']?.status).toBe('sent')
  })
})

describe('trouble that comes back', () => {
  const endedBefore = (ports: FakePorts, endedMinutesAgo: number, more: Partial<IncidentDocument> = {}): void => {
    open(ports, 'before', {}, NOON - 40 * MINUTE)
    const sent = { staff: '兰姨', name: '兰姨', openid: '', templateId: '', attempts: 1, leaseUntil: null, owner: null }
    ports.store.incidents.set('before', {
      ...incident(ports, 'before'),
      status: 'resolved',
      nextAt: null,
      resolvedAt: NOON - endedMinutesAgo * MINUTE,
      deliveries: { 'crit:兰姨': { ...sent, status: 'sent', notBefore: 0, sentAt: NOON, error: null } },
      ...more,
    })
  }

  it('within half an hour waits five minutes for somebody to take it, then is told', async () => {
    const ports = alertedShop()
    endedBefore(ports, 10)
    open(ports, 'a')
    await runFrom(ports, FOUND, 5)
    expect(told(ports)).toEqual([])
    await runDeliveries(ports, FOUND + 5 * MINUTE)
    expect(told(ports)).toEqual(['兰姨'])
  })

  it.each([
    ['after more than half an hour', 31, {}],
    ['of which nobody was told', 10, { deliveries: {} }],
    ['that was less bad before', 10, { severity: 'warn' as const }],
    ['in another area', 10, { area: 'experience' }],
  ])('%s is told at once', async (_, minutes, more) => {
    const ports = alertedShop()
    endedBefore(ports, minutes, more)
    open(ports, 'a')
    await runDeliveries(ports, FOUND)
    expect(told(ports)).toEqual(['兰姨'])
  })
})

describe('quiet hours', () => {
  const NIGHT = NOON + 11 * HOUR // 23:00
  const MORNING = NOON + 21 * HOUR // 09:00 of the next day
  const quiet = { from: 22 * 60, to: 9 * 60 }
  const asleep = (ports: FakePorts, wakeMe = false): void => {
    for (const [name, order] of [
      ['兰姨', 1],
      ['阿强', 2],
      ['小周', 3],
    ] as const) {
      ports.store.staff.set(name, person(name, order, { quiet, wakeMe }))
    }
  }

  it('hold a warning until the morning of the shop’s clock', async () => {
    const ports = alertedShop()
    asleep(ports)
    open(ports, 'a', { severity: 'warn' }, NIGHT)
    await runFrom(ports, NIGHT + 2 * MINUTE, 3)
    expect(incident(ports).hold).toEqual({ reason: 'quiet', until: MORNING })
    await runDeliveries(ports, MORNING - MINUTE)
    expect(told(ports)).toEqual([])
    await runDeliveries(ports, MORNING)
    expect(told(ports)).toEqual(['兰姨'])
  })

  it('of several warnings make one message in the morning', async () => {
    const ports = alertedShop()
    asleep(ports)
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      open(ports, id, { severity: 'warn', area: `area${index}` }, NIGHT + index * MINUTE)
    }
    await runFrom(ports, NIGHT + 2 * MINUTE, 5)
    await runFrom(ports, MORNING, 3)
    expect(told(ports)).toEqual(['兰姨'])
    expect(ports.store.messages[0]?.values.thing4).toBe('夜里攒下 3 件，都还没好')
    expect(incident(ports, 'b').history.at(-1)?.text).toBe('和「顾客付不了款」一起说了')
  })

  it('are broken by a critical one only for who said so; others come first', async () => {
    const ports = alertedShop()
    asleep(ports)
    ports.store.staff.set('小周', person('小周', 3, { quiet, wakeMe: true }))
    open(ports, 'a', {}, NIGHT)
    await runDeliveries(ports, NIGHT + MINUTE)
    expect(told(ports)).toEqual(['小周'])
  })

  it('with everybody asleep send a critical one to the group', async () => {
    const ports = alertedShop()
    asleep(ports)
    const robot = { url: 'https://robot.example', mentions: [] }
    ports.store.settings.set('main', { ...fakeSettings, channels: { robot } })
    open(ports, 'a', {}, NIGHT)
    await runDeliveries(ports, NIGHT + MINUTE)
    expect(told(ports)).toEqual([])
    expect(ports.store.robot).toHaveLength(1)
    expect(incident(ports).history.some(({ text }) => text === '都在休息，没有通知任何人')).toBe(true)
  })
})

describe('who is told first', () => {
  it('is who is on duty by the plan, then the usual order', async () => {
    const ports = alertedShop()
    const slot = { weekday: 3, from: 600, to: 840, staff: '小周' }
    ports.store.settings.set('main', { ...fakeSettings, rota: { s1: { slots: [slot], overrides: [] } } })
    open(ports, 'a')
    await runFrom(ports, FOUND, 6)
    expect(told(ports)).toEqual(['小周', '兰姨'])
  })

  it('is not who opted out', async () => {
    const ports = alertedShop()
    ports.store.staff.set('兰姨', person('兰姨', 1, { optedOut: true }))
    open(ports, 'a')
    await runDeliveries(ports, FOUND)
    expect(told(ports)).toEqual(['阿强'])
  })
})

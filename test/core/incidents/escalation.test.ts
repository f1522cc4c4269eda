import type { IncidentDocument } from '../../../core/documents/incident'
import type { SettingsDocument } from '../../../core/documents/settings'
import { applyIntent } from '../../../core/incidents/applyIntent'
import { newIncident } from '../../../core/incidents/newIncident'
import { runDeliveries } from '../../../core/incidents/runDeliveries'
import { deadLetters, summarizeIncident } from '../../../core/incidents/summary'
import type { SendOutcome } from '../../../core/ports/outside'
import { alertedShop, CRITICAL, fakeSettings, NOON, NOON_MINUTE, person } from '../../fakes/alertedShop'
import { defaultRules } from '../../fakes/defaultRules'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000
const ID = `s1:ordering:${NOON_MINUTE}`
const FOUND = NOON + MINUTE
const DIGEST = 'tmpl-digest'
const failure = (code: number, final = false): SendOutcome => ({ status: 'failed', code, message: 'errMsg', final })

const channels: SettingsDocument['channels'] = {
  robot: { url: 'https://robot.example/key', mentions: ['13800000000'] },
  webhook: { url: 'https://hook.example/in', secrets: ['0123456789abcdef'] },
}

/** A shop with a group's robot and a webhook, and people with this many messages. */
const shop = (granted = 3, more: Partial<SettingsDocument> = {}): FakePorts => {
  const ports = alertedShop(granted)
  ports.store.settings.set('main', { ...fakeSettings, channels, ...more })
  return ports
}
const open = (ports: FakePorts, more: Partial<IncidentDocument> = {}): IncidentDocument => {
  const severity = more.severity ?? 'crit'
  const alert = { rule: 'r', title: '顾客付不了款', severity, since: NOON, until: null, value: 0 }
  const incident = {
    ...newIncident({
      id: more._id ?? ID,
      store: 's1',
      area: more.area ?? 'ordering',
      severity,
      title: '顾客付不了款',
      sentence: '3分钟4位顾客付款失败',
      minute: NOON_MINUTE,
      alerts: [alert],
    }),
    ...more,
  }
  ports.store.incidents.set(incident._id, incident)
  return incident
}
const incident = (ports: FakePorts, id = ID): IncidentDocument => ports.store.incidents.get(id) as IncidentDocument
const change = (ports: FakePorts, more: Partial<IncidentDocument>, id = ID): void => {
  ports.store.incidents.set(id, { ...incident(ports, id), ...more, version: incident(ports, id).version + 1 })
}
const told = (ports: FakePorts): string[] => ports.store.messages.map(({ openid }) => openid.replace('openid-', ''))
/** Runs each minute, and notes in which minute each channel was used. */
const run = async (ports: FakePorts, minutes: number, from = 0): Promise<Record<string, number[]>> => {
  const seen: Record<string, number[]> = { people: [], robot: [], webhook: [] }
  for (let minute = from; minute < from + minutes; minute++) {
    const before = [ports.store.messages.length, ports.store.robot.length, ports.store.webhook.length]
    await runDeliveries(ports, FOUND + minute * MINUTE)
    const after = [ports.store.messages.length, ports.store.robot.length, ports.store.webhook.length]
    Object.keys(seen).forEach((channel, index) => {
      for (let count = before[index] as number; count < (after[index] as number); count++) seen[channel]?.push(minute)
    })
  }
  return seen
}

describe('the steps of a critical incident that nobody takes', () => {
  it('are the first person, the next after 5 minutes, the group after 10, the webhook after 15, one more after 15', async () => {
    const ports = shop()
    open(ports)
    expect(await run(ports, 60)).toEqual({ people: [0, 5, 15], robot: [10], webhook: [15] })
    expect(told(ports)).toEqual(['兰姨', '阿强', '小周'])
    expect(incident(ports).nextAt).toBeNull()
  })

  it('tell the owner at the fourth step before others who come earlier in the order', async () => {
    const ports = shop()
    ports.store.staff.set('兰姨', person('兰姨', 9, { role: 'owner' }))
    ports.store.staff.set('小周', person('小周', 3))
    ports.store.staff.set('小李', person('小李', 4))
    open(ports)
    await run(ports, 16)
    expect(told(ports)).toEqual(['阿强', '小周', '兰姨'])
  })

  it('end as soon as somebody takes it, also for what is queued', async () => {
    const ports = shop()
    ports.outside.robot.push(failure(45009))
    open(ports)
    await run(ports, 11)
    change(ports, { status: 'acknowledged', nextAt: null })
    expect(await run(ports, 30, 11)).toEqual({ people: [], robot: [], webhook: [] })
    expect(incident(ports).deliveries['crit:@robot']?.status).toBe('skipped')
  })

  it('are at most six', async () => {
    const ports = shop()
    for (let order = 4; order < 12; order++) {
      const one = person(`p${order}`, order)
      ports.store.staff.set(one._id, one)
      const known = ports.store.credits.get(`兰姨:${CRITICAL}`)
      ports.store.credits.set(`${one._id}:${CRITICAL}`, {
        ...(known as NonNullable<typeof known>),
        _id: `${one._id}:${CRITICAL}`,
        openid: one.openid,
      })
    }
    open(ports)
    expect(await run(ports, 120)).toEqual({ people: [0, 5, 15, 20, 25], robot: [10], webhook: [15] })
  })
})

describe('a warning', () => {
  it('tells one person, and the group after half an hour', async () => {
    const ports = shop()
    open(ports, { severity: 'warn' })
    expect(await run(ports, 90)).toEqual({ people: [1], robot: [31], webhook: [] })
  })

  it('says on the page that the group is next', async () => {
    const ports = shop()
    open(ports, { severity: 'warn' })
    await run(ports, 3)
    const context = { rules: defaultRules, staff: [], credits: [], settings: { ...fakeSettings, channels }, now: FOUND }
    expect(summarizeIncident(incident(ports), context).next).toEqual({ name: '企业微信群', at: FOUND + 31 * MINUTE })
  })
})

describe('where people cannot be told', () => {
  it.each([
    ['nobody has a message left', (ports: FakePorts) => ports.store.credits.clear()],
    ['the template is refused', (ports: FakePorts) => ports.outcomes.push(failure(40037))],
    ['the day’s messages are used up', (ports: FakePorts) => ports.outcomes.push(failure(45009))],
    [
      'two messages may or may not have arrived',
      (ports: FakePorts) =>
        ports.outcomes.push({ status: 'unknown', message: 't' }, { status: 'unknown', message: 't' }),
    ],
    [
      'no template is set',
      (ports: FakePorts) =>
        ports.store.settings.set('main', {
          ...fakeSettings,
          channels,
          templates: { critical: null, normal: null, digest: null },
        }),
    ],
  ])('the group is told in the same minute: %s', async (_, prepare) => {
    const ports = shop()
    prepare(ports)
    open(ports)
    expect((await run(ports, 1)).robot).toEqual([0])
  })

  it('the webhook is told where there is no group', async () => {
    const ports = shop(0, { channels: { webhook: channels?.webhook ?? null } })
    open(ports)
    expect((await run(ports, 1)).webhook).toEqual([0])
  })

  it('after two unclear ends no further person is disturbed', async () => {
    const ports = shop()
    ports.outcomes.push({ status: 'unknown', message: 't' }, { status: 'unknown', message: 't' })
    open(ports)
    await run(ports, 60)
    expect(told(ports)).toEqual(['兰姨', '阿强'])
  })

  it('trouble of the monitoring itself goes to the group at once', async () => {
    const ports = shop()
    open(ports, { severity: 'warn', area: 'monitor', nextAt: FOUND })
    expect((await run(ports, 1)).robot).toEqual([0])
  })
})

describe('a robot that does not answer', () => {
  it('is asked again each minute, and posts the incident as it is then', async () => {
    const ports = shop()
    ports.outside.robot.push(failure(45009), { status: 'unknown', message: 't' }, failure(500))
    open(ports)
    await run(ports, 11)
    change(ports, { sentence: '9分钟12位顾客付款失败' })
    await run(ports, 4, 11)
    expect(incident(ports).deliveries['crit:@robot']).toMatchObject({ status: 'sent', attempts: 4 })
    expect(ports.store.robot.at(-1)?.text).toContain('9分钟12位')
  })

  it('leaves a dead letter on the incident where its address is wrong', async () => {
    const ports = shop()
    ports.outside.robot.push(failure(93000, true))
    open(ports)
    await run(ports, 12)
    expect(deadLetters(incident(ports))).toEqual([{ to: '企业微信群', reason: '93000 errMsg' }])
    expect(incident(ports).history.at(-1)?.text).toBe('给企业微信群的消息发不出去：93000 errMsg')
  })
})

describe('the end', () => {
  const resolve = (ports: FakePorts, minute: number): void => {
    const before = incident(ports)
    const ended = applyIntent(before, { kind: 'resolve', incidentId: ID, minute: NOON_MINUTE + minute })
    change(ports, ended as IncidentDocument)
  }
  const withDigest = (granted: number): FakePorts => {
    const ports = shop()
    const template = {
      ...(fakeSettings.templates.normal as NonNullable<typeof fakeSettings.templates.normal>),
      id: DIGEST,
    }
    const templates = { ...fakeSettings.templates, digest: template }
    ports.store.settings.set('main', { ...fakeSettings, channels, templates })
    const known = ports.store.credits.get(`兰姨:${CRITICAL}`)
    const own = {
      ...(known as NonNullable<typeof known>),
      _id: `兰姨:${DIGEST}`,
      templateId: DIGEST,
      granted,
      spent: 0,
    }
    ports.store.credits.set(own._id, own)
    return ports
  }

  it('is told to the group if the group was told', async () => {
    const ports = shop()
    open(ports)
    await run(ports, 11)
    resolve(ports, 12)
    await run(ports, 2, 12)
    expect(ports.store.robot.map(({ text }) => text.split('\n')[0])).toEqual([
      '【严重】兰姨牛肉面 文三路店：顾客付不了款',
      '【恢复】兰姨牛肉面 文三路店：顾客付不了款',
    ])
    expect(incident(ports).nextAt).toBeNull()
  })

  it('is told to nobody who was not told of the beginning', async () => {
    const ports = withDigest(3)
    open(ports)
    ports.outcomes.push({ status: 'unknown', message: 't' })
    await run(ports, 1)
    resolve(ports, 30)
    await run(ports, 2, 31)
    expect(ports.store.messages.filter(({ templateId }) => templateId === DIGEST).map(({ openid }) => openid)).toEqual(
      [],
    )
    expect(ports.store.robot).toEqual([])
  })

  it.each([
    ['after more than a quarter of an hour, with messages to spare, it is', 20, 2, null, ['openid-兰姨']],
    ['after less it is not', 10, 2, null, []],
    ['the last message stays for the daily report', 20, 1, null, []],
    ['not to who took it: they know', 20, 2, { by: '兰姨', staff: '兰姨', at: NOON }, []],
  ] as const)('a person: %s', async (_, minutes, granted, acknowledged, expected) => {
    const ports = withDigest(granted)
    open(ports)
    await run(ports, 1)
    change(ports, { acknowledged, ...(acknowledged ? { status: 'acknowledged', nextAt: null } : {}) })
    resolve(ports, minutes)
    await run(ports, 2, minutes)
    const ends = ports.store.messages.filter(({ templateId }) => templateId === DIGEST)
    expect(ends.map(({ openid }) => openid)).toEqual(expected)
    expect(incident(ports).nextAt).toBeNull()
  })
})

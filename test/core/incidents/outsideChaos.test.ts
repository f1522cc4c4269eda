import fc from 'fast-check'
import type { IncidentDocument } from '../../../core/documents/incident'
import type { SettingsDocument } from '../../../core/documents/settings'
import { newIncident } from '../../../core/incidents/newIncident'
import { runDeliveries } from '../../../core/incidents/runDeliveries'
import { alertedShop, fakeSettings, NOON, NOON_MINUTE, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000
const ID = `s1:ordering:${NOON_MINUTE}`
const channels: SettingsDocument['channels'] = {
  robot: { url: 'https://robot.example/key', mentions: [] },
  webhook: { url: 'https://hook.example/in', secrets: ['0123456789abcdef'] },
}

const shop = (): FakePorts => {
  const ports = alertedShop()
  ports.store.settings.set('main', { ...fakeSettings, channels })
  const alert = { rule: 'r', title: 't', severity: 'crit' as const, since: NOON, until: null, value: 0 }
  const found = { id: ID, store: 's1', area: 'ordering', severity: 'crit' as const, minute: NOON_MINUTE - 1 }
  ports.store.incidents.set(ID, newIncident({ ...found, title: '顾客付不了款', sentence: '付不了', alerts: [alert] }))
  return ports
}
const incident = (ports: FakePorts): IncidentDocument => ports.store.incidents.get(ID) as IncidentDocument
const told = (ports: FakePorts): string[] => ports.store.messages.map(({ openid }) => openid)

/** Twenty-five minutes; before each of `kills`, counted over all calls, the run dies with all it has not done. */
const runKilled = async (kills: readonly number[]): Promise<{ ports: FakePorts; calls: number }> => {
  const ports = shop()
  let calls = 0
  let isDead = false
  ports.before.run = () => {
    if (kills.includes(calls)) isDead = true
    calls += 1
    if (isDead) throw new Error('killed')
  }
  for (let minute = 0; minute < 25; minute++) {
    isDead = false
    await runDeliveries(ports, NOON + minute * MINUTE).catch(() => undefined)
  }
  return { ports, calls }
}

const expectWell = (ports: FakePorts): void => {
  expect(new Set(told(ports)).size).toBe(told(ports).length)
  const { '@robot': _, ...statuses } = Object.fromEntries(
    Object.values(incident(ports).deliveries).map(({ staff, status }) => [staff, status]),
  )
  expect(incident(ports).deliveries['crit:@robot']?.status).toBe('sent')
  expect(statuses['@webhook']).toBe('sent')
  expect(ports.store.webhook.every(({ id }) => id === `${ID}:crit:@webhook`)).toBe(true)
  for (const { granted, spent, reserved } of ports.store.credits.values()) {
    expect(spent + Object.keys(reserved).length).toBeLessThanOrEqual(granted)
  }
}

describe('people, the group and the webhook of one incident', () => {
  it('are all told, and no person twice, whichever call a run dies before', async () => {
    const { ports, calls } = await runKilled([])
    expect([told(ports).length, ports.store.robot.length, ports.store.webhook.length]).toEqual([3, 1, 1])
    for (let call = 0; call < calls; call++) expectWell((await runKilled([call])).ports)
  })

  it('and whichever few', async () => {
    const { calls } = await runKilled([])
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: calls }), { minLength: 2, maxLength: 4 }), async (kills) => {
        expectWell((await runKilled(kills)).ports)
      }),
      { numRuns: 60 },
    )
  })

  it('are told once each by runs that overlap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 5 }), { minLength: 20, maxLength: 100 }), async (waits) => {
        const ports = shop()
        let calls = 0
        ports.before.run = async () => {
          for (let turn = waits[calls++ % waits.length] ?? 0; turn > 0; turn--) await Promise.resolve()
        }
        for (let minute = 0; minute < 18; minute++) {
          const now = NOON + minute * MINUTE
          await Promise.all([runDeliveries(ports, now), runDeliveries(ports, now + 50)])
        }
        expect(new Set(told(ports)).size).toBe(told(ports).length)
        expect([ports.store.robot.length, ports.store.webhook.length]).toEqual([1, 1])
      }),
      { numRuns: 40 },
    )
  })

  it('are told nothing that is over: everybody’s last look is at the incident as it is', async () => {
    const { calls } = await runKilled([])
    for (let call = 0; call < calls; call += 3) {
      const ports = shop()
      let count = 0
      let sentBefore = -1
      const sent = (): number => ports.store.messages.length + ports.store.robot.length + ports.store.webhook.length
      ports.before.run = (operation) => {
        if (count++ >= call && sentBefore < 0 && !operation.endsWith('.send')) {
          sentBefore = sent()
          ports.store.incidents.set(ID, { ...incident(ports), status: 'resolved', nextAt: null, version: 999 })
        }
      }
      for (let minute = 0; minute < 25; minute++) await runDeliveries(ports, NOON + minute * MINUTE)
      // between the last look and the send lies one read of the person
      expect(sent() - sentBefore).toBeLessThanOrEqual(1)
    }
  })
})

describe('somebody who takes 用工关系 messages', () => {
  it('is told by them, without a message of the wallet', async () => {
    const ports = shop()
    const { keywords = {}, page = '' } = fakeSettings.templates.critical ?? {}
    const employee = { templateId: 'tmpl-employee', keywords, page, tokenUrl: 'https://t', sendUrl: 'https://s' }
    ports.store.settings.set('main', { ...fakeSettings, channels: { employee } })
    ports.store.staff.set('兰姨', person('兰姨', 1, { employee: true }))
    await runDeliveries(ports, NOON)
    await runDeliveries(ports, NOON + 5 * MINUTE)
    expect(ports.store.messages.map(({ openid, templateId }) => [openid, templateId])).toEqual([
      ['openid-兰姨', 'tmpl-employee'],
      ['openid-阿强', 'tmpl-critical'],
    ])
    expect(ports.store.credits.get('兰姨:tmpl-critical')).toMatchObject({ spent: 0, reserved: {} })
  })
})

import type { IncidentDocument } from '../../../core/documents/incident'
import { applyIntent } from '../../../core/incidents/applyIntent'
import { newIncident } from '../../../core/incidents/newIncident'
import { runDeliveries } from '../../../core/incidents/runDeliveries'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { alertedShop, fakeSettings, NOON, NOON_MINUTE, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000
const ID = 's1:ordering:1'
const pause = {
  id: 'pause',
  name: '暂停接单',
  note: '最后一招',
  function: 'shop',
  event: { action: 'pause' },
  undoEvent: { action: 'resume' },
  undoAfterMinutes: 30,
  role: 'manager' as const,
  stores: [],
}
const codes = { hash: (code: string) => code, make: () => 'X' }
const call = (ports: FakePorts, id: string, event: unknown, now = NOON) =>
  handleAdmin(event, { ports, codes, caller: { id, openid: `openid-${id}` }, now })
const mitigate = { action: 'mitigate', incident: ID, mitigation: 'pause' }

const shop = (): FakePorts => {
  const ports = alertedShop()
  ports.store.staff.set('阿强', person('阿强', 2, { role: 'manager' }))
  ports.store.settings.set('main', { ...fakeSettings, mitigations: [pause] })
  const incident = newIncident({
    id: ID,
    store: 's1',
    area: 'ordering',
    severity: 'crit',
    title: '顾客付不了款',
    sentence: '3分钟4位顾客付款失败',
    minute: NOON_MINUTE - 1,
    alerts: [{ rule: 'r', title: 't', severity: 'crit', since: NOON, until: null, value: 0 }],
  })
  ports.store.incidents.set(ID, incident)
  return ports
}
const incident = (ports: FakePorts): IncidentDocument => ports.store.incidents.get(ID) as IncidentDocument
const runs = (ports: FakePorts) => (incident(ports).mitigations ?? []).map(({ status }) => status)
const calls = (ports: FakePorts) => ports.store.actions.map(({ event }) => event.action)
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) })

describe('an action of the shop, run from an incident', () => {
  it('calls its function, takes the incident, is written down, and undoes itself when its time is over', async () => {
    const ports = shop()
    expect(await call(ports, '阿强', mitigate)).toMatchObject({ ok: true, value: { run: `pause-${NOON}` } })
    expect(ports.store.actions).toEqual([
      { name: 'shop', event: { action: 'pause', kandian: { run: `pause-${NOON}`, undo: false } } },
    ])
    expect(incident(ports)).toMatchObject({ status: 'acknowledged', acknowledged: { by: '阿强' } })
    expect([...ports.store.accessLog.values()]).toMatchObject([
      { by: '阿强', action: 'mitigate', subject: `${ID}:pause` },
    ])
    await runDeliveries(ports, NOON + 29 * MINUTE)
    expect(calls(ports)).toEqual(['pause'])
    await runDeliveries(ports, NOON + 30 * MINUTE)
    await runDeliveries(ports, NOON + 31 * MINUTE)
    expect(calls(ports)).toEqual(['pause', 'resume'])
    expect(runs(ports)).toEqual(['undone'])
    expect(incident(ports).history.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['阿强暂停接单', '暂停接单撤掉了']),
    )
  })

  it('undoes itself also when the incident is over before', async () => {
    const ports = shop()
    await call(ports, '阿强', mitigate)
    const ended = applyIntent(incident(ports), { kind: 'resolve', incidentId: ID, minute: NOON_MINUTE + 5 })
    ports.store.incidents.set(ID, ended as IncidentDocument)
    expect((await ports.incidents.readActive()).map(({ _id }) => _id)).toEqual([ID])
    await runDeliveries(ports, NOON + 30 * MINUTE)
    expect(calls(ports)).toEqual(['pause', 'resume'])
    expect(await ports.incidents.readActive()).toEqual([])
  })

  it('is undone by hand before its time, once', async () => {
    const ports = shop()
    await call(ports, '阿强', mitigate)
    const undo = { action: 'undo', incident: ID, run: `pause-${NOON}` }
    expect(await call(ports, '小周', undo, NOON + MINUTE)).toEqual(refused('forbidden'))
    expect(await call(ports, '兰姨', undo, NOON + MINUTE)).toMatchObject({ ok: true })
    expect(await call(ports, '兰姨', undo, NOON + 2 * MINUTE)).toEqual(refused('not_found'))
    await runDeliveries(ports, NOON + 30 * MINUTE)
    expect(calls(ports)).toEqual(['pause', 'resume'])
  })

  it.each([
    ['somebody below its role', '小周', mitigate, 'forbidden'],
    ['a stranger', 'x', mitigate, 'forbidden'],
    ['an action that is not in the settings', '兰姨', { ...mitigate, mitigation: 'burn' }, 'not_found'],
    ['an incident of another shop', '兰姨', { ...mitigate, incident: 'other' }, 'not_found'],
  ])('is refused to %s', async (_, who, event, code) => {
    const ports = shop()
    expect(await call(ports, who, event)).toEqual(refused(code))
    expect(ports.store.actions).toEqual([])
  })

  it('is not run a second time while it is in force', async () => {
    const ports = shop()
    await Promise.all([call(ports, '阿强', mitigate), call(ports, '兰姨', mitigate, NOON + 1)])
    expect(calls(ports)).toEqual(['pause'])
    await runDeliveries(ports, NOON + 31 * MINUTE)
    await call(ports, '兰姨', mitigate, NOON + 32 * MINUTE)
    expect(calls(ports)).toEqual(['pause', 'resume', 'pause'])
  })

  it('that the shop’s function refuses is not undone', async () => {
    const ports = shop()
    ports.outside.actions.push({ status: 'failed', code: 0, message: 'no kitchen' })
    expect(await call(ports, '阿强', mitigate)).toEqual(refused('unavailable'))
    await runDeliveries(ports, NOON + 60 * MINUTE)
    expect(runs(ports)).toEqual(['failed'])
    expect(calls(ports)).toEqual([])
  })

  it('that did not answer may have run, so it is undone', async () => {
    const ports = shop()
    ports.outside.actions.push({ status: 'unknown', message: 'timeout' })
    await call(ports, '阿强', mitigate)
    await runDeliveries(ports, NOON + 30 * MINUTE)
    expect(calls(ports)).toEqual(['pause', 'resume'])
  })

  it('whose undoing fails is tried each minute, and after half an hour people are told to do it themselves', async () => {
    const ports = shop()
    await call(ports, '阿强', mitigate)
    for (let count = 0; count < 100; count++) ports.outside.actions.push({ status: 'unknown', message: 'timeout' })
    for (let minute = 30; minute < 90; minute++) await runDeliveries(ports, NOON + minute * MINUTE)
    expect(runs(ports)).toEqual(['stuck'])
    expect(calls(ports)).toHaveLength(31)
    expect(incident(ports).history.at(-1)?.text).toBe('暂停接单撤不掉，要自己动手')
  })

  it('killed before any of its calls is never left in force', async () => {
    const calm = shop()
    let total = 0
    calm.before.run = () => void total++
    await call(calm, '阿强', mitigate)
    await runDeliveries(calm, NOON + 30 * MINUTE)
    for (let killed = 0; killed < total; killed++) {
      const ports = shop()
      let count = 0
      let isDead = false
      ports.before.run = () => {
        if (count++ === killed) isDead = true
        if (isDead) throw new Error('killed')
      }
      await call(ports, '阿强', mitigate).catch(() => undefined)
      isDead = false
      for (let minute = 30; minute < 34; minute++) {
        await runDeliveries(ports, NOON + minute * MINUTE).catch(() => undefined)
        isDead = false
      }
      const [last] = calls(ports).slice(-1)
      expect(last === undefined || last === 'resume').toBe(true)
      expect(runs(ports).filter((status) => status !== 'undone' && status !== 'failed')).toEqual([])
    }
  })
})

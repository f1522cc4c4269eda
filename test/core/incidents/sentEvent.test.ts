import type { Delivery } from '../../../core/documents/delivery'
import { newIncident } from '../../../core/incidents/newIncident'
import { receivePush } from '../../../core/incidents/receivePush'
import { alertedShop, CRITICAL, fakeSettings, NOON, NOON_MINUTE, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const owner = person('兰姨', 1)
const KEY = 'crit:兰姨'

const shopWith = (status: Delivery['status'], sentAt: number | null): FakePorts => {
  const ports = alertedShop()
  const alert = { rule: 'r', title: 't', severity: 'crit' as const, since: NOON, until: null, value: 0 }
  const found = {
    id: 'i',
    store: 's1',
    area: 'ordering',
    severity: 'crit' as const,
    minute: NOON_MINUTE,
    alerts: [alert],
  }
  const told = { staff: owner._id, name: owner.name, openid: owner.openid, templateId: CRITICAL, attempts: 1 }
  const delivery: Delivery = { ...told, status, leaseUntil: null, owner: null, notBefore: 0, sentAt, error: null }
  const incident = newIncident({ ...found, title: 't', sentence: 's' })
  ports.store.incidents.set('i', { ...incident, nextAt: NOON + 300_000, deliveries: { [KEY]: delivery } })
  return ports
}

const sent = (ErrorCode: string) => ({
  FromUserName: owner.openid,
  CreateTime: NOON / 1000,
  MsgType: 'event',
  Event: 'subscribe_msg_sent_event',
  List: { TemplateId: CRITICAL, MsgID: '1', ErrorCode, ErrorStatus: ErrorCode === '0' ? 'success' : 'user refuse' },
})
const receive = (ports: FakePorts, code: string) =>
  receivePush(ports, sent(code), owner.openid, owner, fakeSettings, NOON + 1000)
const incident = (ports: FakePorts) => ports.store.incidents.get('i')

describe('what WeChat says afterwards about a message', () => {
  it('turns a delivery nobody knew the end of into a sent one, once', async () => {
    const ports = shopWith('unknown', null)
    expect(await receive(ports, '0')).toEqual({ ok: true, value: { counted: 1, ignored: 0 } })
    expect(await receive(ports, '0')).toEqual({ ok: true, value: { counted: 0, ignored: 1 } })
    expect(incident(ports)?.deliveries[KEY]).toMatchObject({ status: 'sent', sentAt: NOON })
  })

  it('makes the incident due for the next person when a message was refused after all', async () => {
    const ports = shopWith('sent', NOON)
    await receive(ports, '43101')
    expect(incident(ports)).toMatchObject({ nextAt: NOON + 1000, deliveries: { [KEY]: { status: 'refused' } } })
    expect(ports.store.credits.get(`兰姨:${CRITICAL}`)).toMatchObject({ granted: 0, spent: 0, refusedAt: NOON + 1000 })
  })

  it.each([
    ['confirms what is known', 'sent', NOON, '0'],
    ['is about an earlier message', 'sent', NOON - 600_000, '43101'],
    ['is about a try that was repeated', 'sent', NOON, '43108'],
  ] as const)('changes nothing when it %s', async (_, status, sentAt, code) => {
    const ports = shopWith(status, sentAt)
    const before = structuredClone(incident(ports))
    await receive(ports, code)
    expect(incident(ports)).toEqual(before)
  })
})

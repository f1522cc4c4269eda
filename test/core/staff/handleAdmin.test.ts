import type { IncidentDocument } from '../../../core/documents/incident'
import { newIncident } from '../../../core/incidents/newIncident'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { alertedShop, CRITICAL, fakeSettings, NOON, NOON_MINUTE, NORMAL, person } from '../../fakes/alertedShop'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const codes = { hash: (code: string, salt: string) => `hash(${salt},${code})`, make: () => 'INVITE-1' }
const call = (ports: FakePorts, id: string, event: unknown, now = NOON) =>
  handleAdmin(event, { ports, codes, caller: { id, openid: `openid-${id}` }, now })

const unclaimed = (): FakePorts => {
  const ports = alertedShop()
  ports.store.staff.clear()
  ports.store.settings.set('main', { ...fakeSettings, claimHash: codes.hash('CLAIM-1', 'salt') })
  return ports
}
const log = (ports: FakePorts) =>
  [...ports.store.accessLog.values()].map(({ by, action, subject }) => ({ by, action, subject }))
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) })

describe('claiming', () => {
  const claim = { action: 'claim', code: 'CLAIM-1', name: '兰姨' }

  it('makes who shows the code the owner of all shops, first on call', async () => {
    const ports = unclaimed()
    expect(await call(ports, 'a', claim)).toEqual({ ok: true, value: { role: 'owner' } })
    expect(ports.store.staff.get('a')).toMatchObject({
      openid: 'openid-a',
      name: '兰姨',
      role: 'owner',
      stores: ['s1'],
      order: 1,
    })
    expect(ports.store.settings.get('main')?.claimHash).toBeNull()
    expect(log(ports)).toEqual([{ by: 'a', action: 'claim', subject: '' }])
  })

  it('works once', async () => {
    const ports = unclaimed()
    await call(ports, 'a', claim)
    expect(await call(ports, 'b', claim)).toEqual(refused('claim_invalid'))
    expect(await call(ports, 'a', claim)).toEqual(refused('claim_invalid'))
    expect([...ports.store.staff.keys()]).toEqual(['a'])
  })

  it('makes one of two who claim at the same time the owner', async () => {
    const ports = unclaimed()
    const answers = await Promise.all([call(ports, 'a', claim), call(ports, 'b', claim)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(ports.store.staff.size).toBe(1)
  })

  it('cut off after the code was used is finished by claiming again', async () => {
    const ports = unclaimed()
    ports.before.run = (operation) => {
      if (operation === 'directory.writeStaff') throw new Error('killed')
    }
    await expect(call(ports, 'a', claim)).rejects.toThrow('killed')
    ports.before.run = () => {}
    expect(await call(ports, 'b', claim)).toEqual(refused('claim_invalid'))
    expect(await call(ports, 'a', claim)).toEqual({ ok: true, value: { role: 'owner' } })
  })

  it('with a wrong code changes nothing', async () => {
    const ports = unclaimed()
    expect(await call(ports, 'a', { ...claim, code: 'CLAIM-2' })).toEqual(refused('claim_invalid'))
    expect(ports.store.staff.size).toBe(0)
    expect(log(ports)).toEqual([])
  })

  it('before the environment is set up is refused as unavailable', async () => {
    expect(await call(fakePorts(NOON), 'a', claim)).toEqual(refused('unavailable'))
  })
})

describe('inviting', () => {
  const invite = { action: 'invite', role: 'staff' }
  const join = { action: 'join', code: 'INVITE-1', name: '小李' }

  it('gives a colleague the role once, for the shops of who invited, last on call', async () => {
    const ports = alertedShop()
    expect(await call(ports, '兰姨', invite)).toEqual({ ok: true, value: { code: 'INVITE-1', validMs: 86_400_000 } })
    expect(JSON.stringify(ports.store.settings.get('main'))).not.toContain('"INVITE-1"')
    expect(await call(ports, 'new', join)).toEqual({ ok: true, value: { role: 'staff' } })
    expect(ports.store.staff.get('new')).toMatchObject({ name: '小李', role: 'staff', stores: ['s1'], order: 4 })
    expect(await call(ports, 'other', join)).toEqual(refused('claim_invalid'))
    expect(log(ports).map(({ action }) => action)).toEqual(['invite', 'join'])
  })

  it('is over after a day', async () => {
    const ports = alertedShop()
    await call(ports, '兰姨', invite)
    expect(await call(ports, 'new', join, NOON + 86_400_000)).toEqual(refused('claim_invalid'))
  })

  it.each([
    ['a stranger', 'stranger', 'staff'],
    ['staff', '阿强', 'staff'],
    ['a manager, for a manager', 'manager', 'manager'],
    ['somebody removed', 'gone', 'staff'],
  ])('is refused to %s', async (_, id, role) => {
    const ports = alertedShop()
    ports.store.staff.set('manager', person('manager', 5, { role: 'manager' }))
    ports.store.staff.set('gone', person('gone', 6, { role: 'owner', removed: true }))
    expect(await call(ports, id, { action: 'invite', role })).toEqual(refused('forbidden'))
    expect(ports.store.settings.get('main')?.invites).toEqual({})
  })

  it('does not change who is staff already, and lets somebody removed come back', async () => {
    const ports = alertedShop()
    await call(ports, '兰姨', invite)
    expect(await call(ports, '阿强', join)).toEqual(refused('conflict'))
    ports.store.staff.set('阿强', person('阿强', 2, { removed: true }))
    expect(await call(ports, '阿强', join)).toEqual({ ok: true, value: { role: 'staff' } })
    expect(ports.store.staff.get('阿强')?.removed).toBe(false)
  })
})

describe('taking an incident', () => {
  const ID = `s1:ordering:${NOON_MINUTE}`
  const acknowledge = { action: 'acknowledge', incident: ID }
  const withIncident = (more: Partial<IncidentDocument> = {}): FakePorts => {
    const ports = alertedShop()
    const alert = {
      rule: 'paymentSuccess',
      title: '顾客付不了款',
      severity: 'crit' as const,
      since: NOON,
      until: null,
      value: 0,
    }
    const found = {
      id: ID,
      store: 's1',
      area: 'ordering',
      severity: 'crit' as const,
      minute: NOON_MINUTE,
      alerts: [alert],
    }
    const incident = newIncident({ ...found, title: alert.title, sentence: '3分钟4位顾客付款失败' })
    ports.store.incidents.set(ID, { ...incident, ...more })
    return ports
  }

  it('is written on it, stops the telling, and answers what it is and what to do', async () => {
    const ports = withIncident()
    const answer = await call(ports, '阿强', acknowledge)
    expect(answer).toMatchObject({
      ok: true,
      value: { incident: { id: ID, status: 'acknowledged', acknowledged: { by: '阿强', at: NOON }, next: null } },
    })
    expect(JSON.stringify(answer)).toContain('自己用手机下一单')
    expect(ports.store.incidents.get(ID)).toMatchObject({ nextAt: null, acknowledged: { staff: '阿强' } })
    expect(log(ports)).toEqual([{ by: '阿强', action: 'acknowledge', subject: ID }])
  })

  it('is kept by the first of several', async () => {
    const ports = withIncident()
    await Promise.all([call(ports, '阿强', acknowledge), call(ports, '小周', acknowledge)])
    const lines = ports.store.incidents.get(ID)?.history.filter(({ text }) => text.endsWith('来处理了'))
    expect(lines).toHaveLength(1)
  })

  it('is refused when it is over', async () => {
    expect(await call(withIncident({ status: 'resolved' }), '阿强', acknowledge)).toEqual(refused('conflict'))
  })

  it.each([
    ['a stranger', 'stranger', 'forbidden'],
    ['staff of another shop, as if it were not there', 'elsewhere', 'not_found'],
  ])('is refused to %s', async (_, id, code) => {
    const ports = withIncident()
    ports.store.staff.set('elsewhere', person('elsewhere', 1, { stores: ['s2'] }))
    expect(await call(ports, id, acknowledge)).toEqual(refused(code))
    expect(ports.store.incidents.get(ID)?.status).toBe('open')
  })
})

describe('who am I', () => {
  it('tells staff their role and shops, and a stranger only whether there is an owner', async () => {
    const ports = alertedShop()
    expect(await call(ports, '阿强', { action: 'whoami' })).toEqual({
      ok: true,
      value: {
        role: 'staff',
        name: '阿强',
        stores: [{ id: 's1', name: '兰姨牛肉面', branch: '文三路店' }],
        claimed: true,
        topUp: [CRITICAL, NORMAL],
      },
    })
    const nobody = { role: null, name: '', stores: [] }
    expect(await call(ports, 'stranger', { action: 'whoami' })).toEqual({
      ok: true,
      value: { ...nobody, claimed: true },
    })
    expect(await call(unclaimed(), 'a', { action: 'whoami' })).toEqual({
      ok: true,
      value: { ...nobody, claimed: false },
    })
    expect(log(ports)).toEqual([])
  })
})

describe('a bad request', () => {
  it.each([
    ['nothing', undefined, 'action'],
    ['an unknown action', { action: 'promote' }, 'action'],
    ['an operator object for an incident', { action: 'acknowledge', incident: { $ne: null } }, 'incident'],
    ['a role of its own', { action: 'whoami', role: 'owner' }, 'action'],
    ['an empty name', { action: 'claim', code: 'CLAIM-1', name: ' ' }, 'name'],
    ['a role nobody has', { action: 'invite', role: 'root' }, 'role'],
  ])('with %s is refused by the name of the field, and nothing is written', async (_, event, field) => {
    const ports = unclaimed()
    expect(await call(ports, 'a', event)).toMatchObject({ ok: false, error: { code: 'bad_request', field } })
    expect(ports.store.staff.size + ports.store.accessLog.size).toBe(0)
  })
})

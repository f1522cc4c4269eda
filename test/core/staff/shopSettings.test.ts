import type { Role } from '../../../contract/health'
import { METRICS } from '../../../contract/metrics'
import { foldHour } from '../../../core/rollup/foldHour'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { minuteOf } from '../../../core/time/units'
import { alertedShop, NOON, person } from '../../fakes/alertedShop'
import { measured, storedBatch } from '../../fakes/batches'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000
const codes = { hash: (code: string, salt: string) => `${salt}${code}`, make: () => 'CODE-1234' }
const call = async (ports: FakePorts, id: string, event: unknown, now = NOON): Promise<any> =>
  handleAdmin(event, { ports, codes, caller: { id, openid: `openid-${id}` }, now })
const refused = (code: string, field?: string) => ({
  ok: false,
  error: expect.objectContaining(field === undefined ? { code } : { code, field }),
})
const saved = { ok: true, value: { saved: true } }

/** The owner 兰姨, a manager, a developer and staff. */
const shop = (): FakePorts => {
  const ports = alertedShop()
  ports.store.staff.set('manager', person('manager', 4, { role: 'manager' }))
  ports.store.staff.set('developer', person('developer', 5, { role: 'developer' }))
  return ports
}
const role = (ports: FakePorts, id: string): Role | undefined => ports.store.staff.get(id)?.role
const week = Array.from({ length: 7 }, () => [[600, 1320]])
const hours = { action: 'hours', store: 's1', hours: week, close: [] as string[], open: [] as string[] }

describe('opening hours', () => {
  it('are taken over with the days on which the shop is closed, each once and in order', async () => {
    const ports = shop()
    const close = ['2027-02-05', '2026-12-31', '2027-02-05']
    const nights = week.map(() => [
      [0, 120],
      [1020, 1560],
    ])
    expect(await call(ports, 'manager', { ...hours, hours: nights, close })).toEqual(saved)
    expect(ports.store.stores.get('s1')).toMatchObject({ hours: nights, closedOn: ['2026-12-31', '2027-02-05'] })
  })

  it.each([
    ['six days', { hours: week.slice(1) }, 'hours'],
    ['an end before its beginning', { hours: [...week.slice(1), [[600, 540]]] }, 'hours.6'],
    [
      'two spans that overlap',
      {
        hours: [
          ...week.slice(1),
          [
            [600, 900],
            [840, 1320],
          ],
        ],
      },
      'hours.6',
    ],
    ['a day that does not exist', { close: ['2026-13-01'] }, 'close.0'],
    ['a store of somebody else', { store: 's2' }, 'store'],
  ])('are refused with %s', async (_, change, field) => {
    const ports = shop()
    const answer = await call(ports, '兰姨', { ...hours, ...change })
    expect(answer).toMatchObject({ ok: false, error: { field } })
    expect(ports.store.stores.get('s1')?.hours).toEqual(week)
  })
})

describe('who may do what', () => {
  const may = async (ports: FakePorts, id: string): Promise<string[]> =>
    (await call(ports, id, { action: 'shop', store: 's1' })).value.may

  it.each([
    ['兰姨', ['hours', 'handOver', 'claimCode', 'channels', 'templates', 'role', 'rota', 'changeRule'], []],
    [
      'manager',
      ['hours', 'rota', 'invite', 'dismiss', 'changeRule'],
      ['handOver', 'claimCode', 'channels', 'role', 'templates'],
    ],
    ['developer', ['changeRule', 'templates', 'diagnosis', 'test'], ['hours', 'rota', 'invite', 'dismiss', 'channels']],
    ['小周', ['acknowledge', 'silence', 'tryRule', 'me'], ['hours', 'rota', 'invite', 'changeRule', 'templates']],
  ])('%s is told, and what is not told is refused', async (id, allowed, forbidden) => {
    const ports = shop()
    const told = await may(ports, id)
    expect(told).toEqual(expect.arrayContaining(allowed))
    for (const action of forbidden) expect(told).not.toContain(action)
    const requests: Record<string, object> = {
      hours,
      rota: { action: 'rota', store: 's1', slot: { weekday: 3, from: 600, to: 840, staff: null } },
      invite: { action: 'invite', role: 'staff' },
      dismiss: { action: 'dismiss', staff: '阿强' },
      role: { action: 'role', staff: '阿强', role: 'manager' },
      handOver: { action: 'handOver', staff: '阿强' },
      claimCode: { action: 'claimCode' },
      channels: { action: 'channels', channels: { ping: null } },
      templates: { action: 'templates', templates: { critical: null, normal: null, digest: null } },
      changeRule: { action: 'changeRule', store: 's1', rule: 'paymentSuccess', change: {} },
    }
    for (const action of forbidden) expect(await call(ports, id, requests[action])).toEqual(refused('forbidden'))
  })

  it('tells nobody the secrets, and staff nothing of channels and templates', async () => {
    const ports = shop()
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=SECRET'
    await call(ports, '兰姨', { action: 'channels', channels: { robot: { url, mentions: ['@all'] } } })
    const owner = await call(ports, '兰姨', { action: 'shop', store: 's1' })
    expect(owner.value.channels.robot).toEqual({ host: 'qyapi.weixin.qq.com', mentions: ['@all'] })
    expect(JSON.stringify(owner)).not.toContain('SECRET')
    expect((await call(ports, '小周', { action: 'shop', store: 's1' })).value).toMatchObject({
      channels: null,
      templates: null,
    })
  })

  it('leaves a channel alone that a change does not name', async () => {
    const ports = shop()
    const robot = { url: 'https://a.example/robot', mentions: [] }
    await call(ports, '兰姨', { action: 'channels', channels: { robot } })
    await call(ports, '兰姨', { action: 'channels', channels: { ping: { url: 'https://b.example' } } })
    await call(ports, '兰姨', { action: 'channels', channels: { ping: null } })
    expect(ports.store.settings.get('main')?.channels).toMatchObject({ robot, ping: null })
  })

  it('changes a role, but nobody’s own', async () => {
    const ports = shop()
    expect(await call(ports, '兰姨', { action: 'role', staff: '小周', role: 'developer' })).toEqual(saved)
    expect(role(ports, '小周')).toBe('developer')
    expect(await call(ports, '兰姨', { action: 'role', staff: '兰姨', role: 'staff' })).toEqual(refused('bad_request'))
  })
})

describe('another owner', () => {
  it('by hand-over to a colleague leaves the old one as manager', async () => {
    const ports = shop()
    expect(await call(ports, '兰姨', { action: 'handOver', staff: '阿强' })).toEqual(saved)
    expect([role(ports, '阿强'), role(ports, '兰姨')]).toEqual(['owner', 'manager'])
    expect(await call(ports, '兰姨', { action: 'handOver', staff: '小周' })).toEqual(refused('forbidden'))
  })

  it('by a new claim code takes over, once, within a day', async () => {
    const ports = shop()
    expect(await call(ports, '兰姨', { action: 'claimCode' })).toMatchObject({ ok: true, value: { code: 'CODE-1234' } })
    expect(role(ports, '兰姨')).toBe('owner')
    const join = { action: 'join', code: 'CODE-1234', name: '新店主' }
    expect(await call(ports, 'late', join, NOON + 25 * 60 * MINUTE)).toEqual(refused('claim_invalid'))
    expect(await call(ports, 'new', join)).toEqual({ ok: true, value: { role: 'owner' } })
    expect([role(ports, 'new'), role(ports, '兰姨')]).toEqual(['owner', 'manager'])
    expect(await call(ports, 'other', join)).toEqual(refused('claim_invalid'))
  })

  it('is never missing: killed between the two writes there are two', async () => {
    const ports = shop()
    let writes = 0
    ports.before.run = (operation) => {
      if (operation === 'directory.changeStaff' && ++writes === 2) throw new Error('killed')
    }
    await expect(call(ports, '兰姨', { action: 'handOver', staff: '阿强' })).rejects.toThrow('killed')
    expect([role(ports, '阿强'), role(ports, '兰姨')]).toEqual(['owner', 'owner'])
  })
})

describe('templates', () => {
  it('are chosen by whoever sets up, and lead to the incident', async () => {
    const ports = shop()
    const digest = { id: 'tmpl-new', keywords: { title: 'thing2', time: 'time5' } }
    const { templates } = (await call(ports, 'developer', { action: 'shop', store: 's1' })).value
    expect(await call(ports, 'developer', { action: 'templates', templates: { ...templates, digest } })).toEqual(saved)
    const kept = ports.store.settings.get('main')?.templates
    expect(kept?.digest).toEqual({ ...digest, page: 'admin/pages/incident/index' })
    expect(kept?.critical).toMatchObject({ id: 'tmpl-critical', page: 'admin/incident/incident' })
  })

  it('with a keyword that is none are refused, naming it', async () => {
    const templates = { critical: { id: 't', keywords: { title: '标题' } }, normal: null, digest: null }
    expect(await call(shop(), '兰姨', { action: 'templates', templates })).toEqual(
      refused('bad_request', 'templates.critical.keywords.title'),
    )
  })
})

describe('diagnosis', () => {
  const checks = async (ports: FakePorts): Promise<Record<string, string>> => {
    const { value } = await call(ports, '小周', { action: 'diagnosis', store: 's1' })
    expect(value.zone).toBe('Asia/Shanghai')
    return Object.fromEntries(value.checks.map(({ id, level }: { id: string; level: string }) => [id, level]))
  }
  const beat = (ports: FakePorts, id: string, at: number, through = at) =>
    ports.store.heartbeats.set(id, { _id: id, at, through })

  it('of a shop that runs finds nothing wrong but what is not set up', async () => {
    const ports = shop()
    for (const id of ['run:aggregate', 'run:watchdog', 'orders:s1', 'seen']) beat(ports, id, NOON - MINUTE)
    expect(await checks(ports)).toMatchObject({
      run: 'ok',
      watchdog: 'ok',
      phones: 'ok',
      orders: 'ok',
      templates: 'warn',
      group: 'none',
    })
  })

  it('names a run that broke its promise, first', async () => {
    const ports = shop()
    beat(ports, 'run:aggregate', NOON - 20 * MINUTE, NOON - 4 * MINUTE)
    const { value } = await call(ports, '小周', { action: 'diagnosis', store: 's1' })
    expect(value.checks[0]).toMatchObject({ id: 'run', level: 'crit', note: '11:40 后没再跑，看云函数 aggregate' })
    beat(ports, 'run:aggregate', NOON - 20 * MINUTE, NOON - 2 * MINUTE)
    expect(await checks(ports)).toMatchObject({ run: 'ok' })
  })

  it('tells what the owner’s pages cost as the SDK stored it, by the hour, and nothing of customers’ pages', async () => {
    const ports = shop()
    const own = async () => (await call(ports, '小周', { action: 'diagnosis', store: 's1' })).value.ownPages
    expect(await own()).toBeNull()
    const minutes = Array.from({ length: 40 }, (_, index) => {
      const at = NOON - 60 * MINUTE + index * MINUTE
      const of = (label: string, ms: number) =>
        storedBatch(`${label.length}${index}`, label, at, measured(METRICS.fcp.id, label, 0, 1, ms))
      return foldMinute('0', minuteOf(at), [of('admin/pages/overview', 100 + 10 * index), of('pages/menu', 9_000)])
    }).flat()
    const hour = foldHour('s1', minuteOf(NOON) / 60 - 1, minutes, true)
    ports.store.hours.set('s1:x', hour as never)
    const told = await own()
    expect(told).toMatchObject({ first: { count: 40 }, updates: null, through: NOON })
    expect(told.first.p75Ms).toBeGreaterThan(380)
    expect(told.first.p75Ms).toBeLessThan(420)
  })

  it('says when nobody can be reached', async () => {
    const ports = alertedShop(0)
    expect(await checks(ports)).toMatchObject({ people: 'crit' })
  })
})

describe('what only the owner sets', () => {
  const plan = { pointsPerMonth: 40_000, monitorShare: 0.5 }

  it('a plan that is taken back is gone, and so is the saving for it', async () => {
    const ports = shop()
    await call(ports, '兰姨', { action: 'plan', plan })
    const settings = ports.store.settings.get('main')!
    const saving = { at: NOON, level: 2 as const, since: NOON, usedPoints: 9, forecastPoints: 99, daysLeft: 3 }
    ports.store.settings.set('main', { ...settings, saving })
    expect(await call(ports, '兰姨', { action: 'plan', plan: { ...plan, monitorShare: 0.3 } })).toEqual(saved)
    expect(ports.store.settings.get('main')).toMatchObject({ plan: { monitorShare: 0.3 }, saving: { level: 2 } })
    expect(await call(ports, '兰姨', { action: 'plan', plan: null })).toEqual(saved)
    // null, not left out: an update of the database leaves what it is not told of
    expect(ports.store.settings.get('main')).toMatchObject({ plan: null, saving: { level: 0 } })
  })

  it('probes are told to the owner alone: their headers may hold keys', async () => {
    const ports = shop()
    const told = async (id: string) => (await call(ports, id, { action: 'shop', store: 's1' })).value.probes
    expect([await told('兰姨'), await told('manager'), await told('developer')]).toEqual([[], null, null])
  })
})

import { orderRef } from '../../../contract/orderRef'
import { ORDER_SIGHTS, type OrderSight } from '../../../contract/orderSights'
import type { IncidentDocument } from '../../../core/documents/incident'
import type { OrderFact } from '../../../core/documents/orderHour'
import { applyIntent } from '../../../core/incidents/applyIntent'
import { newIncident } from '../../../core/incidents/newIncident'
import { runDeliveries } from '../../../core/incidents/runDeliveries'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { hourOf } from '../../../core/time/units'
import { alertedShop, fakeSettings, NOON, NOON_MINUTE } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000
const DAY = 86_400_000
const ID = 's1:ordering:1'
const codes = { hash: (code: string, salt: string) => `${salt}${code}`, make: () => 'X' }
const call = async (ports: FakePorts, id: string, event: unknown, now = NOON): Promise<any> =>
  handleAdmin(event, { ports, codes, caller: { id, openid: `openid-${id}` }, now })
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) })

const shop = (severity: 'warn' | 'crit' = 'crit'): FakePorts => {
  const ports = alertedShop()
  const alert = {
    rule: 'paymentSuccess',
    title: '顾客付不了款',
    severity,
    since: NOON - 3 * MINUTE,
    until: null,
    value: 0,
  }
  const found = {
    id: ID,
    store: 's1',
    area: 'ordering',
    severity,
    title: alert.title,
    sentence: '付不了',
    minute: NOON_MINUTE - 1,
  }
  ports.store.incidents.set(ID, newIncident({ ...found, alerts: [alert] }))
  return ports
}
const incident = (ports: FakePorts): IncidentDocument => ports.store.incidents.get(ID) as IncidentDocument
const told = (ports: FakePorts): string[] => ports.store.messages.map(({ openid }) => openid.replace('openid-', ''))

describe('handing over', () => {
  it('tells the receiver next, and goes on as usual if they do not take it', async () => {
    const ports = shop()
    await call(ports, '兰姨', { action: 'acknowledge', incident: ID })
    const assign = { action: 'assign', incident: ID, staff: '小周' }
    expect(await call(ports, '兰姨', assign)).toMatchObject({ ok: true, value: { incident: { status: 'open' } } })
    for (let minute = 0; minute < 7; minute++) await runDeliveries(ports, NOON + minute * MINUTE)
    expect(told(ports)).toEqual(['小周', '兰姨'])
    expect(incident(ports).history.map(({ text }) => text)).toContain('兰姨转给小周')
  })

  it('is refused to somebody who is not on call here, and when it is over', async () => {
    const ports = shop()
    expect(await call(ports, '兰姨', { action: 'assign', incident: ID, staff: 'nobody' })).toEqual(refused('not_found'))
    await call(ports, '兰姨', { action: 'resolve', incident: ID })
    expect(await call(ports, '兰姨', { action: 'assign', incident: ID, staff: '小周' })).toEqual(refused('conflict'))
  })
})

describe('ending by hand', () => {
  it('tells nobody any more; the rules that still hold do not open it again', async () => {
    const ports = shop()
    await call(ports, '阿强', { action: 'resolve', incident: ID }, NOON + 1000)
    const update = { kind: 'update' as const, incidentId: ID, minute: NOON_MINUTE + 3, severity: 'crit' as const }
    const alerts = incident(ports).alerts
    expect(applyIntent(incident(ports), { ...update, title: '顾客付不了款', sentence: '还是', alerts })).toBeNull()
    await runDeliveries(ports, NOON + 5 * MINUTE)
    expect(told(ports)).toEqual([])
    expect(incident(ports)).toMatchObject({ status: 'resolved', resolvedAt: NOON + 1000, resolvedBy: { by: '阿强' } })
  })

  it('of a warning does not hide that it became critical', async () => {
    const ports = shop('warn')
    await call(ports, '阿强', { action: 'resolve', incident: ID })
    const worse = { kind: 'update' as const, incidentId: ID, minute: NOON_MINUTE + 3, severity: 'crit' as const }
    const alerts = incident(ports).alerts
    const again = applyIntent(incident(ports), { ...worse, title: '全付不了', sentence: '付不了', alerts })
    ports.store.incidents.set(ID, again as IncidentDocument)
    await runDeliveries(ports, NOON + 5 * MINUTE)
    expect(told(ports)).toEqual(['兰姨'])
  })

  it('can be taken back: open again, and who was not told yet is', async () => {
    const ports = shop()
    await runDeliveries(ports, NOON)
    await call(ports, '阿强', { action: 'resolve', incident: ID })
    expect(await call(ports, '阿强', { action: 'reopen', incident: ID })).toMatchObject({
      value: { incident: { status: 'open', resolvedAt: null } },
    })
    await runDeliveries(ports, NOON + MINUTE)
    expect(told(ports)).toEqual(['兰姨', '阿强'])
  })
})

describe('a review', () => {
  const told = { action: 'review', incident: ID, happened: '付不了', why: '优惠券表没有索引', change: '' }

  it('waits for the end, is on the page and in the timeline once, and may be corrected', async () => {
    const ports = shop()
    expect(await call(ports, '小周', told)).toEqual(refused('conflict'))
    await call(ports, '阿强', { action: 'resolve', incident: ID })
    await call(ports, '小周', told, NOON + MINUTE)
    await call(ports, '兰姨', { ...told, change: '加索引' }, NOON + 2 * MINUTE)
    const { value } = await call(ports, '阿强', { action: 'incident', incident: ID })
    const { action: _, incident: __, ...answers } = told
    expect(value.review).toEqual({ ...answers, change: '加索引', by: '兰姨', at: NOON + 2 * MINUTE })
    expect(incident(ports).history.filter(({ text }) => text.includes('复盘'))).toEqual([
      { at: NOON + MINUTE, text: '小周写了复盘' },
    ])
  })

  it('without a reason is refused by the name of the field', async () => {
    expect(await call(shop(), '小周', { ...told, why: ' ' })).toMatchObject({ error: { field: 'why' } })
  })
})

test('an incident says whether somebody paid meanwhile and got no order', async () => {
  const ports = shop()
  const asked = NOON - 4 * MINUTE
  const sights = { [sightOf('asked', asked)]: 1 as const, [sightOf('ok', asked + 1_000)]: 1 as const }
  await ports.orders.putHour('s1', hourOf(asked), { facts: {}, sights })
  const { value } = await call(ports, '阿强', { action: 'incident', incident: ID }, NOON)
  expect(value.incident.payments).toEqual({
    ...{ opened: 1, unbooked: { orders: 1, fen: 0 }, pending: 0, silent: 0 },
  })
})

const sightOf = (sight: OrderSight, at: number): string =>
  `${orderRef('s1', 'o1')}_${ORDER_SIGHTS.indexOf(sight)}_${at.toString(36)}`

describe('silencing from the page', () => {
  it('holds messages back, and taking it back lets them go', async () => {
    const ports = shop()
    const silence = { action: 'silence', store: 's1', area: 'ordering', upTo: 'crit', minutes: 60, reason: '换机器' }
    const { value } = await call(ports, '小周', silence)
    expect(value.until).toBe(NOON + 60 * MINUTE)
    await runDeliveries(ports, NOON + MINUTE)
    expect(told(ports)).toEqual([])
    await call(ports, '小周', { action: 'unsilence', silence: value.silence }, NOON + 2 * MINUTE)
    await runDeliveries(ports, NOON + 2 * MINUTE)
    expect(told(ports)).toEqual(['兰姨'])
  })

  it('is refused for a shop that is not one’s own', async () => {
    const silence = { action: 'silence', store: 's2', area: null, upTo: 'crit', minutes: 60, reason: 'x' }
    expect(await call(shop(), '小周', silence)).toEqual(refused('not_found'))
  })

  it('for maintenance needs a manager', async () => {
    const maintain = {
      action: 'maintain',
      store: 's1',
      weekdays: [2],
      span: { from: 0, to: 60 },
      days: 30,
      reason: 'x',
    }
    expect(await call(shop(), '小周', maintain)).toEqual(refused('forbidden'))
    expect(await call(shop(), '兰姨', maintain)).toMatchObject({ ok: true })
  })
})

describe('one incident, with all that is known', () => {
  const paid = (at: number, amountFen: number): OrderFact => ({
    createdAt: at,
    paidAt: at,
    acceptedAt: null,
    doneAt: null,
    cancelledAt: null,
    refundedAt: null,
    amountFen,
    updatedAt: at,
  })

  it('tells what it costs and how that is reckoned, how long each phase took, and what else changed', async () => {
    const ports = shop()
    for (const [week, minutes, fen] of [
      [0, [-2], 3000],
      [7, [-3, -2, -1, 1, 2, 3, 4, 5], 3400],
    ] as const) {
      for (const minute of minutes) {
        const at = NOON - week * DAY + minute * MINUTE
        const hour = Math.floor(at / 3_600_000)
        await ports.orders.putHour('s1', hour, { facts: { [`o${week}${minute}`]: paid(at, fen) } })
      }
    }
    const sample = { kind: 'js', message: 'pay is undefined', stack: '', page: '', release: '1.2.0', crumbs: [] }
    const issue = {
      store: 's1',
      fingerprint: 'f',
      firstAt: NOON - MINUTE,
      lastAt: NOON,
      status: 'open' as const,
      sample,
    }
    await ports.issues.touch([{ _id: 's1:f', ...issue }])
    await call(ports, '兰姨', { action: 'acknowledge', incident: ID }, NOON + 4 * MINUTE)
    await call(ports, '兰姨', { action: 'resolve', incident: ID }, NOON + 6 * MINUTE)
    const { value } = await call(ports, '小周', { action: 'incident', incident: ID }, NOON + 60 * MINUTE)
    expect(value.money).toEqual({
      expectedOrders: 8,
      actualOrders: 1,
      averageFen: 3400,
      fen: 23800,
      fenPerMinute: 0,
      by: 'weeks',
      weeks: 1,
    })
    expect(value.phases).toEqual({ detectMs: 3 * MINUTE, takeMs: 4 * MINUTE, fixMs: 2 * MINUTE })
    // nobody saw version 1.2.0 come: its first error says nothing of a release
    expect(value.signals).toMatchObject([{ kind: 'error', text: 'pay is undefined', ref: 'f' }])
    expect(JSON.stringify(value)).not.toContain('openid')
  })

  it('counts orders as far as the minute’s run has written them down: what came since is neither expected nor missed', async () => {
    const ports = shop()
    const now = NOON + 4 * MINUTE
    for (let minute = -3; minute < 4; minute++) {
      const at = NOON - 7 * DAY + minute * MINUTE
      await ports.orders.putHour('s1', Math.floor(at / 3_600_000), { facts: { [`w${minute}`]: paid(at, 3400) } })
    }
    const written = NOON + 2.5 * MINUTE
    ports.store.heartbeats.set('orders:s1', { _id: 'orders:s1', at: written, through: written })
    ports.store.orders.push(
      ...[1, 2, 3].map((minute) => ({
        ...{ _id: `late${minute}`, amount: 3400, status: 'paid', createdAt: NOON + minute * MINUTE },
        ...{ updatedAt: NOON + minute * MINUTE, paidAt: NOON + minute * MINUTE },
      })),
    )
    const { value } = await call(ports, '小周', { action: 'incident', incident: ID }, now)
    expect(value.money).toMatchObject({ actualOrders: 2, expectedOrders: 6 })
  })

  it('is for people of its shop only', async () => {
    expect(await call(shop(), 'x', { action: 'incident', incident: ID })).toEqual(refused('forbidden'))
    expect(await call(shop(), '兰姨', { action: 'incident', incident: 'y' })).toEqual(refused('not_found'))
  })
})

describe('wrong codes', () => {
  it('are taken five times an hour from one person; then not even the right one is looked at', async () => {
    const ports = alertedShop()
    ports.store.staff.clear()
    ports.store.settings.set('main', { ...fakeSettings, claimHash: codes.hash('RIGHT-1', 'salt') })
    const claim = (code: string, at: number) => call(ports, 'x', { action: 'claim', code, name: '张三' }, at)
    for (let count = 0; count < 5; count++)
      expect(await claim('WRONG-1', NOON + count)).toEqual(refused('claim_invalid'))
    expect(await claim('RIGHT-1', NOON + 10)).toEqual(refused('claim_invalid'))
    expect(await call(ports, 'y', { action: 'join', code: 'WRONG-2', name: '李四' })).toEqual(refused('claim_invalid'))
    expect(await claim('RIGHT-1', NOON + 61 * MINUTE)).toMatchObject({ ok: true })
  })

  it('shown all at once are counted too', async () => {
    const ports = alertedShop()
    ports.store.staff.clear()
    ports.store.settings.set('main', { ...fakeSettings, claimHash: codes.hash('RIGHT-1', 'salt') })
    const hashed: string[] = []
    const hash = (code: string, salt: string): string => {
      hashed.push(code)
      return codes.hash(code, salt)
    }
    const counting = { ...codes, hash }
    const tries = Array.from({ length: 12 }, (_, index) =>
      handleAdmin(
        { action: 'claim', code: `WRONG-${index}`, name: 'x' },
        { ports, codes: counting, caller: { id: 'x', openid: 'o' }, now: NOON },
      ).catch(() => undefined),
    )
    await Promise.all(tries)
    expect(hashed.length).toBeLessThanOrEqual(5)
  })
})

describe('settings by the page', () => {
  it.each([
    ['channels', '阿强', { action: 'channels', channels: { robot: null, webhook: null, ping: null } }],
    ['actions', '阿强', { action: 'dropMitigation', id: 'pause' }],
    ['drills', '小周', { action: 'drills', on: false }],
    ['the order', '小周', { action: 'onCall', staff: '兰姨', order: 0 }],
    ['colleagues', '小周', { action: 'dismiss', staff: '阿强' }],
  ])('%s are not for everybody', async (_, who, event) => {
    expect(await call(shop(), who, event)).toEqual(refused('forbidden'))
  })

  it('take no address without https', async () => {
    const channels = { robot: { url: 'http://robot.example', mentions: [] }, webhook: null, ping: null }
    expect(await call(shop(), '兰姨', { action: 'channels', channels })).toEqual(refused('bad_request'))
  })

  it('of one’s own: quiet hours and reports', async () => {
    const ports = shop()
    const me = { action: 'me', quiet: { from: 1320, to: 540 }, wakeMe: true, optedOut: false, dailyReport: true }
    expect(await call(ports, '小周', me)).toEqual({ ok: true, value: { saved: true } })
    expect(ports.store.staff.get('小周')).toMatchObject({
      role: 'staff',
      quiet: me.quiet,
      wakeMe: true,
      dailyReport: true,
    })
  })

  it('whoever is dismissed is out at once', async () => {
    const ports = shop()
    await call(ports, '兰姨', { action: 'dismiss', staff: '小周' })
    expect(await call(ports, '小周', { action: 'wallet', store: 's1' })).toEqual(refused('forbidden'))
    expect(await call(ports, '兰姨', { action: 'dismiss', staff: '兰姨' })).toEqual(refused('bad_request'))
  })
})

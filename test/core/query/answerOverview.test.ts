import type { StaffDocument } from '../../../core/documents/staff'
import { compactTick } from '../../../core/rollup/compactTick'
import { foldTick } from '../../../core/rollup/foldTick'
import { DAY_MS, hourOf, MINUTE_MS } from '../../../core/time/units'
import { CRITICAL, fakeStore, NORMAL, person } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { ask, credit, incident, LAN, oldShop, order, overview, receive } from './oldShop'

describe('today against last week', () => {
  it('compares with the same clock time, not with the whole day', async () => {
    const ports = await oldShop()
    await order(ports, 'extra', NOON - MINUTE_MS, 2300)
    expect((await overview(ports)).today).toEqual({
      orders: 25,
      revenueFen: 24 * 2000 + 2300,
      comparison: { label: '上周三此时', orders: 24, revenueFen: 48_000 },
    })
  })

  it('without last week there is nothing to compare with', async () => {
    const ports = await oldShop()
    for (const [id, hour] of ports.store.orderHours)
      if (hour.hour < hourOf(NOON) - 24) ports.store.orderHours.delete(id)
    const page = await overview(ports)
    expect(page.today.comparison).toBeNull()
    expect(page.trend).toMatchObject({ bandLabel: '', forecast: null })
    expect(page.trend.high.every((value) => value === null)).toBe(true)
  })
})

describe('the trend', () => {
  it('rolls over 15 minutes, ends with the last known moment, and goes on with the band alone', async () => {
    const { trend } = await overview(await oldShop())
    const now = trend.at.indexOf(NOON)
    expect(trend.windowMinutes).toBe(15)
    expect(trend.today[now]).toBe(3)
    expect([trend.low[now], trend.high[now]]).toEqual([3, 3])
    expect(trend.today.slice(now + 1).every((value) => value === null)).toBe(true)
    expect(trend.today.slice(0, now).every((value) => value !== null)).toBe(true)
    expect(trend.high[now + 6]).toBe(3)
    expect(trend.at).toEqual([...trend.at].sort((a, b) => a - b))
    expect(trend.bandLabel).toBe('前 4 个周三')
    expect(trend.forecast).toEqual({ orders: 6, withinMinutes: 30 })
  })

  it('draws nothing beyond what was read: a gap is not zero', async () => {
    const ports = await oldShop()
    ports.store.heartbeats.set('orders:s1', { _id: 'orders:s1', at: NOON, through: NOON - 30 * MINUTE_MS })
    const { trend } = await overview(ports)
    const known = trend.at.filter((_, index) => trend.today[index] !== null)
    expect(Math.max(...known)).toBe(NOON - 30 * MINUTE_MS)
    ports.store.heartbeats.delete('orders:s1')
    expect((await overview(ports)).trend.today.every((value) => value === null)).toBe(true)
  })

  it('comes near in an incident, shows its strip, and promises nothing', async () => {
    const ports = await oldShop()
    await ports.incidents.insert(incident())
    const { trend } = await overview(ports)
    expect(trend.windowMinutes).toBe(5)
    expect(trend.at[1]! - trend.at[0]!).toBe(MINUTE_MS)
    expect(trend.incidents).toEqual([{ from: NOON - 6 * MINUTE_MS, to: null, name: '顾客付不了款', severity: 'crit' }])
    expect(trend.forecast).toBeNull()
  })

  it('closed, it promises nothing', async () => {
    const ports = await oldShop()
    ports.store.stores.set('s1', { ...fakeStore, firstSeenAt: 1, closedOn: ['2026-11-25'] })
    const page = await overview(ports)
    expect([page.store.open, page.trend.forecast]).toEqual([false, null])
  })
})

describe('an open incident', () => {
  it('is the page’s head, with what it cost against earlier weeks', async () => {
    const ports = await oldShop()
    const earlier = NOON - 25 * MINUTE_MS
    for (const hour of ports.store.orderHours.values())
      for (const [id, { createdAt }] of Object.entries(hour.facts))
        if (createdAt >= earlier && createdAt > NOON - DAY_MS) delete hour.facts[id]
    await ports.incidents.insert(incident({ openedAt: earlier }))
    const page = await overview(ports)
    expect(page.verdict).toEqual({ level: 'crit', title: '顾客付不了款', sentence: '3分钟8位顾客付款失败' })
    expect(page.incident?.lost).toEqual({ orders: 5, fen: 10_000, fenPerMinute: 400 })
    expect(page.lights.find(({ indicator }) => indicator === 'transactions')).toMatchObject({ level: 'crit' })
    expect(page.lastIncident).toBeNull()
  })

  it('costs nothing as long as no fewer orders came than may come by chance', async () => {
    const ports = await oldShop()
    const earlier = NOON - 25 * MINUTE_MS
    const hours = [...ports.store.orderHours.values()]
    const own = hours.flatMap((hour) =>
      Object.entries(hour.facts).filter(([, { createdAt }]) => createdAt >= earlier && createdAt > NOON - DAY_MS),
    )
    const [[one] = ['']] = own
    for (const hour of hours) delete hour.facts[one]
    await ports.incidents.insert(incident({ openedAt: earlier }))
    const page = await overview(ports)
    expect(own.length).toBeGreaterThan(3)
    expect(page.incident?.lost).toEqual({ orders: 0, fen: 0, fenPerMinute: 0 })
  })

  it('is what the lights look at, from its beginning', async () => {
    const ports = await oldShop()
    const pay = (id: string, minute: number, outcome: number) =>
      receive(ports, storedBatch(id, `user${id}`, NOON + minute * MINUTE_MS, measured(3, 'wechat', outcome, 1)))
    for (let user = 0; user < 9; user++) await pay(`before${user}`, -20, 0)
    for (let user = 0; user < 4; user++) await pay(`since${user}`, -3, 4)
    ports.store.heartbeats.delete('fold:0')
    for (let run = 0; run < 3; run++) await foldTick(ports, NOON + 10_000)
    await ports.incidents.insert(incident())
    expect((await overview(ports)).lights[1]).toMatchObject({ level: 'crit', sentence: '4 位要付款，一位都没付成' })
  })

  it('once resolved it is the last one', async () => {
    const ports = await oldShop()
    await ports.incidents.insert(incident({ status: 'resolved', resolvedAt: NOON - MINUTE_MS }))
    const page = await overview(ports)
    expect(page.incident).toBeNull()
    expect(page.lastIncident).toMatchObject({ title: '顾客付不了款', resolvedAt: NOON - MINUTE_MS })
    expect(page.trend.incidents).toHaveLength(1)
  })

  it('a stretch without monitoring is a gap, not an incident of the shop', async () => {
    const ports = await oldShop()
    const gap = {
      area: 'monitor',
      status: 'resolved' as const,
      openedAt: NOON - 50 * MINUTE_MS,
      resolvedAt: NOON - 30 * MINUTE_MS,
    }
    await ports.incidents.insert(incident(gap))
    const page = await overview(ports)
    expect(page.lastIncident).toBeNull()
    expect(page.gaps).toContainEqual({ from: gap.openedAt, to: gap.resolvedAt })
  })
})

describe('holes in the record', () => {
  it('silence while customers order is a hole; silence of a closed shop is none', async () => {
    const ports = await oldShop()
    for (let minute = -120; minute < 0; minute++)
      if (minute < -40 || minute >= -33)
        await receive(
          ports,
          storedBatch(`s${minute + 200}`, 'user1', NOON + minute * MINUTE_MS, measured(6, 'launch', 0, 1)),
        )
    ports.store.heartbeats.delete('fold:0')
    for (let run = 0; run < 3; run++) await foldTick(ports, NOON + 10_000)
    expect((await overview(ports)).gaps).toEqual([{ from: NOON - 40 * MINUTE_MS, to: NOON - 33 * MINUTE_MS }])
    ports.store.stores.set('s1', { ...fakeStore, firstSeenAt: 1, closedOn: ['2026-11-25'] })
    expect((await overview(ports)).gaps).toEqual([])
  })

  it('silence without orders is an empty shop', async () => {
    const ports = await oldShop()
    for (const [id, { hour }] of ports.store.orderHours) if (hour > hourOf(NOON) - 24) ports.store.orderHours.delete(id)
    expect((await overview(ports)).gaps).toEqual([])
  })
})

describe('what is usual', () => {
  it('comes from the same time of earlier days', async () => {
    const ports = await oldShop()
    for (let day = 7; day >= 1; day--) {
      for (let minute = 0; minute < 5; minute++)
        await receive(
          ports,
          storedBatch(
            `d${day}m${minute}`,
            'user1',
            NOON - day * DAY_MS + minute * MINUTE_MS,
            measured(2, 'shop', 0, 10, 800),
          ),
        )
      ports.store.heartbeats.delete('fold:0')
    }
    await receive(ports, storedBatch('now', 'user1', NOON - 2 * MINUTE_MS, measured(2, 'shop', 0, 10, 800)))
    for (let run = 0; run < 8; run++) await foldTick(ports, NOON + 10_000)
    for (let run = 0; run < 8; run++) await compactTick(ports, NOON + 10_000)
    expect(ports.store.days.size).toBeGreaterThanOrEqual(7)
    expect((await overview(ports)).lights[0]).toEqual({
      indicator: 'response',
      level: 'ok',
      sentence: '95% 的操作 0.8 秒内，和平时一样',
    })
  })
})

describe('credits and first steps', () => {
  it('adds up critical messages of those on call, and names whom none reaches', async () => {
    const ports = await oldShop()
    ports.store.staff.set('qiang', person('qiang', 2, { name: '阿强' }))
    ports.store.staff.set('zhou', person('zhou', 3, { name: '小周' }))
    ports.store.staff.set('left', person('left', 4, { name: '走了', removed: true }))
    for (const one of [
      credit('lan', CRITICAL, 6, 2),
      credit('qiang', CRITICAL, 3),
      credit('zhou', NORMAL, 9),
      credit('left', CRITICAL, 9),
    ])
      ports.store.credits.set(one._id, one)
    expect((await overview(ports)).credits).toEqual({
      critical: 7,
      mine: 4,
      unreachable: ['小周'],
      templateIds: [CRITICAL, NORMAL],
    })
  })

  it('on the first day, what is missing comes first', async () => {
    const ports = await oldShop()
    ports.store.stores.set('s1', { ...fakeStore, firstSeenAt: NOON - 3_600_000 })
    const page = await overview(ports)
    expect(page.day).toBe(1)
    expect(page.verdict).toMatchObject({ level: 'none', title: '开始看店了，\n还差 2 步才叫得到你' })
    expect(page.steps.map(({ id, done }) => [id, done])).toEqual([
      ['messages', false],
      ['colleague', false],
      ['sdk', true],
      ['orders', true],
      ['hours', true],
    ])
    expect(page.steps[4]).toEqual({
      id: 'hours',
      done: true,
      title: '营业时间 10:00–22:00',
      note: '打烊后没单不会报警',
    })
  })

  it.each([
    ['the evening of the first day', '2026-11-25T23:59:00+08:00', 1],
    ['a minute later', '2026-11-26T00:00:00+08:00', 2],
    ['a week on', '2026-12-02T08:00:00+08:00', 8],
  ])('%s is day %3$d', async (_, moment, day) => {
    const ports = await oldShop()
    ports.store.stores.set('s1', { ...fakeStore, firstSeenAt: NOON })
    expect((await overview(ports, Date.parse(moment))).day).toBe(day)
  })
})

describe('who may ask', () => {
  it.each<[string, StaffDocument | null, unknown, string]>([
    ['a stranger', null, { kind: 'overview', store: 's1' }, 'forbidden'],
    ['somebody removed', { ...LAN, removed: true }, { kind: 'overview', store: 's1' }, 'forbidden'],
    ['staff of another store', { ...LAN, stores: ['s2'] }, { kind: 'overview', store: 's1' }, 'forbidden'],
    ['staff, a store that is not there', { ...LAN, stores: ['s9'] }, { kind: 'overview', store: 's9' }, 'forbidden'],
    ['staff, an operator', LAN, { kind: 'overview', store: { $gt: '' } }, 'bad_request'],
    ['staff, nothing', LAN, null, 'bad_request'],
    ['staff, an unknown kind', LAN, { kind: '__proto__' }, 'bad_request'],
  ])('%s', async (_, viewer, event, code) => {
    expect(await ask(await oldShop(), viewer, NOON, event)).toMatchObject({ ok: false, error: { code } })
  })

  it('what the platform adds to the event is no part of the question', async () => {
    const event = { kind: 'overview', store: 's1', userInfo: { openId: 'x', appId: 'y' } }
    expect((await ask(await oldShop(), LAN, NOON, event)).ok).toBe(true)
  })

  it('no openid leaves the cloud', async () => {
    const ports = await oldShop()
    await ports.incidents.insert(incident())
    expect(JSON.stringify(await overview(ports))).not.toContain('openid-')
  })
})

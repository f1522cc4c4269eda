import type { Chain } from '../../../contract/pages/chain'
import type { IncidentsPage } from '../../../contract/pages/incidents'
import type { Reports } from '../../../contract/pages/reports'
import type { IncidentDocument } from '../../../core/documents/incident'
import { newIncident } from '../../../core/incidents/newIncident'
import { answerQuery } from '../../../core/query/answerQuery'
import type { PageMemory } from '../../../core/query/pageMemory'
import { DAY_MS, hourOf, MINUTE_MS, minuteOf } from '../../../core/time/units'
import { alertedShop, fakeStore, NOON, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'
import { orderOf as order } from './oldShop'

const LAN = person('兰姨', 1, { stores: ['s1', 's2', 's3'] })

/** Three stores; the first has sold one order every ten minutes from ten to two on each of 36 days, ¥20 each. */
async function chain(): Promise<FakePorts> {
  const ports = alertedShop()
  ports.store.staff.set('兰姨', LAN)
  for (const [id, branch] of [
    ['s2', '西湖店'],
    ['s3', '城西店'],
    ['s4', '别人的店'],
  ] as const)
    ports.store.stores.set(id, { ...fakeStore, _id: id, branch })
  ports.store.stores.set('s1', { ...fakeStore, firstSeenAt: NOON - 40 * DAY_MS })
  for (let day = 0; day <= 36; day++)
    for (let minute = -120; minute < (day === 0 ? 0 : 120); minute += 10)
      await order(ports, 's1', `d${day}m${minute + 120}`, NOON - day * DAY_MS + minute * MINUTE_MS)
  await ports.heartbeats.beat('fold:0', NOON, NOON)
  return ports
}

const incident = (ports: FakePorts, store: string, change: Partial<IncidentDocument> = {}): IncidentDocument => {
  const openedAt = change.openedAt ?? NOON - 20 * MINUTE_MS
  const severity = change.severity ?? 'crit'
  const alert = { rule: 'paymentSuccess', title: '顾客付不了款', severity, since: openedAt, until: null, value: 0 }
  const found = { id: `${store}:ordering:${minuteOf(openedAt)}`, store, area: 'ordering', severity, title: alert.title }
  const document = {
    ...newIncident({ ...found, sentence: '付不了', minute: minuteOf(openedAt) + 2, alerts: [alert] }),
    ...change,
  }
  ports.store.incidents.set(document._id, document)
  return document
}

/** @returns the answer, and what was asked of the database beside the directory and the rules, which are cached */
async function ask<T>(ports: FakePorts, question: object, memory?: PageMemory): Promise<{ page: T; calls: string[] }> {
  const calls: string[] = []
  ports.before.run = (name) => void (/^(directory|rules)\./.test(name) || calls.push(name))
  const answer = await answerQuery(ports, LAN, question, NOON, memory)
  ports.before.run = () => undefined
  if (!answer.ok) throw new Error(answer.error.message)
  return { page: answer.value as T, calls }
}

describe('the list of incidents', () => {
  it('is newest first, says who has what and what is silenced, in two calls', async () => {
    const ports = await chain()
    const old = incident(ports, 's1', {
      openedAt: NOON - DAY_MS,
      status: 'resolved',
      resolvedAt: NOON - DAY_MS + 600_000,
    })
    const open = incident(ports, 's1', { acknowledged: { by: '阿强', staff: '阿强', at: NOON - 60_000 } })
    incident(ports, 's2')
    ports.store.silences.set('q', {
      _id: 'q',
      version: 1,
      store: 's1',
      kind: 'silence',
      area: 'ordering',
      upTo: 'crit',
      from: NOON - 1,
      until: NOON + 60_000,
      weekly: null,
      by: '兰姨',
      reason: '换收银机',
    })
    const { page, calls } = await ask<IncidentsPage>(ports, { kind: 'incidents', store: 's1' })
    expect(page.incidents.map(({ id }) => id)).toEqual([open._id, old._id])
    expect(page.incidents[0]).toMatchObject({ by: '阿强', silenced: true, resolvedAt: null })
    expect(page.incidents[1]).toMatchObject({ by: null, silenced: false })
    expect(page.silences).toMatchObject([{ id: 'q', by: '兰姨', reason: '换收银机', until: NOON + 60_000 }])
    expect(page.figures).toMatchObject({ count: 2, mttrMs: 600_000 })
    expect(calls).toHaveLength(2)
  })
})

describe('reports', () => {
  it('count whole days and compare each with the same weekday before, in two calls', async () => {
    const ports = await chain()
    await order(ports, 's1', 'more', NOON - DAY_MS + 3_600_000, 5000)
    const { page, calls } = await ask<Reports>(ports, { kind: 'reports', store: 's1' })
    expect(page.days).toHaveLength(7)
    expect(page.days[0]).toMatchObject({
      day: '2026-11-24',
      orders: 25,
      revenueFen: 24 * 2000 + 5000,
      before: { orders: 24, revenueFen: 48_000 },
    })
    expect(page.days[6]).toMatchObject({ day: '2026-11-18', orders: 24 })
    expect(page.cards[0]).toMatchObject({ days: 7, orders: 7 * 24 + 1, revenueFen: 7 * 48_000 + 5000, okShare: 1 })
    expect(calls).toEqual(['incidents.readLatest', 'pages.readCosts'])
  })

  it.each([
    ['never', null, [false, false], 0],
    ['this morning', NOON - 3_600_000, [false, false], 0],
    ['yesterday at noon', NOON - DAY_MS, [true, false], 0],
    ['the day before', NOON - 2 * DAY_MS, [true, true], 1],
  ])('claim nothing of days before the shop was watched: since %s', async (_name, firstSeenAt, watched, days) => {
    const ports = await chain()
    ports.store.stores.set('s1', { ...fakeStore, firstSeenAt })
    const { page } = await ask<Reports>(ports, { kind: 'reports', store: 's1' })
    expect(page.days.slice(0, 2).map((day) => day.watched)).toEqual(watched)
    expect(page.cards.map((card) => card.days)).toEqual([days, days])
    expect(page.cards[0]?.okShare).toBe(days === 0 ? null : 1)
  })

  it('give an incident over midnight to both days and its cost to the week once', async () => {
    const ports = await chain()
    const openedAt = NOON - 2 * DAY_MS + 11 * 3_600_000
    incident(ports, 's1', { openedAt, status: 'resolved', resolvedAt: openedAt + 2 * 3_600_000 })
    const lunch = NOON - 3 * DAY_MS
    incident(ports, 's1', { openedAt: lunch, status: 'resolved', resolvedAt: lunch + 40 * MINUTE_MS })
    for (let minute = 0; minute < 40; minute += 10)
      ports.store.orderHours.delete(`s1:${hourOf(lunch + minute * MINUTE_MS)}`)
    const { page } = await ask<Reports>(ports, { kind: 'reports', store: 's1' })
    expect(page.days.slice(0, 3).map(({ incidents }) => incidents.length)).toEqual([1, 1, 1])
    const [, , day] = page.days
    expect(day?.incidents[0]).toMatchObject({ title: '顾客付不了款', fen: 4 * 2000 })
    expect(page.cards[0]).toMatchObject({ incidents: 2, lostFen: 4 * 2000 })
    expect(page.cards[0]?.okShare).toBeLessThan(1)
  })
})

describe('the chain', () => {
  it('ranks the most troubled first and shows no store of others', async () => {
    const ports = await chain()
    incident(ports, 's3', { severity: 'warn' })
    incident(ports, 's2')
    const { page } = await ask<Chain>(ports, { kind: 'chain', store: 's1' })
    expect(page.stores.map(({ id, level }) => [id, level])).toEqual([
      ['s2', 'crit'],
      ['s3', 'warn'],
      ['s1', 'ok'],
    ])
    expect(page.stores[2]?.today).toMatchObject({ orders: 12, revenueFen: 24_000, comparison: { orders: 12 } })
  })

  it('puts what costs more first, reckoned as on the incident’s own page', async () => {
    const ports = await chain()
    incident(ports, 's2')
    incident(ports, 's1')
    for (let minute = -20; minute < 0; minute += 10) ports.store.orderHours.delete(`s1:${hourOf(NOON - 1)}`)
    const { page } = await ask<Chain>(ports, { kind: 'chain', store: 's2' })
    expect(page.stores.map(({ id, lostFen }) => [id, lostFen])).toEqual([
      ['s1', 4000],
      ['s2', null],
      ['s3', null],
    ])
  })

  it('knows nothing of stores whose record has stopped', async () => {
    const ports = await chain()
    ports.store.heartbeats.set('fold:0', { _id: 'fold:0', at: NOON - 3_600_000, through: NOON - 3_600_000 })
    const { page } = await ask<Chain>(ports, { kind: 'chain', store: 's1' })
    expect(page.stores.every(({ level }) => level === 'none')).toBe(true)
  })

  it('knows nothing of a store that no phone has told of, though the fold goes on for its neighbours', async () => {
    const ports = await chain()
    ports.store.stores.set('s3', { ...fakeStore, _id: 's3', branch: '城西店', firstSeenAt: null })
    const { page } = await ask<Chain>(ports, { kind: 'chain', store: 's1' })
    expect(page.stores.filter(({ level }) => level === 'none')).toMatchObject([{ id: 's3', foldedThrough: null }])
  })

  it('costs two calls while all is calm, before any run has told what was sold', async () => {
    const ports = await chain()
    expect((await ask(ports, { kind: 'chain', store: 's1' })).calls).toEqual(['pages.readChain', 'orders.readHoursOf'])
  })
})

it.each(['incidents', 'reports', 'chain'])('%s of a store that is not one’s own is refused', async (kind) => {
  const answer = await answerQuery(await chain(), LAN, { kind, store: 's4' }, NOON)
  expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden', field: 'store' } })
})

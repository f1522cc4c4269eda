import { METRICS } from '../../../contract/metrics'
import type { MinuteDocument } from '../../../core/documents/minute'
import { decodeFact, type StoredFact } from '../../../core/orders/factCodec'
import { decodeColumn } from '../../../core/rollup/columns'
import { foldHour } from '../../../core/rollup/foldHour'
import type { DayDocument, HourDocument } from '../../../core/rollup/tiers'
import dishes from '../../../database/seed/dishes.json'
import { FAULTS } from '../../../localcloud/crowd/faults'
import { fingerprint } from '../../../miniprogram/sdk/text/fingerprint'
import { scrub } from '../../../miniprogram/sdk/text/scrub'
import { wordsOf } from '../../../miniprogram/sdk/text/wordsOf'
import { generateHistory, type HistoryPart } from '../../../tools/history/generateHistory'

const now = Date.parse('2026-11-18T11:50:00+08:00')
const store = { _id: 'wensan', shard: '0', zone: 'Asia/Shanghai' }

/** Two days, by collection. */
function history(seed = 1): Record<HistoryPart['collection'], any[]> {
  const made: Record<string, object[]> = {}
  for (const { collection, documents } of generateHistory({ now, days: 2, seed, store, dishes, userOf: (id) => id }))
    made[collection] = [...(made[collection] ?? []), ...documents]
  return made as Record<HistoryPart['collection'], any[]>
}

const made = history()
const minutes = made.minutes as MinuteDocument[]
const hours = made.hours as HourDocument[]
const days = made.days as DayDocument[]

/** Events of a metric in an hour or a day, over all labels and outcomes. */
function events({ totals }: HourDocument | DayDocument, slots: number, metric: keyof typeof METRICS): number {
  const row = totals.m.indexOf(METRICS[metric].id)
  const columns = row < 0 ? [] : (totals.c[row] as string[])
  return columns.flatMap((column) => decodeColumn(column, slots)).reduce((sum, n) => sum + n, 0)
}

/** Events that were received in an hour and happened before it. */
function lateEvents({ late }: HourDocument, metric: keyof typeof METRICS): number {
  const rows = late.m.flatMap((id, row) => (id === METRICS[metric].id ? [late.c[row] as number[]] : []))
  return rows.flat().reduce((sum, n) => sum + n, 0)
}

test('the same seed gives the same past to the byte, another seed another', () => {
  expect(JSON.stringify(history(1))).toBe(JSON.stringify(made))
  expect(JSON.stringify(history(2).orders)).not.toBe(JSON.stringify(made.orders))
})

test('all of it is marked as demo', () => {
  for (const collection of ['minutes', 'hours', 'days', 'orders', 'orderHours'] as const) {
    expect(made[collection].length).toBeGreaterThan(0)
    expect(made[collection].every(({ demo }) => demo === true)).toBe(true)
  }
})

test('ids are what the timers would give, none twice', () => {
  for (const documents of Object.values(made)) {
    const ids = documents.map(({ _id }) => _id)
    expect(new Set(ids).size).toBe(ids.length)
  }
  expect(days.map(({ _id }) => _id)).toEqual(['wensan:2026-11-16', 'wensan:2026-11-17', 'wensan:2026-11-18'])
})

test('hours of the last day are the fold of its minutes, so compacting them again changes nothing', () => {
  const recent = hours.filter(({ hour }) => hour * 3_600_000 >= now - 20 * 3_600_000)
  expect(recent.length).toBeGreaterThan(5)
  for (const hour of recent) expect(foldHour('wensan', hour.hour, minutes, hour.sealed)).toEqual(hour)
})

test('days hold what their hours hold', () => {
  for (const day of days) {
    const own = hours.filter(({ hour }) => hour >= day.fromHour && hour < day.fromHour + day.hours)
    const inHours = own.reduce((sum, hour) => sum + events(hour, 12, 'call') + lateEvents(hour, 'call'), 0)
    expect(events(day, day.hours * 12, 'call')).toBe(inHours)
    // of today only its first hour is over
    expect(inHours).toBeGreaterThan(100)
  }
})

test('a busy hour can be looked at by kind of phone and by area', () => {
  const busy = hours.reduce((a, b) => (events(a, 12, 'call') > events(b, 12, 'call') ? a : b))
  const text = JSON.stringify(busy)
  for (const value of ['high', 'mid', 'low', '翠苑', '文三路', '古荡', '黄龙']) expect(text).toContain(`"${value}"`)
})

test('the hour that goes on is not made yet, the day that goes on is not sealed', () => {
  expect(hours.every(({ sealed }) => sealed)).toBe(true)
  expect(Math.max(...hours.map(({ hour }) => hour))).toBe(Math.floor(now / 3_600_000) - 1)
  expect(days.filter(({ sealed }) => !sealed).map(({ day }) => day)).toEqual(['2026-11-18'])
})

test('faults that customers meet today were met before, under the same fingerprint', () => {
  const monitor = FAULTS.map((fault) => {
    const [message, stack] = wordsOf(fault)
    return fingerprint(scrub(message, 300), scrub(stack, 2_000))
  })
  const known = made.issues.map((issue) => issue.fingerprint)
  expect(known.sort()).toEqual(monitor.sort())
  expect(made.issues.every(({ firstAt, lastAt }) => firstAt < lastAt && lastAt < now)).toBe(true)
})

test('nothing lies in the future, and minutes go back one day', () => {
  const kept = minutes.map(({ minute }) => minute)
  expect(Math.max(...kept)).toBeLessThan(now / 60_000)
  expect(Math.min(...kept)).toBeGreaterThanOrEqual(now / 60_000 - 1440)
  for (const order of made.orders) expect(order.updatedAt.getTime()).toBeLessThan(now)
})

test('what Kandian knows of the orders is what the shop has', () => {
  const facts = Object.assign({}, ...made.orderHours.map((hour) => hour.facts)) as Record<string, StoredFact>
  expect(Object.keys(facts)).toHaveLength(made.orders.length)
  for (const order of made.orders) {
    const fact = decodeFact(facts[order._id] as StoredFact)
    const items = order.items as { priceFen: number; count: number }[]
    expect(fact.amountFen).toBe(items.reduce((sum, { priceFen, count }) => sum + priceFen * count, 0))
    expect([fact.createdAt, fact.paidAt]).toEqual([order.createdAt.getTime(), order.paidAt?.getTime() ?? null])
  }
})

test('orders of the last minutes are still under way, earlier ones are delivered', () => {
  const paid = made.orders.filter(({ paidAt }) => paidAt)
  const before = paid.filter(({ paidAt }) => paidAt.getTime() < now - 3_600_000)
  expect(new Set(before.map(({ status }) => status))).toEqual(new Set(['delivered', 'refunded']))
  expect(paid.some(({ status }) => status === 'accepted' || status === 'paid' || status === 'ready')).toBe(true)
})

test('the fold goes on where the history ends', () => {
  const cursors = new Map(made.heartbeats.map(({ _id, through }) => [_id, through]))
  expect(cursors.get('fold:0')).toBe(now)
  expect(cursors.get('orders:wensan')).toBe(now)
  expect(cursors.get('tiers:0')).toBe(Date.parse('2026-11-18T11:00:00+08:00'))
})

/** Days of 23 and 25 hours, and zones off by half an hour: nothing is counted twice or left out, clock is held against clock. */
import { METRICS } from '../../../../contract/metrics'
import { RANGE_NAMES, type Range } from '../../../../contract/pages/range'
import type { BatchDocument } from '../../../../core/documents/batch'
import { planRange, slotOf } from '../../../../core/query/range/planRange'
import { localTime } from '../../../../core/time/localTime'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../core/time/units'
import { storedBatch } from '../../../fakes/batches'
import { askPage, foldedShop } from '../../../fakes/pagedShop'

/** Some hours after the change, by which a day has 23 or 25 hours, and one that has none of it. */
const PLACES: [zone: string, now: string][] = [
  ['America/New_York', '2026-11-01T15:20:00Z'],
  ['America/New_York', '2026-11-04T15:20:00Z'],
  ['America/New_York', '2026-03-08T15:20:00Z'],
  ['Europe/London', '2026-10-25T09:20:00Z'],
  ['Australia/Lord_Howe', '2026-04-05T02:20:00Z'],
  ['Asia/Kolkata', '2026-11-01T15:20:00Z'],
  ['Asia/Shanghai', '2026-11-01T15:20:00Z'],
]

/** One call a half hour for so many days, each by another phone. */
const calls = (nowMs: number, days: number): BatchDocument[] =>
  Array.from({ length: days * 48 }, (_, half) => {
    const atMs = nowMs - half * 30 * MINUTE_MS - 5 * MINUTE_MS
    return storedBatch(`b${half}`, `u${half}`, atMs, {
      session: `s${String(half).padStart(9, '0')}`,
      dict: ['shop.menu'],
      counts: [[METRICS.call.id, 0, 0, 0, 1]],
    })
  })

describe.each(PLACES)('in %s at %s', (zone, now) => {
  const nowMs = Date.parse(now)
  const all = calls(nowMs, 16)
  const ports = foldedShop(all, nowMs, zone)
  const times = all.map(({ receivedAt }) => receivedAt.getTime())
  /** days are as far as hours are made */
  const madeMs = nowMs - (nowMs % HOUR_MS)

  const past: [string, Range][] = [
    [
      'some hours of last week',
      { from: nowMs - 7 * DAY_MS - 20 * MINUTE_MS, to: nowMs - 7 * DAY_MS + 132 * MINUTE_MS + 17_000 },
    ],
    [
      'some days, from within a day to within another',
      { from: nowMs - 9 * DAY_MS, to: nowMs - 4 * DAY_MS - 40 * MINUTE_MS },
    ],
  ]
  const named = RANGE_NAMES.filter((name) => name !== '90d' && name !== '13mo').map((name): [string, Range] => [
    name,
    name,
  ])

  it.each([...named, ...past])('%s counts each call once', async (_, range) => {
    const answer = await askPage(
      ports,
      { kind: 'series', store: 's1', metrics: ['call'], statistics: ['count'], range },
      nowMs,
    )
    const [chart] = answer.charts
    const { from, to } = answer.range
    const known = answer.tier === 'days' ? Math.min(to, madeMs) : to
    const inside = times.filter((ms) => ms >= from && ms < known)
    const sum = chart!.lines[0]!.values.reduce<number>((total, value) => total + (value ?? 0), 0)
    expect({ sum, whole: answer.whole.count }).toEqual({ sum: inside.length, whole: inside.length })
    for (const [slot, start] of chart!.at.entries()) {
      const end = chart!.at[slot + 1] ?? to
      const own = inside.filter((ms) => ms >= start && ms < end).length
      expect([start, chart!.lines[0]!.values[slot] ?? 0]).toEqual([start, own])
    }
  })

  it('slots follow each other, days begin with the first hour of the shop’s own, yesterday is the same clock', () => {
    for (const range of RANGE_NAMES) {
      const plan = planRange(range, nowMs, zone)
      const { at, from, to, tier, stepMs, earlier } = plan
      expect([...at].sort((a, b) => a - b)).toEqual(at)
      expect([at[0], (at.at(-1) as number) < to]).toEqual([from, true])
      for (const [slot, start] of at.entries()) expect(slotOf(plan, start)).toBe(slot)
      if (tier === 'days') expect(localTime(from, zone).minuteOfDay).toBeLessThan(60)
      if (tier === 'days' && stepMs === DAY_MS)
        for (const start of at) expect(localTime(start, zone).minuteOfDay).toBeLessThan(60)
      const yesterday = earlier.find(({ id }) => id === 'yesterday')
      if (yesterday !== undefined) {
        const clock = (ms: number) => localTime(ms, zone).minuteOfDay
        // a time that the change has left out, or that there is twice, has no other of its own
        const isPlain = Math.abs(from - yesterday.from - DAY_MS) <= HOUR_MS
        expect({ range, isPlain }).toEqual({ range, isPlain: true })
        expect(Math.abs(clock(yesterday.to) - clock(to)) % (24 * 60)).toBeLessThanOrEqual(60)
      }
    }
  })
})

import type { SavingLevel } from '../../../contract/plan'
import type { Saving } from '../../../core/documents/settings'
import type { CloudUsage } from '../../../core/ports/meter'
import type { DayDocument } from '../../../core/rollup/tiers'
import { monthOf, reckonSaving } from '../../../core/saving/reckonSaving'
import { savingTick } from '../../../core/saving/savingTick'
import { cadenceOf } from '../../../core/schedule/cadence'
import { addDays, dayStart, localTime } from '../../../core/time/localTime'
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS } from '../../../core/time/units'
import { fakeSettings, fakeStore } from '../../fakes/alertedShop'
import { NOON } from '../../fakes/batches'
import { fakePorts } from '../../fakes/ports'

const { fromMs, toMs } = monthOf(NOON)
const DAYS = (NOON - fromMs) / DAY_MS
const MONTH_DAYS = (toMs - fromMs) / DAY_MS
/** 4,000 points a month for the monitor, with a steady number of batches a day. */
const PLAN = { pointsPerMonth: 8_000, monitorShare: 0.5 }
const steady = (perDay: number) => ({
  ...{ nowMs: NOON, fromMs, toMs, batches: perDay * DAYS, perDay, environment: null },
})
const NO_USE = { functionCalls: 0, dbCalls: 0, gbs: 0, gbOut: 0 }
const CALM_DAYS = Array.from({ length: 20 }, (_, index) => ({
  day: `2026-11-0${index}`,
  points: index < 10 ? 400 : 100,
}))
/** Counted since the first one's evening; the last one is under way. */
const STEADY_DAYS = [
  { day: '2026-11-18', points: 30 },
  { day: '2026-11-19', points: 800 },
  { day: '2026-11-20', points: 400 },
]
const saving = (level: SavingLevel) => ({
  at: NOON,
  since: fromMs,
  level,
  usedPoints: 0,
  forecastPoints: 0,
  daysLeft: null,
})

describe('how far the monitor saves', () => {
  it.each([
    ['few customers', 1_000, 0],
    ['nearly its share', 4_600, 0],
    ['a little more', 5_600, 1],
    ['a fifth more', 6_500, 2],
    ['twice its share', 11_000, 3],
  ])('%s: %d batches a day, level %d', (_, perDay, level) => {
    expect(reckonSaving(PLAN, steady(perDay), undefined).level).toBe(level)
  })

  it('tells when the share is used up, and nothing when it lasts the month', () => {
    expect(reckonSaving(PLAN, steady(1_000), undefined).daysLeft).toBeNull()
    const soon = reckonSaving(PLAN, steady(7_000), undefined)
    expect(soon.daysLeft).toBeGreaterThanOrEqual(0)
    expect(soon.daysLeft).toBeLessThan(6)
  })

  it('does not end itself by working: less is saved only when the forecast is easy', () => {
    expect(reckonSaving(PLAN, steady(5_000), saving(2)).level).toBe(2)
    expect(reckonSaving(PLAN, steady(3_000), saving(2)).level).toBe(0)
  })

  /** A shop that uses so much of the plan by the end of the month, at a steady pace. */
  const used = (share: number) => {
    const perDay = (PLAN.pointsPerMonth * share) / MONTH_DAYS
    return { ...steady(1_000), environment: { used: perDay * DAYS, perDay } }
  }

  it.each([
    ['leaves enough', 0.85, 0],
    ['comes near its plan', 0.93, 1],
    ['comes very near', 0.98, 2],
    ['would use it up', 1.02, 3],
  ])('a shop that %s by itself: the monitor gives way though it has hardly used its own share', (_, share, level) => {
    expect(reckonSaving(PLAN, used(share), undefined).level).toBe(level)
  })

  it('goes on giving way until there is room again', () => {
    expect(reckonSaving(PLAN, used(0.85), saving(3)).level).toBe(3)
    expect(reckonSaving(PLAN, used(0.75), saving(3)).level).toBe(0)
  })

  it('begins anew with the month', () => {
    expect(reckonSaving(PLAN, steady(4_000), { ...saving(3), at: fromMs - 1 }).level).toBe(0)
  })
})

describe('the reckoning of compact', () => {
  const day = (name: string, batches: number) => ({ _id: `s1:${name}`, store: 's1', day: name, batches }) as DayDocument
  const shop = () => {
    const ports = fakePorts(NOON)
    ports.store.stores.set('s1', { ...fakeStore, firstSeenAt: NOON - 40 * DAY_MS })
    for (let back = 0; back < 24; back++) {
      const name = new Date(NOON - back * DAY_MS).toISOString().slice(0, 10)
      ports.store.days.set(name, day(name, 11_000))
    }
    return ports
  }

  it('is noted in the settings, where collect and the page see it', async () => {
    const ports = shop()
    ports.store.settings.set('main', { ...fakeSettings, plan: PLAN })
    await savingTick(ports, [...ports.store.stores.values()], NOON)
    expect(ports.store.settings.get('main')?.saving).toMatchObject({ at: NOON, level: 3 })
  })

  it.each<[string, Partial<CloudUsage>, number]>([
    ['counts nothing unusual', {}, 0],
    ['counts that the shop uses up its plan', { all: { ...NO_USE, dbCalls: 380_000 } }, 3],
    [
      'counts it since an hour ago only, at that pace',
      { all: { ...NO_USE, dbCalls: 4_000 }, since: NOON - HOUR_MS },
      3,
    ],
    ['began to count a moment ago', { all: { ...NO_USE, dbCalls: 1_500 }, since: NOON - 1000 }, 0],
    [
      'has counted since the evening before last only, at a pace that uses up the plan',
      { all: { ...NO_USE, dbCalls: 200_000 }, days: STEADY_DAYS },
      3,
    ],
    ['tells days, of which the last ones are calm', { all: { ...NO_USE, dbCalls: 300_000 }, days: CALM_DAYS }, 0],
  ])('asks who counts the environment, where somebody does: who %s', async (_, changes, level) => {
    const ports = fakePorts(NOON)
    const usage = { kind: 'meter' as const, url: '', token: '' }
    ports.store.settings.set('main', { ...fakeSettings, plan: PLAN, usage })
    const counted = {
      source: 'meter' as const,
      since: fromMs,
      all: NO_USE,
      own: null,
      functions: [],
      days: [],
      ...changes,
    }
    const asked: unknown[] = []
    ports.meter.read = async (...words) => {
      asked.push(words)
      return counted
    }
    await savingTick(ports, [], NOON)
    expect(ports.store.settings.get('main')?.saving).toMatchObject({ level })
    expect(asked).toEqual([[usage, fromMs, NOON]])
  })

  it('of sixty stores takes three calls and comes to the same, each day as its store counts it', async () => {
    const ports = fakePorts(NOON)
    ports.store.settings.set('main', { ...fakeSettings, plan: PLAN })
    for (let index = 0; index < 60; index++) {
      const zone = index % 2 === 0 ? 'Asia/Shanghai' : 'America/New_York'
      ports.store.stores.set(`s${index}`, { ...fakeStore, _id: `s${index}`, zone, firstSeenAt: NOON - 40 * DAY_MS })
      for (let back = 0; back < 40; back++) {
        const name = new Date(NOON - back * DAY_MS).toISOString().slice(0, 10)
        ports.store.days.set(`s${index}:${name}`, { ...day(name, 70 + index), store: `s${index}` })
      }
    }
    let calls = 0
    ports.before.run = (name) => void (name.startsWith('rollups.') && calls++)
    await savingTick(ports, [...ports.store.stores.values()], NOON)
    const noted = ports.store.settings.get('main')?.saving
    expect(calls).toBe(3)
    const each = []
    for (const store of ports.store.stores.values()) {
      const { zone } = store
      const name = (ms: number) => localTime(ms, zone).day
      const own = await ports.rollups.readDays(store._id, '2026-01-01', addDays(name(NOON), 1))
      const since = (ms: number) =>
        own.filter(({ day }) => day >= name(ms)).reduce((sum, { batches }) => sum + batches, 0)
      const covered = (NOON - dayStart(name(NOON - 7 * DAY_MS), zone)) / DAY_MS
      each.push({ all: since(fromMs), perDay: since(NOON - 7 * DAY_MS) / covered })
    }
    const batches = each.reduce((sum, { all }) => sum + all, 0)
    const perDay = each.reduce((sum, one) => sum + one.perDay, 0)
    const month = { nowMs: NOON, fromMs, toMs, batches, perDay, environment: null }
    expect(noted).toEqual(reckonSaving(PLAN, month, undefined))
  })

  describe('of a shop that takes in 150 batches an hour, day and night', () => {
    /** What compact has made of it by then; the first day begins with the shop. */
    const reckonedAt = async (nowMs: number, firstSeenAt: number, before?: Saving) => {
      const ports = fakePorts(nowMs)
      const store = { ...fakeStore, firstSeenAt }
      ports.store.settings.set('main', { ...fakeSettings, plan: PLAN, ...(before ? { saving: before } : {}) })
      for (let hour = hourOf(firstSeenAt); hour < hourOf(nowMs); hour++) {
        const name = localTime(hour * HOUR_MS, store.zone).day
        ports.store.days.set(name, day(name, (ports.store.days.get(name)?.batches ?? 0) + 150))
      }
      await savingTick(ports, [store], nowMs)
      return ports.store.settings.get('main')?.saving as Saving
    }
    const MORNING = dayStart('2026-11-20', fakeStore.zone) + 5 * MINUTE_MS
    const perMonth = (days: number) => days * (3_600 * 0.02133 + 21)

    it.each([
      ['just after midnight', MORNING, 40],
      ['at noon', MORNING + 12 * HOUR_MS, 40],
      ['in the last hour of the day', MORNING + 23 * HOUR_MS, 40],
      ['two days after it began', MORNING + 10 * HOUR_MS, 2],
      ['three and a half days after it began, just after midnight', MORNING, 3.5],
    ])('%s its pace is told as it is', async (_, nowMs, daysOld) => {
      const told = await reckonedAt(nowMs, nowMs - daysOld * DAY_MS)
      const ahead = told.forecastPoints - told.usedPoints
      expect(ahead / perMonth((toMs - nowMs) / DAY_MS)).toBeCloseTo(1, 2)
    })

    it('a shop of some hours is not taken to go on all night as in them', async () => {
      const told = await reckonedAt(NOON, NOON - 3 * HOUR_MS)
      expect(told.forecastPoints - told.usedPoints).toBeLessThan(perMonth((toMs - NOON) / DAY_MS) / 2)
    })

    it('is reckoned anew as soon as a new month has begun, and not before six hours otherwise', async () => {
      const minutesAgo = { ...saving(3), at: fromMs - 5 * MINUTE_MS }
      expect(await reckonedAt(fromMs + HOUR_MS, fromMs - 9 * DAY_MS, minutesAgo)).toMatchObject({ level: 0 })
      const ofThisMonth = { ...saving(3), at: fromMs }
      expect(await reckonedAt(fromMs + HOUR_MS, fromMs - 9 * DAY_MS, ofThisMonth)).toEqual(ofThisMonth)
    })
  })

  it('is left out where nobody has told the plan', async () => {
    const ports = shop()
    ports.store.settings.set('main', fakeSettings)
    await savingTick(ports, [...ports.store.stores.values()], NOON)
    expect(ports.store.settings.get('main')?.saving).toBeUndefined()
  })
})

it.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 5],
] as const)(
  'at level %d a busy shop is worked every %d minutes, and each minute while an alert is up',
  (level, minutes) => {
    const busy = { quietMs: 0, active: false, open: true, saving: level }
    expect(cadenceOf(busy).full).toBe(minutes)
    expect(cadenceOf({ ...busy, active: true }).full).toBe(1)
  },
)

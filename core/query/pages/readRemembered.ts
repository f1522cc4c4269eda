import type { PageReader } from '../../ports/pages'
import type { DayDocument } from '../../rollup/tiers'
import { addDays } from '../../time/localTime'
import { DAY_MS, hourOf } from '../../time/units'
import type { DaysWanted, PageDocuments, PageWants } from '../measured/pageDocuments'
import type { KnownDay, KnownTiers, PageMemory } from '../pageMemory'
import { stillToRead, withKeptHours } from './keptHours'

/** What lies back so far hardly changes, and is read again after KEPT_MS: late events are in the newest documents. */
const SETTLED_HOURS = 3
const SETTLED_DAYS = 2
const KEPT_MS = 600_000
/** Kept at once, over all stores and kinds of page. */
const KEPT_MOST = 24
/** Days of one store and kind of page. */
const DAYS_MOST = 70

/** The page's one call, without what the instance still has of it. */
export async function readRemembered(
  reader: PageReader,
  memory: PageMemory,
  wants: PageWants,
  nowMs: number,
): Promise<PageDocuments> {
  const { store, metrics, users, hours, dims } = wants
  const known = knownOf(memory, JSON.stringify([store, metrics, users, dims?.metrics, dims?.spread]), nowMs)
  const settledHour = hourOf(nowMs) - SETTLED_HOURS
  const settledDay = new Date(nowMs - SETTLED_DAYS * DAY_MS).toISOString().slice(0, 10)
  const wantedDays = wants.days.flatMap(singleDays)
  const isKept = (one: DaysWanted) => one.from < settledDay && holds(known.days.get(one.from), one)
  const dimDays = dims?.days == null ? [] : daysIn(dims.days)
  const keptDims = dimDays.findIndex((day) => day >= settledDay || !known.dimDays.has(day))
  const readDims = keptDims < 0 ? [] : dimDays.slice(keptDims)
  const read = await reader.read({
    ...wants,
    hours: stillToRead(hours, known.hours, settledHour),
    days: joined(wantedDays.filter((one) => !isKept(one))),
    dims: dims && {
      ...dims,
      hours: stillToRead(dims.hours, known.dimHours, settledHour),
      days: readDims[0] === undefined || dims.days === null ? null : { ...dims.days, from: readDims[0] },
    },
  })
  const all = {
    ...read,
    hours: withKeptHours(hours, read.hours, known.hours, settledHour),
    days: withKept(wantedDays, read.days, known, isKept),
    dimHours: withKeptHours(dims?.hours ?? null, read.dimHours, known.dimHours, settledHour),
    dimDays: [
      ...dimDays.slice(0, dimDays.length - readDims.length).flatMap((day) => known.dimDays.get(day) ?? []),
      ...read.dimDays,
    ],
  }
  keepDays(known, wantedDays, read.days)
  if (isRoomFor(known.dimDays, readDims))
    for (const day of readDims) known.dimDays.set(day, read.dimDays.find((one) => one.day === day) ?? null)
  return all
}

function knownOf({ tiers }: PageMemory, key: string, nowMs: number): KnownTiers {
  const known = tiers.get(key)
  if (known !== undefined && nowMs >= known.atMs && nowMs - known.atMs < KEPT_MS) return known
  if (tiers.size >= KEPT_MOST) tiers.clear()
  const fresh: KnownTiers = {
    atMs: nowMs,
    hours: { from: null, kept: [] },
    days: new Map(),
    dimHours: { from: null, kept: [] },
    dimDays: new Map(),
  }
  tiers.set(key, fresh)
  return fresh
}

const holds = (known: KnownDay | undefined, { totals, rows }: DaysWanted): boolean =>
  known !== undefined && (known.totals || !totals) && (known.rows || !rows)

/** Each day alone. */
const singleDays = ({ from, to, ...tables }: DaysWanted): DaysWanted[] =>
  daysIn({ from, to }).map((day) => ({ from: day, to: addDays(day, 1), ...tables }))

function daysIn({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = []
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day)
  return days
}

/** Neighbours of which the same is wanted are read together. */
function joined(days: readonly DaysWanted[]): DaysWanted[] {
  const spans: DaysWanted[] = []
  for (const one of days) {
    const last = spans.at(-1)
    if (last?.to === one.from && last.totals === one.totals && last.rows === one.rows) last.to = one.to
    else spans.push({ ...one })
  }
  return spans
}

function withKept(
  wanted: readonly DaysWanted[],
  read: readonly DayDocument[],
  known: KnownTiers,
  isKept: (one: DaysWanted) => boolean,
): DayDocument[] {
  const byDay = new Map(read.map((document) => [document.day, document]))
  return wanted.flatMap((one) => (isKept(one) ? known.days.get(one.from)?.document : byDay.get(one.from)) ?? [])
}

/** A year of days is too much to keep. */
const isRoomFor = (kept: ReadonlyMap<string, unknown>, more: readonly string[]): boolean =>
  kept.size + more.filter((day) => !kept.has(day)).length <= DAYS_MOST

function keepDays({ days }: KnownTiers, wanted: readonly DaysWanted[], read: readonly DayDocument[]): void {
  if (
    !isRoomFor(
      days,
      wanted.map(({ from }) => from),
    )
  )
    return
  const byDay = new Map(read.map((document) => [document.day, document]))
  for (const one of wanted) {
    if (holds(days.get(one.from), one)) continue
    days.set(one.from, { totals: one.totals, rows: one.rows, document: byDay.get(one.from) ?? null })
  }
}

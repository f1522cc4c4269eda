import type { PageReader } from '../../ports'
import type { DayDocument } from '../../rollup/tiers'
import { addDays } from '../../time/localTime'
import { DAY_MS, hourOf } from '../../time/units'
import type { DaysWanted, PageDocuments, PageWants } from '../measured/pageDocuments'
import type { KnownDay, KnownTiers, PageMemory } from '../pageMemory'

/** What lies back so far hardly changes, and is read again after KEPT_MS: late events are in the newest documents. */
const SETTLED_HOURS = 3
const SETTLED_DAYS = 2
const KEPT_MS = 600_000
/** Kept at once, over all stores and kinds of page. */
const KEPT_MOST = 24
/** A year of days is too much to keep. */
const DAYS_MOST = 70

/** The page's one call, without what the instance still has of it. */
export async function readRemembered(
  reader: PageReader,
  memory: PageMemory,
  wants: PageWants,
  nowMs: number,
): Promise<PageDocuments> {
  const known = knownOf(memory, `${wants.store}|${wants.metrics.join()}|${wants.users.join()}`, nowMs)
  const settledHour = hourOf(nowMs) - SETTLED_HOURS
  const settledDay = new Date(nowMs - SETTLED_DAYS * DAY_MS).toISOString().slice(0, 10)
  const { hours } = wants
  const hasHours = hours !== null && known.fromHour !== null && known.fromHour <= hours.from
  const wantedDays = wants.days.flatMap(singleDays)
  const isKept = (one: DaysWanted) => one.from < settledDay && holds(known.days.get(one.from), one)
  const read = await reader.read({
    ...wants,
    hours: hasHours ? { from: Math.max(hours.from, settledHour), to: hours.to } : hours,
    days: joined(wantedDays.filter((one) => !isKept(one))),
  })
  const keptHours = hasHours
    ? known.hours.filter(({ hour }) => hour >= hours.from && hour < settledHour && hour < hours.to)
    : []
  const all = { ...read, hours: [...keptHours, ...read.hours], days: withKept(wantedDays, read.days, known, isKept) }
  if (hours !== null && hours.to > settledHour && !hasHours) {
    known.fromHour = hours.from
    known.hours = all.hours
  }
  if (known.days.size + wantedDays.length <= DAYS_MOST) keepDays(known, wantedDays, read.days)
  return all
}

function knownOf({ tiers }: PageMemory, key: string, nowMs: number): KnownTiers {
  const known = tiers.get(key)
  if (known !== undefined && nowMs >= known.atMs && nowMs - known.atMs < KEPT_MS) return known
  if (tiers.size >= KEPT_MOST) tiers.clear()
  const fresh: KnownTiers = { atMs: nowMs, fromHour: null, hours: [], days: new Map() }
  tiers.set(key, fresh)
  return fresh
}

const holds = (known: KnownDay | undefined, { totals, rows }: DaysWanted): boolean =>
  known !== undefined && (known.totals || !totals) && (known.rows || !rows)

/** Each day alone. */
function singleDays({ from, to, ...tables }: DaysWanted): DaysWanted[] {
  const days: DaysWanted[] = []
  for (let day = from; day < to; day = addDays(day, 1)) days.push({ from: day, to: addDays(day, 1), ...tables })
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

function keepDays({ days }: KnownTiers, wanted: readonly DaysWanted[], read: readonly DayDocument[]): void {
  const byDay = new Map(read.map((document) => [document.day, document]))
  for (const one of wanted) {
    if (holds(days.get(one.from), one)) continue
    days.set(one.from, { totals: one.totals, rows: one.rows, document: byDay.get(one.from) ?? null })
  }
}

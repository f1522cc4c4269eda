import type { PageReader } from '../../ports'
import { DAY_MS, hourOf } from '../../time/units'
import type { PageDocuments, PageWants } from '../measured/pageDocuments'
import type { KnownTiers, PageMemory } from '../pageMemory'

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
  const key = `${wants.store}|${wants.users}`
  const settledHour = hourOf(nowMs) - SETTLED_HOURS
  const settledDay = new Date(nowMs - SETTLED_DAYS * DAY_MS).toISOString().slice(0, 10)
  const known = memory.tiers.get(key)
  const isFresh = known !== undefined && nowMs >= known.atMs && nowMs - known.atMs < KEPT_MS
  const { hours, days } = wants
  const hasHours = isFresh && hours !== null && known.fromHour !== null && known.fromHour <= hours.from
  const hasDays = isFresh && days !== null && known.fromDay !== null && known.fromDay <= days.from
  const read = await reader.read({
    ...wants,
    hours: hasHours ? { from: Math.max(hours.from, settledHour), to: hours.to } : hours,
    days: hasDays ? { from: later(days.from, settledDay), to: days.to } : days,
  })
  const keptHours = hasHours
    ? known.hours.filter(({ hour }) => hour >= hours.from && hour < settledHour && hour < hours.to)
    : []
  const keptDays = hasDays ? known.days.filter(({ day }) => day >= days.from && day < settledDay && day < days.to) : []
  const all = { ...read, hours: [...keptHours, ...read.hours], days: [...keptDays, ...read.days] }
  const reachesNow = (hours === null || hours.to > settledHour) && (days === null || days.to > settledDay)
  if (all.days.length <= DAYS_MOST && reachesNow && (!hasHours || !hasDays)) {
    if (memory.tiers.size >= KEPT_MOST) memory.tiers.clear()
    const before = isFresh ? known : NOTHING
    memory.tiers.set(key, {
      atMs: isFresh ? known.atMs : nowMs,
      ...(hours === null ? pick(before, 'fromHour', 'hours') : { fromHour: hours.from, hours: all.hours }),
      ...(days === null ? pick(before, 'fromDay', 'days') : { fromDay: days.from, days: all.days }),
    })
  }
  return all
}

const NOTHING: Omit<KnownTiers, 'atMs'> = { fromHour: null, fromDay: null, hours: [], days: [] }

const pick = <T, K extends keyof T>(from: T, ...keys: K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>

const later = (a: string, b: string): string => (a > b ? a : b)

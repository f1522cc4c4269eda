import type { StoreDocument } from '../documents'
import type { Ports } from '../ports'
import { savingTick } from '../saving/savingTick'
import { addDays, dayStart, localTime } from '../time/localTime'
import { HOUR_MS, hourOf, MINUTE_MS, MINUTES_PER_HOUR } from '../time/units'
import { type DaySpan, foldDay } from './foldDay'
import { foldHour } from './foldHour'
import {
  foldHeartbeat,
  removedHeartbeat,
  restHeartbeat,
  runHeartbeat,
  sealHeartbeat,
  seenHeartbeat,
  tiersHeartbeat,
} from './heartbeatIds'
import { wholeMinutes } from './minuteParts'
import { type Retention, removeOld } from './retention'
import { sealShard } from './sealTick'
import { shardsOf } from './shards'

type CompactPorts = Pick<Ports, 'batches' | 'minutes' | 'rollups' | 'heartbeats' | 'directory' | 'issues' | 'orders'>

export interface CompactReport {
  shards: { shard: string; refolded: number; hours: number; days: number; removed: Retention }[]
}

/** Hours are made anew as long as something below them may still change; after a pause this many a run. */
const HOURS_PER_RUN = 48

/** Where nothing came in, it is looked this often whether all is well. */
const REST_MS = 6 * HOUR_MS
/** Old documents are looked for this often. */
const REMOVAL_MS = 6 * HOUR_MS

/**
 * Each hour: seal minutes, make hours of the minutes and days of the hours, delete what is over its time. Every step is
 * a pure function of the tier below under a fixed id: repeating, overlapping and kills change nothing.
 */
export async function compactTick(ports: CompactPorts, nowMs: number): Promise<CompactReport> {
  const report: CompactReport = { shards: [] }
  if (await mayRest(ports, nowMs)) return report
  const stores = await ports.directory.stores()
  const finals: number[] = []
  for (const shard of shardsOf(stores)) {
    const own = stores.filter((store) => store.shard === shard)
    const { finalMs, ...done } = await compactShard(ports, shard, own, nowMs)
    finals.push(finalMs)
    report.shards.push({ shard, ...done })
  }
  await savingTick(ports, stores, nowMs)
  const rest = finals.length === 0 ? 0 : Math.min(...finals)
  await ports.heartbeats.beatAll([
    { _id: runHeartbeat('compact'), at: nowMs, through: nowMs },
    { _id: restHeartbeat, at: nowMs, through: rest },
  ])
  return report
}

/** All that ever came in is sealed and in its final hours, and that was looked at lately: one call tells. */
async function mayRest(ports: CompactPorts, nowMs: number): Promise<boolean> {
  const marks = await ports.heartbeats.read([seenHeartbeat, restHeartbeat])
  const [seen, rest] = [marks.get(seenHeartbeat), marks.get(restHeartbeat)]
  if (seen === undefined || rest === undefined) return false
  return seen.through < rest.through && nowMs >= rest.at && nowMs - rest.at < REST_MS
}

async function compactShard(ports: CompactPorts, shard: string, stores: readonly StoreDocument[], nowMs: number) {
  const marks = await ports.heartbeats.read(
    [foldHeartbeat, sealHeartbeat, tiersHeartbeat, removedHeartbeat].map((id) => id(shard)),
  )
  const through = (id: string): number | null => marks.get(id)?.through ?? null
  const nothing = { refolded: 0, hours: 0, days: 0, removed: NOTHING_REMOVED, finalMs: 0 }
  const foldedMs = through(foldHeartbeat(shard))
  if (foldedMs === null) return nothing
  const sealed = await sealShard(ports, shard, stores, nowMs, through(sealHeartbeat(shard)), foldedMs)
  const sealedMs = sealed.through * MINUTE_MS
  const sealMark = sealed.moved ? [{ _id: sealHeartbeat(shard), at: nowMs, through: sealedMs }] : []
  const fromMs = through(tiersHeartbeat(shard)) ?? (await ports.batches.firstReceivedFrom(shard, 0))
  if (fromMs === null) {
    await ports.heartbeats.beatAll(sealMark)
    // nothing ever came in: all of it is final
    return { ...nothing, finalMs: sealedMs }
  }
  const fromHour = hourOf(fromMs)
  // the last hour is made only when it is folded to its end; hours that are not sealed are made again next time
  const toHour = Math.min(hourOf(foldedMs), fromHour + HOURS_PER_RUN)
  const hours = await makeHours(ports, shard, stores, fromHour, toHour, sealedMs)
  const days = await makeDays(ports, stores, { fromHour, toHour, sealedMs, changed: hours > 0 })
  const finalHour = Math.max(fromHour, Math.min(toHour, hourOf(sealedMs)))
  const finalMs = finalHour * HOUR_MS
  const isRemovalDue = nowMs - (through(removedHeartbeat(shard)) ?? 0) >= REMOVAL_MS
  await ports.heartbeats.beatAll([
    ...sealMark,
    ...(finalHour > fromHour ? [{ _id: tiersHeartbeat(shard), at: nowMs, through: finalMs }] : []),
    ...(isRemovalDue && sealed.caughtUp && toHour === hourOf(foldedMs)
      ? [{ _id: removedHeartbeat(shard), at: nowMs, through: nowMs }]
      : []),
  ])
  const removed = isRemovalDue
    ? await removeOld(ports, shard, stores, nowMs, Math.min(sealedMs, finalMs))
    : NOTHING_REMOVED
  return { refolded: sealed.refolded, hours, days, removed, finalMs }
}

const NOTHING_REMOVED: Retention = { batches: 0, minutes: 0, hours: 0, days: 0 }

async function makeHours(
  ports: CompactPorts,
  shard: string,
  stores: readonly StoreDocument[],
  fromHour: number,
  toHour: number,
  sealedMs: number,
): Promise<number> {
  let made = 0
  for (let hour = fromHour; hour < toHour; hour++) {
    const first = hour * MINUTES_PER_HOUR
    const minutes = wholeMinutes(await ports.minutes.read(shard, first, first + MINUTES_PER_HOUR, undefined, 'dims'))
    for (const { _id } of stores) {
      const document = foldHour(_id, hour, minutes, (hour + 1) * HOUR_MS <= sealedMs)
      if (document === null) continue
      await ports.rollups.putHour(document)
      made += 1
    }
  }
  return made
}

interface HourSpan {
  fromHour: number
  toHour: number
  sealedMs: number
  /** hours were made: otherwise only days that are over may have to be sealed */
  changed: boolean
}

/** Makes the days again that the hours [fromHour, toHour) are part of. */
async function makeDays(
  ports: CompactPorts,
  stores: readonly StoreDocument[],
  { fromHour, toHour, sealedMs, changed }: HourSpan,
): Promise<number> {
  let made = 0
  for (const { _id, zone } of stores)
    for (const span of daysOf(fromHour, toHour, zone)) {
      const end = (span.fromHour + span.hours) * HOUR_MS
      if (!changed && end > sealedMs) continue
      const hours = await ports.rollups.readHours(_id, span.fromHour, span.fromHour + span.hours, 'dims')
      const document = foldDay(_id, span, hours, end <= sealedMs)
      if (document === null) continue
      await ports.rollups.putDay(document)
      made += 1
    }
  return made
}

/** The local days that epoch hours are part of. Where a zone is off by half an hour, a day begins with the hour after. */
export function daysOf(fromHour: number, toHour: number, zone: string): DaySpan[] {
  if (toHour <= fromHour) return []
  const spans: DaySpan[] = []
  const last = localTime((toHour - 1) * HOUR_MS, zone).day
  for (let day = localTime(fromHour * HOUR_MS, zone).day; day <= last; day = addDays(day, 1)) {
    const from = Math.ceil(dayStart(day, zone) / HOUR_MS)
    spans.push({ day, fromHour: from, hours: Math.ceil(dayStart(addDays(day, 1), zone) / HOUR_MS) - from })
  }
  return spans
}

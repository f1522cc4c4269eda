import type { StoreDocument } from '../documents'
import type { Ports } from '../ports'
import { addDays, dayStart, localTime } from '../time/localTime'
import { HOUR_MS, hourOf, MINUTE_MS, MINUTES_PER_HOUR } from '../time/units'
import { type DaySpan, foldDay } from './foldDay'
import { foldHour } from './foldHour'
import { foldHeartbeat, tiersHeartbeat } from './heartbeatIds'
import { wholeMinutes } from './minuteParts'
import { type Retention, removeOld } from './retention'
import { sealShard } from './sealTick'
import { shardsOf } from './shards'

type CompactPorts = Pick<Ports, 'batches' | 'minutes' | 'rollups' | 'heartbeats' | 'directory' | 'issues'>

export interface CompactReport {
  shards: { shard: string; refolded: number; hours: number; days: number; removed: Retention }[]
}

/** Hours are made anew as long as something below them may still change; after a pause this many a run. */
const HOURS_PER_RUN = 48

/**
 * Each hour: seal minutes, make hours of the minutes and days of the hours, delete what is over its time. Every step is
 * a pure function of the tier below under a fixed id: repeating, overlapping and kills change nothing.
 */
export async function compactTick(ports: CompactPorts, nowMs: number): Promise<CompactReport> {
  const stores = await ports.directory.stores()
  const report: CompactReport = { shards: [] }
  for (const shard of shardsOf(stores)) {
    const own = stores.filter((store) => store.shard === shard)
    report.shards.push({ shard, ...(await compactShard(ports, shard, own, nowMs)) })
  }
  return report
}

async function compactShard(ports: CompactPorts, shard: string, stores: readonly StoreDocument[], nowMs: number) {
  const heartbeats = await ports.heartbeats.read([foldHeartbeat(shard), tiersHeartbeat(shard)])
  const folded = heartbeats.get(foldHeartbeat(shard))
  const nothing = { refolded: 0, hours: 0, days: 0, removed: { batches: 0, minutes: 0, hours: 0, days: 0 } }
  if (folded === undefined) return nothing
  const sealed = await sealShard(ports, shard, stores, nowMs, folded.through)
  const sealedMs = sealed.through * MINUTE_MS
  const fromMs = heartbeats.get(tiersHeartbeat(shard))?.through ?? (await ports.batches.firstReceivedFrom(shard, 0))
  if (fromMs === null) return nothing
  const fromHour = hourOf(fromMs)
  // the last hour is made only when it is folded to its end; hours that are not sealed are made again next time
  const toHour = Math.min(hourOf(folded.through), fromHour + HOURS_PER_RUN)
  const hours = await makeHours(ports, shard, stores, fromHour, toHour, sealedMs)
  const days = await makeDays(ports, stores, fromHour, toHour, sealedMs)
  const finalHour = Math.min(toHour, hourOf(sealedMs))
  if (finalHour > fromHour) await ports.heartbeats.beat(tiersHeartbeat(shard), nowMs, finalHour * HOUR_MS)
  const removed = await removeOld(
    ports,
    shard,
    stores,
    nowMs,
    Math.min(sealedMs, Math.max(fromHour, finalHour) * HOUR_MS),
  )
  return { refolded: sealed.refolded, hours, days, removed }
}

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
    const minutes = wholeMinutes(await ports.minutes.read(shard, first, first + MINUTES_PER_HOUR))
    for (const { _id } of stores) {
      const document = foldHour(_id, hour, minutes, (hour + 1) * HOUR_MS <= sealedMs)
      if (document === null) continue
      await ports.rollups.putHour(document)
      made += 1
    }
  }
  return made
}

/** Makes the days again that the hours [fromHour, toHour) are part of. */
async function makeDays(
  ports: CompactPorts,
  stores: readonly StoreDocument[],
  fromHour: number,
  toHour: number,
  sealedMs: number,
): Promise<number> {
  let made = 0
  for (const { _id, zone } of stores)
    for (const span of daysOf(fromHour, toHour, zone)) {
      const end = (span.fromHour + span.hours) * HOUR_MS
      const hours = await ports.rollups.readHours(_id, span.fromHour, span.fromHour + span.hours)
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

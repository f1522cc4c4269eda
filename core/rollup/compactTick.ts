import { inParallel, STORES_AT_ONCE } from '../concurrency/inParallel'
import type { HeartbeatDocument } from '../documents/heartbeat'
import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'
import type { Expired } from '../retention/expiry'
import { isExpiryDue, removeExpired } from '../retention/removeExpired'
import { savingTick } from '../saving/savingTick'
import { fanOut } from '../schedule/fanOut'
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
import { byMinute, homesOf, shardsOf } from './shards'

/** With `handOver` several shards are not worked in turn, but each by a call of its own. */
type CompactPorts = Pick<
  Ports,
  'batches' | 'minutes' | 'rollups' | 'heartbeats' | 'directory' | 'issues' | 'orders' | 'expiry' | 'meter'
> &
  Partial<Pick<Ports, 'handOver'>>

export interface CompactReport {
  shards: { shard: string; refolded: number; hours: number; days: number; removed: Retention & Partial<Expired> }[]
}

/** Hours are made anew as long as something below them may still change; after a pause this many a run. */
const HOURS_PER_RUN = 48

/** Where nothing came in, it is looked this often whether all is well. */
const REST_MS = 6 * HOUR_MS
/** A run may take this long (cloudfunctions/compact/config.json). */
const LEASE_MS = 55_000
/** Its timer's run waits so long for those of the shards, so that it can tell how far they have come. */
const HAND_OVER_MS = 50_000
/** Old documents are looked for this often. */
const REMOVAL_MS = 6 * HOUR_MS

/**
 * Each hour: seal minutes, make hours of the minutes and days of the hours, delete what is over its time. Every step is
 * a pure function of the tier below under a fixed id: repeating, overlapping and kills change nothing.
 * @param only this shard, if nobody is at it already; absent: all of them in turn
 * @param atOnce how many stores are worked on at the same time
 */
export async function compactTick(
  ports: CompactPorts,
  nowMs: number,
  only?: string,
  atOnce = STORES_AT_ONCE,
): Promise<CompactReport> {
  const report: CompactReport = { shards: [] }
  const isFree = only === undefined || (await ports.heartbeats.lease(`compact:${only}`, nowMs, nowMs + LEASE_MS))
  if (!isFree) return report
  if (await mayRest(ports, nowMs, only)) return report
  const known = await ports.directory.stores()
  const shards = shardsOf(known, nowMs)
  if (shards.length > 1 && only === undefined && ports.handOver !== undefined) {
    // not one after the other: waiting for the shards may take all the time there is
    await Promise.all([
      savingTick(ports, known, nowMs),
      fanOut({ handOver: ports.handOver, heartbeats: ports.heartbeats }, 'compact', shards, nowMs, {
        patienceMs: HAND_OVER_MS,
      }),
    ])
    return report
  }
  const marks = await ports.heartbeats.read(shards.flatMap((shard) => cursorsOf.map((id) => id(shard))))
  // what strayed into a shard is noted before that shard is sealed: asked in this order, nothing sealed is missed
  const stores = shards.length === 1 ? known : await ports.directory.stores()
  const finals: number[] = []
  for (const shard of only === undefined ? shards : [only]) {
    const { finalMs, ...done } = await compactShard(ports, { shard, shards, stores, marks, atOnce }, nowMs)
    finals.push(finalMs)
    report.shards.push({ shard, ...done })
  }
  if (only === undefined) await savingTick(ports, stores, nowMs)
  const rest = finals.length === 0 ? 0 : Math.min(...finals)
  await ports.heartbeats.beatAll([
    { _id: runHeartbeat('compact', only), at: nowMs, through: nowMs },
    { _id: restHeartbeat(only), at: nowMs, through: rest },
  ])
  return report
}

const cursorsOf = [foldHeartbeat, sealHeartbeat, tiersHeartbeat, removedHeartbeat]

/** All that ever came in is sealed and in its final hours, and that was looked at lately: one call tells. */
async function mayRest(ports: CompactPorts, nowMs: number, only: string | undefined): Promise<boolean> {
  const marks = await ports.heartbeats.read([seenHeartbeat, restHeartbeat(only)])
  const [seen, rest] = [marks.get(seenHeartbeat), marks.get(restHeartbeat(only))]
  if (seen === undefined || rest === undefined) return false
  return seen.through < rest.through && nowMs >= rest.at && nowMs - rest.at < REST_MS
}

interface ShardWork {
  shard: string
  /** all there are */
  shards: readonly string[]
  stores: readonly StoreDocument[]
  /** cursors as they were before the stores were read */
  marks: ReadonlyMap<string, HeartbeatDocument>
  atOnce: number
}

async function compactShard(ports: CompactPorts, { shard, shards, stores, marks, atOnce }: ShardWork, nowMs: number) {
  const through = (id: string): number | null => marks.get(id)?.through ?? null
  const nothing = { refolded: 0, hours: 0, days: 0, removed: NOTHING_REMOVED, finalMs: 0 }
  const foldedMs = through(foldHeartbeat(shard))
  if (foldedMs === null) return nothing
  const sealed = await sealShard(ports, shard, stores, nowMs, through(sealHeartbeat(shard)), foldedMs)
  const ownSealedMs = sealed.through * MINUTE_MS
  const sealedMs = Math.min(ownSealedMs, await othersSealed(ports, shards, shard, marks))
  const sealMark = sealed.moved ? [{ _id: sealHeartbeat(shard), at: nowMs, through: ownSealedMs }] : []
  const fromMs = through(tiersHeartbeat(shard)) ?? (await ports.batches.firstReceivedFrom(shard, 0))
  if (fromMs === null) {
    await ports.heartbeats.beatAll(sealMark)
    // nothing ever came in: all of it is final
    return { ...nothing, finalMs: ownSealedMs }
  }
  const fromHour = hourOf(fromMs)
  // the last hour is made only when it is folded to its end; hours that are not sealed are made again next time
  const toHour = Math.min(hourOf(foldedMs), fromHour + HOURS_PER_RUN)
  // final is what is sealed and made: where another shard stood still, far more may be sealed than a run makes
  const finalHour = Math.min(toHour, hourOf(sealedMs))
  const finalMs = finalHour * HOUR_MS
  const own = stores.filter((store) => homesOf(store, fromHour * HOUR_MS).includes(shard))
  const hours = await makeHours(ports, shard, own, { fromHour, toHour, finalHour, atOnce })
  const days = await makeDays(ports, own, { fromHour, toHour, finalHour, atOnce, changed: hours > 0 })
  const isRemovalDue = nowMs - (through(removedHeartbeat(shard)) ?? 0) >= REMOVAL_MS
  await ports.heartbeats.beatAll([
    ...sealMark,
    ...(finalHour > fromHour ? [{ _id: tiersHeartbeat(shard), at: nowMs, through: finalMs }] : []),
    ...(isRemovalDue && sealed.caughtUp && toHour === hourOf(foldedMs)
      ? [{ _id: removedHeartbeat(shard), at: nowMs, through: nowMs }]
      : []),
  ])
  const removed = isRemovalDue
    ? await remove(ports, { shard, shards, stores, marks, atOnce }, nowMs, finalMs)
    : NOTHING_REMOVED
  return { refolded: sealed.refolded, hours, days, removed, finalMs }
}

async function remove(
  ports: CompactPorts,
  { shard, shards, stores, marks, atOnce }: ShardWork,
  nowMs: number,
  finalMs: number,
): Promise<Retention & Partial<Expired>> {
  const own = stores.filter((store) => store.shard === shard)
  const removed = await removeOld(ports, shard, own, nowMs, finalMs, atOnce)
  if (!isExpiryDue(marks.get(removedHeartbeat(shard))?.through ?? 0, nowMs)) return removed
  const ids = own.map(({ _id }) => _id)
  return { ...removed, ...(await removeExpired(ports, ids, shard === shards[0], nowMs)) }
}

/**
 * A store's hour may have come in through several shards: it is final when all of them are sealed. A shard without a
 * cursor has sealed nothing of what it holds, if it holds anything.
 * @returns epoch ms
 */
async function othersSealed(
  ports: CompactPorts,
  shards: readonly string[],
  own: string,
  marks: ShardWork['marks'],
): Promise<number> {
  let sealedMs = Number.POSITIVE_INFINITY
  for (const shard of shards.filter((one) => one !== own)) {
    const through = marks.get(sealHeartbeat(shard))?.through ?? (await ports.batches.firstReceivedFrom(shard, 0))
    sealedMs = Math.min(sealedMs, through ?? Number.POSITIVE_INFINITY)
  }
  return sealedMs
}

const NOTHING_REMOVED: Retention = { batches: 0, minutes: 0, hours: 0, days: 0 }

async function makeHours(
  ports: CompactPorts,
  shard: string,
  stores: readonly StoreDocument[],
  { fromHour, toHour, finalHour, atOnce }: Omit<HourSpan, 'changed'>,
): Promise<number> {
  let made = 0
  for (let hour = fromHour; hour < toHour; hour++) {
    const first = hour * MINUTES_PER_HOUR
    const minutes = wholeMinutes(await ports.minutes.read(shard, first, first + MINUTES_PER_HOUR, undefined, 'dims'))
    const written = await inParallel(stores, atOnce, async (store) => {
      const elsewhere = homesOf(store, hour * HOUR_MS).filter((home) => home !== shard)
      const strayed = await Promise.all(
        elsewhere.map((home) => ports.minutes.read(home, first, first + MINUTES_PER_HOUR, store._id, 'dims')),
      )
      const all = strayed.length === 0 ? minutes : [...minutes, ...wholeMinutes(strayed.flat())].sort(byMinute)
      const document = foldHour(store._id, hour, all, hour < finalHour)
      if (document !== null) await ports.rollups.putHour(document)
      return document !== null
    })
    made += written.filter(Boolean).length
  }
  return made
}

interface HourSpan {
  fromHour: number
  toHour: number
  /** hours before it change no more */
  finalHour: number
  atOnce: number
  /** hours were made: otherwise only days that are over may have to be sealed */
  changed: boolean
}

/** Makes the days again that the hours [fromHour, toHour) are part of. */
async function makeDays(
  ports: CompactPorts,
  stores: readonly StoreDocument[],
  { fromHour, toHour, finalHour, atOnce, changed }: HourSpan,
): Promise<number> {
  const written = await inParallel(stores, atOnce, async ({ _id, zone }) => {
    let made = 0
    for (const span of daysOf(fromHour, toHour, zone)) {
      const isFinal = span.fromHour + span.hours <= finalHour
      if (!changed && !isFinal) continue
      const hours = await ports.rollups.readHours(_id, span.fromHour, span.fromHour + span.hours, 'dims')
      const document = foldDay(_id, span, hours, isFinal)
      if (document === null) continue
      await ports.rollups.putDay(document)
      made += 1
    }
    return made
  })
  return written.reduce((sum, made) => sum + made, 0)
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

import { SHARDS_MOST } from '../../contract/shards'
import type { HeartbeatDocument } from '../documents/heartbeat'
import type { MinuteDocument } from '../documents/minute'
import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'
import { DAY_MS, MINUTE_MS } from '../time/units'
import { foldHeartbeat } from './heartbeatIds'
import { KEPT_DAYS } from './retention'
import { compareText } from './seriesTable'

/** A store says in which shards its batches lie. */
export type Homed = Pick<StoreDocument, 'shard' | 'alsoIn'>

/** A shard that nobody writes to any more is worked until what it holds is deleted, with a week for a pause of `compact`. */
const DRAINED_MS = (KEPT_DAYS.minutes + 7) * DAY_MS

/** How many shards the environment is to have; anything that is no such number is one. */
export const shardCount = (shards: number): number =>
  Number.isInteger(shards) ? Math.min(SHARDS_MOST, Math.max(1, shards)) : 1

/**
 * The shard of a store: highest random weight (Thaler and Ravishankar 1998), so that one shard more takes its share from
 * all of the others and nothing else moves, and one shard less moves only its own.
 * @param shards from shardCount
 */
export function shardFor(store: string, shards: number): string {
  let [best, most] = [0, -1]
  for (let shard = 0; shard < shards; shard++) {
    const weight = hash(`${store}:${shard}`)
    if (weight > most) [best, most] = [shard, weight]
  }
  return String(best)
}

/** FNV-1a, then the finalizer of MurmurHash3, without which neighbouring texts have neighbouring weights. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let index = 0; index < text.length; index++) h = Math.imul(h ^ text.charCodeAt(index), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Where those write who know no shard: functions of the shop that `watch` watches. */
const ANYWHERE = '0'

/** The shards that hold anything, or may, each once. */
export const shardsOf = (stores: readonly Homed[], nowMs: number): string[] =>
  [
    ...new Set([
      ANYWHERE,
      ...stores.flatMap(({ shard, alsoIn }) => [
        shard,
        ...Object.entries(alsoIn ?? {}).flatMap(([other, untilMs]) => (untilMs + DRAINED_MS > nowMs ? [other] : [])),
      ]),
    ]),
  ].sort(compareText)

/** The shards in which batches of a store may lie that were received at `fromMs` or later; its own first. */
export const homesOf = ({ shard, alsoIn }: Homed, fromMs: number): string[] => [
  shard,
  ...Object.entries(alsoIn ?? {})
    .flatMap(([other, untilMs]) => (other !== shard && untilMs > fromMs ? [other] : []))
    .sort(compareText),
]

/** Cursors that say together how far a store is folded. */
export const foldBeatsOf = (store: Homed, nowMs: number): string[] => homesOf(store, nowMs).map(foldHeartbeat)

/** How far a store is folded, epoch ms: as far as every shard in which it may be; null before the first fold. */
export function foldedOf(
  beats: ReadonlyMap<string, Pick<HeartbeatDocument, 'through'> | null>,
  store: Homed,
  nowMs: number,
): number | null {
  const [own, ...others] = foldBeatsOf(store, nowMs).map((id) => beats.get(id)?.through ?? null)
  return own == null ? null : Math.min(own, ...others.map((through) => through ?? own))
}

/** Minutes [from, to) of a store, whichever shards it was in; without breakdowns unless they are asked for. */
export async function readMinutesOf(
  { minutes }: Pick<Ports, 'minutes'>,
  store: Homed & Pick<StoreDocument, '_id'>,
  from: number,
  to: number,
  more?: 'dims',
): Promise<MinuteDocument[]> {
  const homes = homesOf(store, from * MINUTE_MS)
  const found = await Promise.all(homes.map((shard) => minutes.read(shard, from, to, store._id, more)))
  return found.length === 1 ? (found[0] as MinuteDocument[]) : found.flat().sort(byMinute)
}

export const byMinute = (a: MinuteDocument, b: MinuteDocument): number =>
  a.minute - b.minute || compareText(a.shard, b.shard) || a.part - b.part

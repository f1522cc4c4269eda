import type { BatchDocument } from '../../../core/documents/batch'
import type { MinuteDocument } from '../../../core/documents/minute'
import { daysOf } from '../../../core/rollup/compactTick'
import { foldDay } from '../../../core/rollup/foldDay'
import { foldHour } from '../../../core/rollup/foldHour'
import { byMinute } from '../../../core/rollup/shards'
import { hourOf, minuteOf } from '../../../core/time/units'
import { NOON } from '../../../test/fakes/batches'
import { naiveMinute } from '../../../test/fakes/naive/foldMinute'

export const STORES = ['s1', 's2']
const ZONE = 'Asia/Shanghai'
const SPANNED_HOURS = 12

export type Tier = 'minutes' | 'hours' | 'days'
export type Rollups = Record<Tier, string[]>

/** What the rollups must be, to the byte, from the batches alone: event by event, by none of the fold's code. */
export function recount(batches: readonly BatchDocument[]): Rollups {
  const received = new Map<string, BatchDocument[]>()
  for (const batch of batches) {
    const key = `${minuteOf(batch.receivedAt.getTime())}:${batch.shard}`
    received.set(key, [...(received.get(key) ?? []), batch])
  }
  const minutes = [...received.values()]
    .flatMap((own) =>
      naiveMinute((own[0] as BatchDocument).shard, minuteOf((own[0] as BatchDocument).receivedAt.getTime()), own),
    )
    .map((minute): MinuteDocument => ({ ...minute, sealed: true }))
    .sort(byMinute)
  const present = [...new Set(minutes.map(({ minute }) => Math.floor(minute / 60)))]
  const hours = STORES.flatMap((store) => present.flatMap((hour) => foldHour(store, hour, minutes, true) ?? []))
  const spans = daysOf(hourOf(NOON), hourOf(NOON) + SPANNED_HOURS, ZONE)
  const days = STORES.flatMap((store) => spans.flatMap((span) => foldDay(store, span, hours, true) ?? []))
  return { minutes: byId(minutes), hours: byId(hours), days: byId(days) }
}

export const byId = (documents: Iterable<{ _id: string }>): string[] =>
  [...documents].sort((a, b) => (a._id < b._id ? -1 : 1)).map((document) => JSON.stringify(document))

import type { Query, QueryAnswers } from '../../contract/query'
import type { BatchDocument } from '../../core/documents/batch'
import { answerQuery } from '../../core/query/answerQuery'
import type { PageMemory } from '../../core/query/pageMemory'
import { daysOf } from '../../core/rollup/compactTick'
import { foldDay } from '../../core/rollup/foldDay'
import { foldHour } from '../../core/rollup/foldHour'
import { foldMinute } from '../../core/rollup/foldMinute'
import { HOUR_MS, hourOf, MINUTE_MS, minuteOf } from '../../core/time/units'
import { alertedShop, fakeStore, person } from './alertedShop'
import type { FakePorts } from './ports'

/** A shop whose batches went through the real fold of every tier, as far as it would have come by `nowMs`. */
export function foldedShop(batches: readonly BatchDocument[], nowMs: number, zone = fakeStore.zone): FakePorts {
  const ports = alertedShop()
  const { store } = ports
  const { shard, _id } = fakeStore
  store.stores.set(_id, { ...fakeStore, zone })
  const byMinute = new Map<number, BatchDocument[]>()
  for (const batch of batches) {
    const minute = minuteOf(batch.receivedAt.getTime())
    byMinute.set(minute, [...(byMinute.get(minute) ?? []), batch])
  }
  for (const [minute, own] of byMinute)
    for (const part of foldMinute(shard, minute, own)) store.minutes.set(part._id, part)
  const made = [...store.minutes.values()]
  const hours = new Set(made.map(({ minute }) => Math.floor(minute / 60)))
  for (const hour of hours) {
    if ((hour + 1) * HOUR_MS > nowMs) continue
    const document = foldHour(_id, hour, made, true)
    if (document !== null) store.hours.set(document._id, document)
  }
  const first = Math.min(...hours)
  for (const span of daysOf(first, hourOf(nowMs) + 1, zone)) {
    const document = foldDay(_id, span, [...store.hours.values()], true)
    if (document !== null) store.days.set(document._id, document)
  }
  const through = minuteOf(nowMs) * MINUTE_MS
  for (const id of [`fold:${shard}`, 'seen', 'run:aggregate', 'run:compact', `tiers:${shard}`])
    store.heartbeats.set(id, { _id: id, at: nowMs, through })
  return ports
}

export const OWNER = person('兰姨', 1)

/** @throws where it is refused */
export async function askPage<K extends Query['kind']>(
  ports: FakePorts,
  query: Extract<Query, { kind: K }>,
  nowMs: number,
  memory?: PageMemory,
): Promise<QueryAnswers[K]> {
  const answer = await answerQuery(ports, OWNER, query, nowMs, memory)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as QueryAnswers[K]
}

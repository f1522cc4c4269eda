import type { BatchDocument } from '../../../core/documents/batch'
import type { MinuteDocument } from '../../../core/documents/minute'
import type { Ports } from '../../../core/ports'
import { minuteOf } from '../../../core/time/units'
import { insertInto, removeWhere, within } from './documents'
import type { FakeCloud } from './fakeCloud'

const received = (batch: BatchDocument): number => batch.receivedAt.getTime()

/** What is measured: batches and the rollups they fold into. */
export function measurements({ store, operation, clock }: FakeCloud): Pick<Ports, 'batches' | 'minutes' | 'rollups'> {
  const minutesIn = (shard: string, from: number, to: number): MinuteDocument[] =>
    [...store.minutes.values()]
      .filter((known) => known.shard === shard && within(known.minute, from, to))
      .sort((a, b) => a.minute - b.minute || a.part - b.part)
  return {
    batches: {
      insert: operation('batches.insert', (batch) =>
        insertInto(store.batches, { ...batch, receivedAt: new Date(clock.now) }),
      ),
      readMinute: operation('batches.readMinute', (shard, minute) =>
        [...store.batches.values()].filter((batch) => batch.shard === shard && minuteOf(received(batch)) === minute),
      ),
      firstReceivedFrom: operation('batches.firstReceivedFrom', (shard, fromMs) =>
        [...store.batches.values()]
          .filter((batch) => batch.shard === shard && received(batch) >= fromMs)
          .reduce<number | null>((first, batch) => Math.min(first ?? received(batch), received(batch)), null),
      ),
      readAbout: operation('batches.readAbout', (shards, ref, from, to) => {
        const within = [...store.batches.values()].filter(
          (one) => shards.includes(one.shard) && received(one) >= from && received(one) < to,
        )
        const sessions = within.filter(({ batch }) => batch.dict.includes(ref)).map(({ batch }) => batch.session)
        return within.filter(({ batch }) => sessions.includes(batch.session))
      }),
      count: operation('batches.count', (shard, from, to) => {
        const counts = new Map<number, number>()
        for (const batch of store.batches.values()) {
          const minute = minuteOf(received(batch))
          if (batch.shard === shard && within(minute, from, to)) counts.set(minute, (counts.get(minute) ?? 0) + 1)
        }
        return counts
      }),
      removeReceivedBefore: operation('batches.removeReceivedBefore', (shard, beforeMs) =>
        removeWhere(store.batches, (batch) => batch.shard === shard && received(batch) < beforeMs),
      ),
    },
    minutes: {
      put: operation('minutes.put', (minute) => {
        const known = store.minutes.get(minute._id)
        if (known !== undefined && (known.sealed || known.batches >= minute.batches)) return 'kept'
        store.minutes.set(minute._id, structuredClone(minute))
        return 'written'
      }),
      read: operation('minutes.read', (shard, from, to, only, more) =>
        minutesIn(shard, from, to)
          .map((minute) => (more === 'dims' ? minute : withoutDims(minute)))
          .map((minute) => (only === undefined ? minute : ofStore(minute, only))),
      ),
      summaries: operation('minutes.summaries', (shard, from, to) =>
        minutesIn(shard, from, to).map(({ minute, part, parts, batches, sealed }) => ({
          minute,
          part,
          parts,
          batches,
          sealed,
        })),
      ),
      seal: operation('minutes.seal', (shard, from, to) => {
        for (const minute of minutesIn(shard, from, to)) minute.sealed = true
      }),
      removeSealedBefore: operation('minutes.removeSealedBefore', (shard, minute) =>
        removeWhere(store.minutes, (known) => known.shard === shard && known.minute < minute && known.sealed),
      ),
    },
    rollups: {
      putHour: operation('rollups.putHour', (hour) => putTier(store.hours, hour)),
      putDay: operation('rollups.putDay', (day) => putTier(store.days, day)),
      readHours: operation('rollups.readHours', (id, from, to, more) =>
        [...store.hours.values()]
          .filter((hour) => hour.store === id && within(hour.hour, from, to))
          .sort((a, b) => a.hour - b.hour)
          .map((hour) => (more === 'dims' ? hour : withoutDims(hour))),
      ),
      readDays: operation('rollups.readDays', (id, from, to, more) =>
        [...store.days.values()]
          .filter((day) => day.store === id && day.day >= from && day.day < to)
          .sort((a, b) => (a.day < b.day ? -1 : 1))
          .map((day) => (more === 'dims' ? day : withoutDims(day))),
      ),
      readDayBatches: operation('rollups.readDayBatches', (ids, from, to) =>
        [...store.days.values()]
          .filter((day) => ids.includes(day.store) && day.day >= from && day.day < to)
          .map((day) => ({ store: day.store, day: day.day, batches: day.batches })),
      ),
      removeHoursBefore: operation('rollups.removeHoursBefore', (id, hour) =>
        removeWhere(store.hours, (known) => known.store === id && known.hour < hour),
      ),
      removeDaysBefore: operation('rollups.removeDaysBefore', (id, day) =>
        removeWhere(store.days, (known) => known.store === id && known.day < day),
      ),
    },
  }
}

function ofStore(minute: MinuteDocument, id: string): MinuteDocument {
  const own = minute.stores[id]
  const dims = minute.dims?.[id]
  return {
    ...withoutDims(minute),
    stores: own === undefined ? {} : { [id]: own },
    ...(dims === undefined ? {} : { dims: { [id]: dims } }),
  }
}

function withoutDims<T extends { dims?: unknown }>(document: T): T {
  const { dims: _, ...rest } = document
  return rest as T
}

function putTier<T extends { _id: string; batches: number; sealed: boolean }>(map: Map<string, T>, tier: T): void {
  const known = map.get(tier._id)
  if (known !== undefined && (known.sealed || known.batches > tier.batches)) return
  map.set(tier._id, structuredClone(tier))
}

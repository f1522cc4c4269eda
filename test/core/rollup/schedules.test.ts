import fc from 'fast-check'
import type { BatchDocument } from '../../../core/documents/batch'
import type { MinuteDocument } from '../../../core/documents/minute'
import { compactTick, daysOf } from '../../../core/rollup/compactTick'
import { foldDay } from '../../../core/rollup/foldDay'
import { foldHour } from '../../../core/rollup/foldHour'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { foldTick } from '../../../core/rollup/foldTick'
import type { HourDocument } from '../../../core/rollup/tiers'
import { HOUR_MS, hourOf, minuteOf } from '../../../core/time/units'
import { fakeStore } from '../../fakes/alertedShop'
import { arbitraryBatches } from '../../fakes/arbitraryBatches'
import { NOON } from '../../fakes/batches'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const shop = (): FakePorts => {
  const ports = fakePorts(NOON)
  for (const id of ['s1', 's2']) ports.store.stores.set(id, { ...fakeStore, _id: id, firstSeenAt: null })
  return ports
}

const insert = (ports: FakePorts, batch: BatchDocument) => {
  ports.clock.now = batch.receivedAt.getTime()
  const { receivedAt: _, ...rest } = batch
  return ports.batches.insert(rest)
}

/** What the rollups must be, from the batches alone. */
function recount(batches: readonly BatchDocument[]) {
  const byMinute = new Map<number, BatchDocument[]>()
  for (const batch of batches) {
    const minute = minuteOf(batch.receivedAt.getTime())
    byMinute.set(minute, [...(byMinute.get(minute) ?? []), batch])
  }
  const minutes = [...byMinute]
    .flatMap(([minute, own]) => foldMinute('0', minute, own))
    .map((minute): MinuteDocument => ({ ...minute, sealed: true }))
  const hoursPresent = [...new Set(minutes.map(({ minute }) => Math.floor(minute / 60)))]
  const hours = ['s1', 's2'].flatMap((store) =>
    hoursPresent.flatMap((hour) => foldHour(store, hour, minutes, true) ?? []),
  )
  const days = ['s1', 's2'].flatMap((store) =>
    daysOf(hourOf(NOON), hourOf(NOON) + 12, 'Asia/Shanghai').flatMap((span) => foldDay(store, span, hours, true) ?? []),
  )
  return { minutes: byId(minutes), hours: byId(hours), days: byId(days) }
}

const byId = (documents: Iterable<{ _id: string }>): string[] =>
  [...documents].sort((a, b) => (a._id < b._id ? -1 : 1)).map((document) => JSON.stringify(document))

const stored = ({ store }: FakePorts) => ({
  minutes: byId(store.minutes.values()),
  hours: byId(store.hours.values()),
  days: byId(store.days.values()),
})

/** Long after, with nothing in the way: what is left to do is done. */
async function settle(ports: FakePorts): Promise<void> {
  const end = NOON + 30 * HOUR_MS
  for (let run = 0; run < 40; run++) await foldTick(ports, end)
  await compactTick(ports, end)
  await compactTick(ports, end)
}

describe('the rollups of a run', () => {
  it('the batches of one run, folded again in another order, give the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryBatches(90, 20).chain((batches) =>
          fc.tuple(fc.constant(batches), fc.shuffledSubarray(batches, { minLength: batches.length })),
        ),
        async ([batches, shuffled]) => {
          const results = []
          for (const order of [batches, shuffled]) {
            const ports = shop()
            for (const batch of order) await insert(ports, batch)
            await settle(ports)
            results.push(stored(ports))
          }
          expect(results[1]).toEqual(results[0])
        },
      ),
      { numRuns: 40 },
    )
  })

  it('hours add up to what their minutes have, and days to their hours', () => {
    fc.assert(
      fc.property(arbitraryBatches(120, 20), (batches) => {
        const { hours, days } = recount(batches)
        const parsed = hours.map((text) => JSON.parse(text) as HourDocument)
        const total = batches.filter(({ batch }) => batch.store === 's1').length
        expect(parsed.filter(({ store }) => store === 's1').reduce((sum, hour) => sum + hour.batches, 0)).toBe(total)
        const s1 = days.map((text) => JSON.parse(text)).filter(({ store }) => store === 's1')
        expect(s1.reduce((sum, day) => sum + day.batches, 0)).toBe(total)
      }),
    )
  })
})

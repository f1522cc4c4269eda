import fc from 'fast-check'
import type { BatchDocument, MinuteDocument } from '../../../core/documents'
import { compactTick, daysOf } from '../../../core/rollup/compactTick'
import { foldDay } from '../../../core/rollup/foldDay'
import { foldHour } from '../../../core/rollup/foldHour'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { foldTick } from '../../../core/rollup/foldTick'
import type { HourDocument } from '../../../core/rollup/tiers'
import { HOUR_MS, hourOf, MINUTE_MS, minuteOf } from '../../../core/time/units'
import { fakeStore } from '../../fakes/alertedShop'
import { arbitraryBatches } from '../../fakes/arbitraryBatches'
import { NOON } from '../../fakes/batches'
import { type FakePorts, fakePorts } from '../../fakes/ports'

/** How long the schedules go on: across an hour's edge, so that hours and days are made and made again. */
const MINUTES = 150

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
  ports.before.run = () => {}
  const end = NOON + 30 * HOUR_MS
  for (let run = 0; run < 40; run++) await foldTick(ports, end)
  await compactTick(ports, end)
  await compactTick(ports, end)
}

class Killed extends Error {}

interface Step {
  atMinute: number
  job: 'fold' | 'compact'
  /** the operation at which the worker dies; none: it ends */
  killAt: number | null
  /** runs at the same time as the one before it */
  overlaps: boolean
}

const steps = fc.array(
  fc.record({
    atMinute: fc.integer({ min: 0, max: MINUTES + 80 }),
    job: fc.constantFrom<Step['job']>('fold', 'fold', 'fold', 'compact'),
    killAt: fc.option(fc.integer({ min: 1, max: 12 })),
    overlaps: fc.boolean(),
  }),
  { minLength: 3, maxLength: 20 },
)

/** A worker: stops at its operation `killAt`, and lets others go first a number of times before each. */
async function work(ports: FakePorts, step: Step, nowMs: number, pauses: () => number): Promise<void> {
  let operations = 0
  const own: FakePorts = { ...ports }
  const slowed = (repository: object) =>
    new Proxy(repository, {
      get: (target, name) => {
        const run = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>
        return async (...args: unknown[]) => {
          if (++operations === step.killAt) throw new Killed()
          for (let turn = pauses(); turn > 0; turn--) await Promise.resolve()
          return run(...args)
        }
      },
    })
  own.batches = slowed(ports.batches) as FakePorts['batches']
  own.minutes = slowed(ports.minutes) as FakePorts['minutes']
  own.rollups = slowed(ports.rollups) as FakePorts['rollups']
  own.heartbeats = slowed(ports.heartbeats) as FakePorts['heartbeats']
  own.issues = slowed(ports.issues) as FakePorts['issues']
  const run = step.job === 'fold' ? foldTick(own, nowMs) : compactTick(own, nowMs)
  await run.catch((failure: unknown) => {
    if (!(failure instanceof Killed)) throw failure
  })
}

describe('whatever happens to the workers, every batch is counted exactly once', () => {
  it('rollups equal a recount, byte for byte, after kills, overlaps, repeats and stragglers', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryBatches(MINUTES, 15),
        fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }),
        steps,
        fc.infiniteStream(fc.nat(8)),
        async (batches, late, schedule, stream) => {
          const ports = shop()
          const pauses = () => stream.next().value as number
          // a straggler becomes visible twenty minutes after its time
          const arrivals = batches.map((batch, index) => ({
            batch,
            visibleAt: batch.receivedAt.getTime() + (late[index] === true ? 20 * MINUTE_MS : 0),
          }))
          const waiting = [...arrivals].sort((a, b) => a.visibleAt - b.visibleAt)
          let running: Promise<void>[] = []
          for (const step of [...schedule].sort((a, b) => a.atMinute - b.atMinute)) {
            const nowMs = NOON + step.atMinute * MINUTE_MS + 17_000
            if (!step.overlaps) {
              await Promise.all(running)
              running = []
            }
            while (waiting[0] !== undefined && waiting[0].visibleAt <= nowMs) {
              const { batch } = waiting.shift()!
              await insert(ports, batch)
              if (pauses() > 6) await insert(ports, batch)
            }
            running.push(work(ports, step, nowMs, pauses))
          }
          await Promise.all(running)
          for (const { batch } of waiting) await insert(ports, batch)
          await settle(ports)
          expect(stored(ports)).toEqual(recount(batches))
        },
      ),
      { numRuns: 150 },
    )
  })

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

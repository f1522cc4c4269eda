import type { CountTuple, PointTuple } from '../../../contract/batch'
import type { BatchDocument } from '../../../core/documents/batch'
import { packBatch } from '../../../core/ingest/packedItems'
import { HOUR_MS, MINUTE_MS } from '../../../core/time/units'
import { type Random, seededRandom } from '../../../localcloud/crowd/random'
import { NOON, storedBatch } from '../../../test/fakes/batches'

/** A batch and when it can be seen: by its database, some are late. */
export interface Arrival {
  batch: BatchDocument
  visibleMs: number
  /** sent again so much later, which must change nothing */
  againMs: number | null
  /** who writes it does not know where its store lives, and writes to that one of the shards in use; null: they know */
  strays: number | null
}

export interface Step {
  atMs: number
  job: 'fold' | 'compact' | 'deal'
  /** of several: which one folds or compacts, or how many there are to be from now on; absent: one shard, today's path */
  shard?: number
  /** dies at this call; null: ends */
  killAt: number | null
  /** the call is carried out before it dies */
  afterEffect: boolean
  /** runs at the same time as the one before it */
  overlaps: boolean
  /** stands still at this call, or before its first of this kind, until so many steps later; null: never */
  stale: { at: number | string; steps: number } | null
}

export interface FoldPlan {
  arrivals: Arrival[]
  steps: Step[]
}

const LABELS = ['GET /menu', 'POST /order', '菜单', 'a']
const MINUTES = 75
/** Batches become visible this late at most: before their minute is sealed. */
const STRAGGLING_MINUTES = 40
/** Batches are deleted after 48 h, minutes after 7 days, hours after 45. */
const DELETIONS = [51 * HOUR_MS, 8 * 24 * HOUR_MS]

/** So many schedules hold a race of a stale write, besides those that come about by chance. */
const RACES = 0.2
const RACE_INDEX = 100

/** The most shards of a schedule. */
const CHAOS_SHARDS = 3

/** All that happens in one schedule comes from its seed. @param sharded in several shards, which become more and fewer */
export function foldPlanOf(seed: number, sharded = false): FoldPlan {
  const random = seededRandom(seed * 2_654_435_761 + 17)
  const arrivals = Array.from({ length: random.int(2, 6) }, (_, index) => arrivalOf(random, index))
  const early = Array.from({ length: random.int(3, 8) }, () =>
    stepAt(random, NOON + random.int(1, MINUTES + 150) * MINUTE_MS),
  )
  // what seals and deletes is killed too
  const late = DELETIONS.flatMap((afterMs) =>
    Array.from({ length: random.int(1, 3) }, (_, turn) => ({
      ...stepAt(random, NOON + afterMs + turn * HOUR_MS),
      job: 'compact' as const,
    })),
  )
  const race = !sharded && random.chance(RACES) ? raceOf(random) : { arrivals: [], steps: [] }
  arrivals.push(...race.arrivals)
  const steps = [...early, ...late, ...race.steps].sort((a, b) => a.atMs - b.atMs)
  if (sharded) inShards(random, arrivals, steps)
  return { arrivals: arrivals.sort((a, b) => a.visibleMs - b.visibleMs), steps }
}

/**
 * A worker has read a minute and stands still before it writes; a straggler comes, and another worker folds both; then the
 * first one writes what it knew. By chance alone this meets in one schedule of some thousands.
 */
function raceOf(random: Random): Pick<FoldPlan, 'arrivals' | 'steps'> {
  const minuteMs = NOON + random.int(MINUTES + 1, MINUTES + 100) * MINUTE_MS
  const [early, straggler] = [RACE_INDEX, RACE_INDEX + 1].map((index) => ({
    ...arrivalOf(random, index, minuteMs + random.int(0, 59) * 1000),
    againMs: null,
  })) as [Arrival, Arrival]
  early.visibleMs = early.batch.receivedAt.getTime()
  straggler.visibleMs = minuteMs + 3 * MINUTE_MS
  const steps = [2, 4, 5].map((minutes, turn) => ({
    ...{ ...stepAt(random, minuteMs + minutes * MINUTE_MS), job: 'fold' as const, killAt: null, overlaps: false },
    stale: turn === 0 ? { at: 'fold minutes.put', steps: 2 } : null,
  }))
  return { arrivals: [early, straggler], steps }
}

/** Each step is of one shard; some deal the stores out anew; some batches go where their store is not. */
function inShards(random: Random, arrivals: Arrival[], steps: Step[]): void {
  for (const arrival of arrivals) if (random.chance(0.25)) arrival.strays = random.int(0, CHAOS_SHARDS - 1)
  for (const step of steps) {
    const isDealing = step.atMs < NOON + 6 * HOUR_MS && random.chance(0.3)
    if (isDealing) step.job = 'deal'
    // a run of one shard makes fewer calls
    if (step.killAt !== null) step.killAt = random.int(1, 10)
    step.shard = isDealing ? random.int(1, CHAOS_SHARDS) : random.int(0, CHAOS_SHARDS - 1)
  }
}

function arrivalOf(random: Random, index: number, receivedMs = NOON + random.int(0, MINUTES * 60) * 1000): Arrival {
  const skewMs = random.chance(0.3) ? random.int(-180, 180) * MINUTE_MS : 0
  const agoMinutes = random.chance(0.3) ? random.int(0, 1400) : random.int(0, 3)
  const counts = Array.from(
    { length: random.int(1, 2) },
    (): CountTuple => [
      random.pick([1, 2, 3, 5]),
      random.int(0, LABELS.length - 1),
      random.int(0, 8),
      random.int(0, 2),
      random.int(1, 20),
    ],
  )
  const points = Array.from(
    { length: random.int(0, 2) },
    (): PointTuple => [
      random.pick([1, 2, 7]),
      random.int(0, LABELS.length - 1),
      random.pick([0, 0, 3]),
      random.int(0, 100_000),
      // every second phone tells fractions, which are not packed
      random.int(0, 60_000) / (index % 2 === 0 ? 1 : 4),
    ],
  )
  const user = random.pick(['user1', 'user2', 'user3'])
  const stored = storedBatch(`session${String(index).padStart(4, '0')}-0`, user, receivedMs, {
    ...{ store: random.pick(['s1', 's2']), dict: LABELS, counts, points, weight: random.pick([1, 1, 4]) },
    base: receivedMs - agoMinutes * MINUTE_MS + skewMs,
    sentAt: receivedMs + skewMs,
  })
  const visibleMs = receivedMs + (random.chance(0.5) ? random.int(1, STRAGGLING_MINUTES) * MINUTE_MS : 0)
  return {
    strays: null,
    batch: { ...stored, batch: packBatch(stored.batch) },
    visibleMs,
    againMs: random.chance(0.3) ? visibleMs + random.int(0, 600) * 1000 : null,
  }
}

const stepAt = (random: Random, atMs: number): Step => ({
  atMs: atMs + 17_000,
  job: random.pick(['fold', 'compact']),
  killAt: random.chance(0.6) ? random.int(1, 22) : null,
  afterEffect: random.chance(0.5),
  overlaps: random.chance(0.4),
  stale: random.chance(0.25) ? { at: random.int(1, 8), steps: random.int(1, 3) } : null,
})

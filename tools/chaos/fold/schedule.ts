import { compactTick } from '../../../core/rollup/compactTick'
import { foldTick } from '../../../core/rollup/foldTick'
import { wholeMinutes } from '../../../core/rollup/minuteParts'
import { readMinutesOf, shardsOf } from '../../../core/rollup/shards'
import { HOUR_MS, MINUTE_MS, minuteOf } from '../../../core/time/units'
import { seededRandom } from '../../../localcloud/crowd/random'
import { fakeStore } from '../../../test/fakes/alertedShop'
import { NOON } from '../../../test/fakes/batches'
import { type FakePorts, fakePorts } from '../../../test/fakes/ports'
import { type Arrival, foldPlanOf, type Step } from './plan'
import { byId, type Rollups, recount, STORES, type Tier } from './recount'
import { type Gate, work } from './worker'

export interface PlayedFold {
  seed: number
  calls: number
  /** kinds of calls at which a worker died */
  killed: string[]
  /** kinds of calls before which a worker stood still while others went on */
  stood: string[]
  broken: string[]
}

/** When all is folded and sealed and nothing is deleted yet; when batches are; when minutes are. */
const SETTLED_MS = [NOON + 30 * HOUR_MS, NOON + 55 * HOUR_MS, NOON + 9 * 24 * HOUR_MS]

/**
 * Plays one schedule of batches, duplicates, stragglers, workers that overlap, die at a call or write what they knew long
 * ago, and holds the rollups to a recount: after recovery, after the batches were deleted, after the minutes were.
 */
export const playFold = (seed: number): Promise<PlayedFold> => play(seed, false)

/** The same in several shards: calls of each are doubled, lost and cut off by themselves, stores move, batches go astray. */
export const playShards = (seed: number): Promise<PlayedFold> => play(seed, true)

async function play(seed: number, sharded: boolean): Promise<PlayedFold> {
  const plan = foldPlanOf(seed, sharded)
  const ports = shop()
  const random = seededRandom(seed)
  let expected: Rollups | null = null
  const played: PlayedFold = { seed, calls: 0, killed: [], stood: [], broken: [] }
  const waiting = deliveries(plan.arrivals)
  let steps = [...plan.steps]
  for (const [phase, untilMs] of SETTLED_MS.entries()) {
    const due = steps.filter(({ atMs }) => atMs < untilMs)
    steps = steps.filter(({ atMs }) => atMs >= untilMs)
    await playSteps(ports, due, waiting, random, played)
    await deliver(ports, waiting, untilMs)
    // which shard a batch went to is settled by the first that wrote it
    expected ??= recount([...ports.store.batches.values()].map((one) => structuredClone(one)))
    await settle(ports, untilMs, sharded)
    if (sharded && phase === 0) await holdReads(ports, untilMs, played)
    hold(played, `settled ${phase + 1}`, storedOf(ports), expected, phase === 2 ? ['hours', 'days'] : undefined)
    if (phase > 0 && ports.store.batches.size > 0) played.broken.push(`settled ${phase + 1}: batches were kept`)
    if (phase > 1 && ports.store.minutes.size > 0) played.broken.push(`settled ${phase + 1}: minutes were kept`)
  }
  return played
}

function shop(): FakePorts {
  const ports = fakePorts(NOON)
  for (const id of STORES) ports.store.stores.set(id, { ...fakeStore, _id: id, firstSeenAt: null })
  return ports
}

interface Delivery {
  atMs: number
  arrival: Arrival
}

const deliveries = (arrivals: readonly Arrival[]): Delivery[] =>
  arrivals
    .flatMap((arrival) => [
      { atMs: arrival.visibleMs, arrival },
      ...(arrival.againMs === null ? [] : [{ atMs: arrival.againMs, arrival }]),
    ])
    .sort((a, b) => a.atMs - b.atMs)

/** The database's clock says when a batch was received, however late it becomes visible. */
async function deliver(ports: FakePorts, waiting: Delivery[], nowMs: number): Promise<void> {
  while (waiting[0] !== undefined && waiting[0].atMs <= nowMs) {
    const { batch, strays } = (waiting.shift() as Delivery).arrival
    ports.clock.now = batch.receivedAt.getTime()
    const { receivedAt: _, ...rest } = batch
    const used = shardsInUse(ports, batch.receivedAt.getTime())
    const home = ports.store.stores.get(batch.batch.store)?.shard ?? rest.shard
    const shard = strays === null ? home : (used[strays % used.length] ?? home)
    await ports.batches.insert({ ...rest, shard })
  }
}

async function playSteps(
  ports: FakePorts,
  steps: readonly Step[],
  waiting: Delivery[],
  random: ReturnType<typeof seededRandom>,
  played: PlayedFold,
): Promise<void> {
  const running: { ended: boolean }[] = []
  const folded = new Map<string, number>()
  const held: { release: () => void; stepsLeft: number }[] = []
  /** Until all have ended or stand still. */
  const ease = async (all: boolean) => {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      if (all) for (const one of held) one.release()
      const busy = running.filter(({ ended }) => !ended).length
      if (busy === 0 || (!all && busy <= held.filter(({ stepsLeft }) => stepsLeft > 0).length)) return
    }
  }
  for (const step of steps) {
    if (!step.overlaps) await ease(false)
    await deliver(ports, waiting, step.atMs)
    let calls = 0
    let stood = false
    const gate: Gate = {
      before: async (call) => {
        calls += 1
        played.calls += 1
        if (calls === step.killAt) played.killed.push(call.replace(/ \d+$/, ''))
        if (!stood && (calls === step.stale?.at || call.replace(/ \d+$/, '') === step.stale?.at)) {
          stood = true
          played.stood.push(call.replace(/ \d+$/, ''))
          await new Promise<void>((release) => held.push({ release, stepsLeft: step.stale?.steps ?? 1 }))
        }
        for (let turn = random.int(0, 4); turn > 0; turn--) await Promise.resolve()
      },
    }
    const worker = { ended: false }
    running.push(worker)
    void work(ports, step, gate).finally(() => {
      worker.ended = true
    })
    noteLosses(ports, folded, played)
    for (const one of held) {
      one.stepsLeft -= 1
      if (one.stepsLeft <= 0) one.release()
    }
  }
  await ease(true)
  noteLosses(ports, folded, played)
}

/** What a minute has, it never loses again, whoever writes: a page would show fewer orders than a moment ago. */
function noteLosses({ store }: FakePorts, folded: Map<string, number>, played: PlayedFold): void {
  for (const { _id, batches } of store.minutes.values()) {
    if (batches < (folded.get(_id) ?? 0)) played.broken.push(`minute ${_id} lost batches again`)
    folded.set(_id, batches)
  }
}

/** Long after, with nothing in the way: what is left to do is done. */
async function settle(ports: FakePorts, nowMs: number, sharded: boolean): Promise<void> {
  const { handOver: _, ...alone } = ports
  for (let run = 0; run < 3; run++) await foldTick(ports, nowMs)
  // where all rests, it is looked again after six hours
  for (let run = 0; run < 2; run++) {
    const atMs = nowMs + run * 7 * HOUR_MS
    if (!sharded) await compactTick(alone, atMs)
    // each shard by its own call, twice: what one may call final depends on the others
    else
      for (const shard of [...shardsInUse(ports, nowMs), ...shardsInUse(ports, nowMs)].map((one, turn) => ({
        one,
        turn,
      })))
        await compactTick(alone, atMs + shard.turn * 2 * MINUTE_MS, shard.one)
  }
}

const shardsInUse = ({ store }: FakePorts, nowMs: number): string[] => shardsOf([...store.stores.values()], nowMs)

/** Whoever reads a store finds every batch of it once, in whichever shards they lie. */
async function holdReads(ports: FakePorts, nowMs: number, played: PlayedFold): Promise<void> {
  for (const one of ports.store.stores.values()) {
    const minutes = await readMinutesOf(ports, one, minuteOf(NOON) - 1, minuteOf(nowMs))
    const read = wholeMinutes(minutes).reduce((sum, { stores }) => sum + (stores[one._id]?.batches ?? 0), 0)
    const sent = [...ports.store.batches.values()].filter(({ batch }) => batch.store === one._id).length
    if (read !== sent) played.broken.push(`${one._id}: ${read} batches are read, ${sent} were sent`)
  }
}

const storedOf = ({ store }: FakePorts): Rollups => ({
  minutes: byId(store.minutes.values()),
  hours: byId(store.hours.values()),
  days: byId(store.days.values()),
})

function hold(
  played: PlayedFold,
  when: string,
  stored: Rollups,
  expected: Rollups,
  tiers: readonly Tier[] = ['minutes', 'hours', 'days'],
): void {
  for (const tier of tiers)
    if (JSON.stringify(stored[tier]) !== JSON.stringify(expected[tier]))
      played.broken.push(`${when}: ${tier} are not what a recount gives`)
}

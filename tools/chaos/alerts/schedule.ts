import { runAlertTick } from '../../../core/alerting/tick'
import { runWatchdog } from '../../../core/alerting/watch'
import { foldHeartbeat, runHeartbeat } from '../../../core/rollup/heartbeatIds'
import { evidenceOf } from './evidence'
import { judgeInvariants } from './invariants'
import { CALM_FROM, LAST_MINUTE, planOf } from './plan'
import { type Shared, workerPorts } from './worker'
import { isCalm, START, type World, weChat, worldOf } from './world'

const AFTER_THE_MINUTE_MS = 17_000
const WATCHDOG_MINUTES = 10
/** In a schedule of kind `stopped` the minute's timer does not fire in [from, to). */
const STOPPED: readonly [number, number] = [6, CALM_FROM + 14]

export interface Played {
  seed: number
  /** what must never be and was */
  broken: string[]
  calls: number
}

/** Plays one seeded schedule from its first minute to a calm end, and judges the twelve invariants. */
export async function playSchedule(seed: number): Promise<Played> {
  const world = worldOf(planOf(seed))
  const shared: Shared = { calls: 0, send: weChat(world), looking: new Set() }
  for (let minute = 0; minute <= LAST_MINUTE; minute++) await playMinute(world, shared, minute)
  judgeInvariants(world)
  return { seed, broken: [...world.broken], calls: shared.calls }
}

async function playMinute(world: World, shared: Shared, minute: number): Promise<void> {
  const { ports, random, plan } = world
  world.nowMs = (START + minute + 1) * 60_000 + AFTER_THE_MINUTE_MS
  ports.clock.now = world.nowMs
  world.folded = Math.max(world.folded, isCalm(world) ? minute : minute - random.int(0, plan.foldLag))
  const through = (START + world.folded + 1) * 60_000
  ports.store.heartbeats.set(foldHeartbeat('0'), { _id: foldHeartbeat('0'), at: world.nowMs, through })
  if (minute === STOPPED[0]) world.isWatched = isWatched(world)
  const runs = Array.from({ length: workersAt(world, minute) }, () => runMinute(world, shared))
  if (minute % WATCHDOG_MINUTES === 3) runs.push(runDog(world, shared))
  await Promise.allSettled(runs)
}

/** Mostly one run a minute; timers are skipped, doubled, and come with those of other minutes. */
function workersAt(world: World, minute: number): number {
  if (world.plan.kind === 'stopped' && minute >= STOPPED[0] && minute < STOPPED[1]) return 0
  if (isCalm(world)) return 1
  return world.random.pick([0, 1, 1, 1, 1, 1, 2, 2, 3, 4])
}

async function runMinute(world: World, shared: Shared): Promise<void> {
  const { plan, random, nowMs } = world
  const skewMs = plan.skewMs === 0 ? 0 : random.int(-plan.skewMs, plan.skewMs)
  const lateMs = isCalm(world) ? 0 : random.pick([0, 0, 0, 40_000])
  const now = nowMs + skewMs - lateMs
  const ports = workerPorts(world, shared)
  await runAlertTick(ports, now, async (_, __, minute) => {
    if (!isCalm(world) && random.chance(plan.evidenceErrors)) throw new Error('the evidence cannot be read')
    return evidenceOf(plan.signals, START, minute - START, world.folded)
  })
  await ports.heartbeats.beat(runHeartbeat('aggregate'), now, now)
}

/** Both timers have run before: the watchdog has something to miss, and no reason to think that it slept. */
const isWatched = ({ ports }: World): boolean =>
  [runHeartbeat('aggregate'), runHeartbeat('watchdog')].every((id) => ports.store.heartbeats.has(id))

async function runDog(world: World, shared: Shared): Promise<void> {
  await runWatchdog(workerPorts(world, shared), world.nowMs + 30_000)
}

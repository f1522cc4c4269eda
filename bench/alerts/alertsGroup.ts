import { runAlertTick } from '../../core/alerting/tick'
import { foldHeartbeat } from '../../core/rollup/heartbeatIds'
import { rememberingPorts } from '../../core/schedule/rememberingPorts'
import { RunMemory } from '../../core/schedule/runMemory'
import { folded, NOON_MINUTE } from '../../test/fakes/alertedShop'
import type { FakePorts } from '../../test/fakes/ports'
import type { Group } from '../harness/group'
import { chainOf, manyRules } from './chain'

const RUNS = 5
const DIRECTORY_AGE_MS = 600_000

/** CPU seconds of this process, user and system. */
async function cpuSeconds(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Calls of the database, rules and messages left out: the pack travels with the function, and WeChat is not it. */
async function callsOf(ports: FakePorts, run: () => Promise<unknown>): Promise<number> {
  let calls = 0
  ports.before.run = (operation) => {
    if (!/^rules\.|\.send$/.test(operation)) calls += 1
  }
  await run()
  ports.before.run = () => {}
  return calls
}

/** A minute's judging as the aggregate function does it: by an instance that remembers its last runs. */
const ticking = (ports: FakePorts) => {
  const memory = new RunMemory()
  memory.directoryAgeMs = DIRECTORY_AGE_MS
  return (minute: number) => {
    const now = folded(ports, minute)
    const fold = ports.store.heartbeats.get(foldHeartbeat('0'))
    memory.marks.set(foldHeartbeat('0'), fold ?? null)
    return runAlertTick(rememberingPorts(ports, memory, now), now)
  }
}

const quartiles = (values: number[]): { value: number; p25: number; p75: number } => {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] as number
  return { value: at(0.5), p25: at(0.25), p75: at(0.75) }
}

/** Two hundred rules over fifty shops, ten thousand series a minute (ALERTING §6). */
export const alertsGroup: Group = async function* () {
  const ports = chainOf(NOON_MINUTE + 20)
  ports.store.rules = manyRules()
  const tick = ticking(ports)
  await tick(NOON_MINUTE)
  const seconds: number[] = []
  for (let run = 1; run <= RUNS; run++) seconds.push(await cpuSeconds(() => tick(NOON_MINUTE + run)))
  yield { name: 'alerts.cpu.200x50', ...quartiles(seconds), target: 1 }
  const catchUp = await cpuSeconds(() => tick(NOON_MINUTE + RUNS + 15))
  yield { name: 'alerts.cpu.catchUp15', value: catchUp, target: 30 }
  yield {
    name: 'alerts.dbcalls.200x50',
    value: await callsOf(ports, () => tick(NOON_MINUTE + RUNS + 16)),
    target: 20,
  }
  yield* storm()
}

/** All rules about payments of one shop fire in the same minute. */
async function* storm() {
  const broken = NOON_MINUTE + 3
  const ports = chainOf(broken)
  const payment = manyRules().find(({ id }) => id.startsWith('paymentSuccess')) as ReturnType<typeof manyRules>[number]
  ports.store.rules = Array.from({ length: 200 }, (_, index) => ({ ...payment, id: `payment${index}` }))
  const tick = ticking(ports)
  await tick(broken - 1)
  await tick(broken)
  const calls = await callsOf(ports, () => tick(broken + 1))
  const firing = Object.keys(ports.store.alertStates.get('s1')?.series ?? {}).length
  yield { name: 'alerts.storm.alerts', value: firing }
  yield { name: 'alerts.storm.messages', value: ports.store.messages.length, target: 1 }
  yield { name: 'alerts.storm.dbcalls', value: calls, target: 20 }
}

import { compactTick } from '../../../core/rollup/compactTick'
import { foldTick } from '../../../core/rollup/foldTick'
import { dealStores } from '../../../core/schedule/dealStores'
import type { FakePorts } from '../../../test/fakes/ports'
import type { Step } from './plan'

/** A process that is gone, by kill -9: whatever it would have done next is not done. */
class Killed extends Error {}

/** What every call of a worker passes on its way to the database. */
export interface Gate {
  /** resolves when the call may go on */
  before(call: string): Promise<void>
}

async function jobOf(ports: FakePorts, { job, shard, atMs }: Step): Promise<unknown> {
  const only = shard === undefined ? undefined : String(shard)
  if (job === 'fold') return foldTick(ports, atMs, only)
  const { handOver: _, ...alone } = ports
  if (job === 'compact') return compactTick(alone, atMs, only)
  return dealStores(ports, await ports.directory.stores(), shard ?? 1, atMs)
}

const SLOWED = ['batches', 'minutes', 'rollups', 'heartbeats', 'issues', 'directory'] as const

/** Runs one step's job, which dies or stands still where the plan says so. */
export async function work(ports: FakePorts, step: Step, gate: Gate): Promise<void> {
  let calls = 0
  const own = { ...ports }
  for (const name of SLOWED) {
    const slowed = new Proxy(ports[name] as object, {
      get: (target, method) => {
        const run = Reflect.get(target, method) as (...args: unknown[]) => Promise<unknown>
        return async (...args: unknown[]) => {
          const call = ++calls
          await gate.before(`${step.job} ${name}.${String(method)} ${call}`)
          if (call === step.killAt && !step.afterEffect) throw new Killed()
          const answer = await run(...args)
          if (call === step.killAt) throw new Killed()
          return answer
        }
      },
    })
    Object.assign(own, { [name]: slowed })
  }
  await jobOf(own, step).catch((failure: unknown) => {
    if (!(failure instanceof Killed)) throw failure
  })
}

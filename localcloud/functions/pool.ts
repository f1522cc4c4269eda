import type { Clock } from '../clock/clock'
import { type CloudIdentity, instanceEnvironment } from './environment'
import type { FunctionSpec } from './functionCatalog'
import type { FunctionHomes } from './functionHome'
import { Gate } from './gate'
import { FunctionInstance, type InstanceLog } from './instance'
import type { ClockReading } from './runnerMessages'

export interface PoolOptions {
  clock: Clock
  cloud: CloudIdentity
  homes: FunctionHomes
  /** At most so many instances of one function; more requests wait in line. */
  instancesPerFunction: number
  /** At most so many requests wait for one function; further ones are refused. */
  longestLine: number
  onLog: (functionName: string, log: InstanceLog) => void
}

/** An idle instance is let go after this much real time, as the platform does with its own. */
const IDLE_MS = 300_000

interface FunctionPool {
  gate: Gate
  instances: Set<FunctionInstance>
}

/** Keeps the processes of all functions: starts them when needed, uses them again when warm. */
export class InstancePool {
  private readonly pools = new Map<string, FunctionPool>()
  private readonly coldStarts: Gate
  private readonly stopListening: () => void
  private closed = false

  constructor(private readonly options: PoolOptions) {
    this.coldStarts = new Gate(options.instancesPerFunction)
    this.stopListening = options.clock.onChange(() => this.tellClock())
  }

  /** Waits for a place and a started instance. @throws LineFullError; Error when the function's code cannot be loaded */
  async acquire(spec: FunctionSpec): Promise<{ instance: FunctionInstance; cold: boolean; release: () => void }> {
    const pool = this.poolOf(spec)
    const leave = await pool.gate.enter()
    try {
      if (this.closed) throw new Error('the local cloud is closing')
      this.retireOutdated(pool, spec)
      const warm = [...pool.instances].reverse().find((each) => !each.busy && !each.dead)
      const instance = warm ?? (await this.start(pool, spec))
      instance.busy = true
      return { instance, cold: !warm, release: () => this.release(instance, leave) }
    } catch (error) {
      leave()
      throw error
    }
  }

  reading(): ClockReading {
    const { clock } = this.options
    return { nowMs: clock.now(), speed: clock.frozen ? 0 : clock.speed }
  }

  /** Instances alive now, per function. */
  counts(): Map<string, number> {
    return new Map([...this.pools].map(([name, pool]) => [name, pool.instances.size]))
  }

  async close(): Promise<void> {
    this.closed = true
    this.stopListening()
    for (const pool of this.pools.values()) for (const instance of pool.instances) instance.kill()
    while ([...this.pools.values()].some((pool) => pool.instances.size > 0)) await new Promise((r) => setTimeout(r, 5))
  }

  private poolOf(spec: FunctionSpec): FunctionPool {
    const known = this.pools.get(spec.name)
    if (known) return known
    const made = {
      gate: new Gate(this.options.instancesPerFunction, this.options.longestLine),
      instances: new Set<FunctionInstance>(),
    }
    this.pools.set(spec.name, made)
    return made
  }

  /** A function whose files or settings have changed is loaded again; requests that run go on with the old code. */
  private retireOutdated(pool: FunctionPool, spec: FunctionSpec): void {
    for (const instance of pool.instances) {
      if (!instance.isOutdated(spec)) continue
      if (instance.busy) instance.retired = true
      else instance.kill()
    }
  }

  private async start(pool: FunctionPool, spec: FunctionSpec): Promise<FunctionInstance> {
    const home = await this.options.homes.of(spec)
    const started = await this.coldStarts.enter()
    try {
      if (this.closed) throw new Error('the local cloud is closing')
      const instance: FunctionInstance = new FunctionInstance(
        spec,
        home,
        instanceEnvironment(this.options.cloud),
        this.reading(),
        (log) => this.options.onLog(spec.name, log),
        () => pool.instances.delete(instance),
      )
      instance.busy = true
      pool.instances.add(instance)
      await instance.ready
      return instance
    } finally {
      started()
    }
  }

  private release(instance: FunctionInstance, leave: () => void): void {
    instance.busy = false
    if (instance.retired) instance.kill()
    else instance.killWhenIdle(IDLE_MS)
    leave()
  }

  private tellClock(): void {
    for (const pool of this.pools.values()) {
      for (const instance of pool.instances) if (instance.busy) instance.tellClock(this.reading())
    }
  }
}

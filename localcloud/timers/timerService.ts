import type { Clock } from '../clock/clock'
import type { FunctionSpec, TimerTrigger } from '../functions/functionCatalog'
import type { InvokeOutcome } from '../functions/invokeOutcome'
import type { Invoker } from '../functions/invoker'
import { SOURCES } from '../functions/source'
import { nextAfter } from './cron'

/** One firing of a timer, as `POST /_local/clock` reports it. */
export interface FiredTimer {
  function: string
  trigger: string
  /** Virtual time of the firing. */
  at: number
  ok: boolean
  /** Real time it took. */
  ms: number
}

/** How the platform may treat the next firing of a function's timer. */
export interface TimerMisbehaviour {
  duplicate?: boolean | undefined
  delayMs?: number | undefined
  drop?: boolean | undefined
}

/** A timer as the control API lists it. */
export interface ListedTimer {
  function: string
  trigger: string
  cron: string
  nextAt: number | null
  /** How its next firing will misbehave. */
  next: TimerMisbehaviour | null
}

/** Firings that `GET /_local/timers` tells of. */
const KEPT_FIRINGS = 200

/** Async invocations that fail are tried again twice, a minute apart. */
const RETRIES = 2
const RETRY_AFTER_MS = 60_000

interface ArmedTimer {
  spec: FunctionSpec
  trigger: TimerTrigger
  nextAt: number | undefined
  cancel: () => void
}

/** Fires every function's timers on the virtual clock. */
export class TimerService {
  private armed: ArmedTimer[] = []
  private fired: FiredTimer[] = []
  private readonly misbehaviours = new Map<string, TimerMisbehaviour>()
  private readonly listeners = new Set<(fired: FiredTimer) => void>()
  private readonly stopListening: () => void

  constructor(
    private readonly clock: Clock,
    private readonly invoker: Invoker,
    private readonly catalog: ReadonlyMap<string, FunctionSpec>,
  ) {
    this.stopListening = clock.onChange((change) => {
      if (change === 'set') this.armAll()
    })
    this.refresh()
  }

  /** Takes over what has changed in the catalog; the timers of other functions go on. */
  refresh(): void {
    const specs = [...this.catalog.values()]
    for (const timer of this.armed) if (this.catalog.get(timer.spec.name) !== timer.spec) timer.cancel()
    this.armed = this.armed.filter((timer) => this.catalog.get(timer.spec.name) === timer.spec)
    const known = new Set(this.armed.map((timer) => timer.spec))
    for (const spec of specs.filter((each) => !known.has(each))) {
      for (const trigger of spec.timers) {
        const timer: ArmedTimer = { spec, trigger, nextAt: undefined, cancel: () => {} }
        this.armed.push(timer)
        this.arm(timer, this.clock.now())
      }
    }
  }

  /** Applies to the function's next firing only. */
  misbehave(functionName: string, next: TimerMisbehaviour): void {
    this.misbehaviours.set(functionName, next)
  }

  hasTimer(functionName: string): boolean {
    return this.armed.some((timer) => timer.spec.name === functionName)
  }

  /** Every timer with its next time, and the newest firings, latest first. */
  list(): { timers: ListedTimer[]; fired: FiredTimer[] } {
    const timers = this.armed.map(({ spec, trigger, nextAt }) => ({
      ...{ function: spec.name, trigger: trigger.name, cron: trigger.text },
      nextAt: nextAt ?? null,
      next: this.misbehaviours.get(spec.name) ?? null,
    }))
    return { timers, fired: this.fired.toReversed() }
  }

  /** Forgets what has fired, and what was to go wrong. */
  clear(): void {
    this.fired = []
    this.misbehaviours.clear()
  }

  /** When the function's timer fires next; undefined without a timer. */
  nextAt(functionName: string): number | undefined {
    const times = this.armed.filter((timer) => timer.spec.name === functionName).map((timer) => timer.nextAt)
    return times.filter((at) => at !== undefined).sort((a, b) => a - b)[0]
  }

  /** Runs the function as its timer would, now; a function without a timer gets a timer's event all the same. */
  runNow(functionName: string): Promise<InvokeOutcome> {
    const timer = this.armed.find((each) => each.spec.name === functionName)
    return this.fire(functionName, timer?.trigger.name ?? 'manual', this.clock.now())
  }

  onFired(listener: (fired: FiredTimer) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  close(): void {
    this.stopListening()
    for (const timer of this.armed) timer.cancel()
  }

  private armAll(): void {
    for (const timer of this.armed) this.arm(timer, this.clock.now())
  }

  private arm(timer: ArmedTimer, afterMs: number): void {
    timer.cancel()
    timer.nextAt = nextAfter(timer.trigger.cron, afterMs)
    if (timer.nextAt === undefined) return
    const at = timer.nextAt
    timer.cancel = this.clock.schedule(at, () => {
      this.arm(timer, Math.max(at, this.clock.now()))
      return this.due(timer, at)
    }).cancel
  }

  private async due(timer: ArmedTimer, at: number): Promise<void> {
    const name = timer.spec.name
    const next = this.misbehaviours.get(name)
    this.misbehaviours.delete(name)
    if (next?.drop) return
    if (next?.delayMs) {
      this.clock.schedule(at + next.delayMs, () => this.deliver(timer, at, next.duplicate ?? false))
      return
    }
    await this.deliver(timer, at, next?.duplicate ?? false)
  }

  private async deliver(timer: ArmedTimer, at: number, duplicate: boolean): Promise<void> {
    const deliveries = [this.attempt(timer, at, 0)]
    if (duplicate) deliveries.push(this.attempt(timer, at, 0))
    await Promise.all(deliveries)
  }

  private async attempt(timer: ArmedTimer, at: number, retries: number): Promise<void> {
    const outcome = await this.fire(timer.spec.name, timer.trigger.name, at)
    if (outcome.ok || retries >= RETRIES) return
    this.clock.schedule(this.clock.now() + RETRY_AFTER_MS, () => this.attempt(timer, at, retries + 1))
  }

  private async fire(functionName: string, trigger: string, at: number): Promise<InvokeOutcome> {
    const event = {
      Type: 'Timer',
      TriggerName: trigger,
      Time: new Date(at).toISOString().replace('.000Z', 'Z'),
      Message: '',
    }
    const firedAt = this.clock.now()
    const startedMs = performance.now()
    const outcome = await this.invoker.invoke(functionName, event, { source: SOURCES.timer })
    const fired = {
      function: functionName,
      trigger,
      at: firedAt,
      ok: outcome.ok,
      ms: Math.round(performance.now() - startedMs),
    }
    this.fired = [...this.fired.slice(1 - KEPT_FIRINGS), fired]
    for (const listener of this.listeners) listener(fired)
    return outcome
  }
}

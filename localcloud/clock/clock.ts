import { EventQueue } from './eventQueue'

/** A virtual clock that everything in the local cloud shares: functions, timers, signatures, phones. */
export interface Clock {
  /** Virtual time, epoch milliseconds. */
  now(): number
  readonly frozen: boolean
  /** Virtual milliseconds that pass in one real millisecond while the clock runs. */
  readonly speed: number
  freeze(): void
  resume(): void
  /** Jumps without firing what lies between; overdue one-off events fire at the next tick or `advance`. */
  set(ms: number): void
  setSpeed(speed: number): void
  /** Runs `run` when virtual time reaches `atMs`; `advance` awaits its promise before it moves on. */
  schedule(atMs: number, run: () => void | Promise<void>): { cancel(): void }
  /** Moves the clock forward, firing everything due on the way in order; resolves when all of it has ended. */
  advance(ms: number): Promise<void>
  /** Asked at the start of every `advance`, while time stands still: whoever keeps timers elsewhere tells of them. */
  beforeAdvance(ask: () => Promise<void>): void
  /** Lets a running `advance` wait for work that an event has left going in the background. */
  track(work: Promise<unknown>): void
  onChange(listener: (change: ClockChange) => void): () => void
  /** Stops ticking and forgets everything scheduled. */
  close(): void
}

export type ClockChange = 'freeze' | 'resume' | 'set' | 'advance' | 'speed'

export interface ClockOptions {
  /** Virtual start, epoch milliseconds; the machine's time when left out. */
  now?: number
  frozen?: boolean
  speed?: number
  /** What to do with an error thrown by a scheduled event; the clock itself goes on. */
  onError?: (error: unknown) => void
}

/** `setTimeout` cannot wait longer; the tick simply looks again. */
const LONGEST_WAIT_MS = 60_000

export function createClock(options: ClockOptions = {}): Clock {
  return new VirtualClock(options)
}

class VirtualClock implements Clock {
  private readonly queue = new EventQueue()
  private readonly listeners = new Set<(change: ClockChange) => void>()
  private readonly asked = new Set<() => Promise<void>>()
  private readonly background = new Set<Promise<unknown>>()
  private readonly onError: (error: unknown) => void
  private baseMs: number
  private anchorMs = performance.now()
  private running: boolean
  private rate: number
  private stepping = 0
  private lastAdvance: Promise<void> = Promise.resolve()
  private tick: NodeJS.Timeout | undefined
  private closed = false

  constructor(options: ClockOptions) {
    this.baseMs = options.now ?? Date.now()
    this.running = !(options.frozen ?? false)
    this.rate = checkedSpeed(options.speed ?? 1)
    this.onError = options.onError ?? (() => {})
  }

  get frozen(): boolean {
    return !this.running
  }

  get speed(): number {
    return this.rate
  }

  now(): number {
    if (!this.running || this.stepping > 0) return this.baseMs
    return Math.floor(this.baseMs + (performance.now() - this.anchorMs) * this.rate)
  }

  freeze(): void {
    this.rebase(this.now())
    this.running = false
    this.changed('freeze')
  }

  resume(): void {
    this.rebase(this.now())
    this.running = true
    this.changed('resume')
  }

  set(ms: number): void {
    if (!Number.isFinite(ms)) throw new RangeError(`clock.set needs epoch milliseconds, got ${ms}`)
    this.rebase(Math.floor(ms))
    this.changed('set')
  }

  setSpeed(speed: number): void {
    const rate = checkedSpeed(speed)
    this.rebase(this.now())
    this.rate = rate
    this.changed('speed')
  }

  schedule(atMs: number, run: () => void | Promise<void>): { cancel(): void } {
    if (!Number.isFinite(atMs)) throw new RangeError(`clock.schedule needs epoch milliseconds, got ${atMs}`)
    if (this.closed) return { cancel: () => {} }
    const event = this.queue.add(atMs, run)
    if (this.queue.peek() === event) this.plan()
    return { cancel: () => this.queue.remove(event) }
  }

  advance(ms: number): Promise<void> {
    if (!Number.isFinite(ms) || ms < 0)
      return Promise.reject(new RangeError(`advance needs milliseconds ≥ 0, got ${ms}`))
    const after = this.lastAdvance.then(() => this.stepThrough(ms))
    this.lastAdvance = after.catch(() => {})
    return after
  }

  beforeAdvance(ask: () => Promise<void>): void {
    this.asked.add(ask)
  }

  track(work: Promise<unknown>): void {
    const settled = work.then(
      () => {},
      (error) => this.onError(error),
    )
    this.background.add(settled)
    void settled.then(() => this.background.delete(settled))
  }

  onChange(listener: (change: ClockChange) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  close(): void {
    this.closed = true
    this.queue.clear()
    this.asked.clear()
    clearTimeout(this.tick)
    this.listeners.clear()
  }

  /** Time stands still at each event until it has ended, so the order and what each one sees are the same every run. */
  private async stepThrough(ms: number): Promise<void> {
    this.rebase(this.now())
    this.stepping++
    clearTimeout(this.tick)
    const target = this.baseMs + ms
    try {
      await Promise.all([...this.asked].map((ask) => this.fire(ask)))
      await this.settle()
      for (let next = this.queue.peek(); next && next.atMs <= target; next = this.queue.peek()) {
        this.queue.take()
        if (next.atMs > this.baseMs) {
          this.baseMs = next.atMs
          this.changed('advance')
        }
        await this.fire(next.run)
        await this.settle()
      }
      if (target > this.baseMs) this.baseMs = target
    } finally {
      this.stepping--
      this.anchorMs = performance.now()
      this.changed('advance')
    }
  }

  private async settle(): Promise<void> {
    while (this.background.size > 0) await Promise.all(this.background)
  }

  private async fire(run: () => void | Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.onError(error)
    }
  }

  private rebase(nowMs: number): void {
    this.baseMs = nowMs
    this.anchorMs = performance.now()
  }

  private changed(change: ClockChange): void {
    for (const listener of this.listeners) listener(change)
    this.plan()
  }

  /** Arms the real timer for the next event; a frozen or stepping clock has none. */
  private plan(): void {
    clearTimeout(this.tick)
    const next = this.queue.peek()
    if (!next || !this.running || this.stepping > 0 || this.closed) return
    const waitMs = Math.max(0, (next.atMs - this.now()) / this.rate)
    this.tick = setTimeout(() => this.fireDue(), Math.min(Math.ceil(waitMs), LONGEST_WAIT_MS))
  }

  /** While the clock runs, events overlap as they would on the platform: nothing waits for the one before. */
  private fireDue(): void {
    for (
      let next = this.queue.peek();
      next && next.atMs <= this.now() && this.stepping === 0;
      next = this.queue.peek()
    ) {
      this.queue.take()
      this.track(this.fire(next.run))
    }
    this.plan()
  }
}

function checkedSpeed(speed: number): number {
  if (!Number.isFinite(speed) || speed <= 0) throw new RangeError(`speed must be a number above 0, got ${speed}`)
  return speed
}

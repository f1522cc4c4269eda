/** What the local cloud says about time. */
export interface ClockState {
  /** epoch ms */
  now: number
  frozen: boolean
  /** virtual milliseconds per real one */
  speed: number
}

interface Timer {
  dueAt: number
  everyMs: number | null
  run(): void
}

export interface ClockHost {
  /** real milliseconds that only grow */
  monotonicMs(): number
  /** calls back after real milliseconds; @returns how to cancel */
  wakeIn(ms: number, run: () => void): () => void
  /** a timer's callback threw */
  onError(error: unknown): void
  /** the next due time may have changed */
  onChange(): void
}

/** Timers and the time of day of one phone, following the local cloud's clock. */
export class VirtualClock {
  private state: ClockState
  private syncedAtMs: number
  private readonly timers = new Map<number, Timer>()
  private lastId = 1_000_000
  private cancelWake: () => void = () => {}

  constructor(
    private readonly host: ClockHost,
    state: ClockState,
  ) {
    this.state = state
    this.syncedAtMs = host.monotonicMs()
  }

  get frozen(): boolean {
    return this.state.frozen
  }

  /** Virtual epoch ms. */
  now(): number {
    if (this.state.frozen) return Math.floor(this.state.now)
    return Math.floor(this.state.now + (this.host.monotonicMs() - this.syncedAtMs) * this.state.speed)
  }

  /** Takes over the cloud's time and runs what has become due, in order. Small steps back are not taken: time only grows. */
  sync(state: ClockState) {
    const before = this.now()
    const tolerableMs = state.frozen ? 0 : 250 * state.speed
    const stepsBack = before > state.now && before - state.now < tolerableMs
    const target = stepsBack ? before : state.now
    this.runUntil(target)
    this.state = { ...state, now: target }
    this.syncedAtMs = this.host.monotonicMs()
    this.rest()
  }

  setTimer(run: () => void, delayMs: number, repeats: boolean): number {
    const id = ++this.lastId
    const wait = Math.max(1, Number(delayMs) || 0)
    this.timers.set(id, { dueAt: this.now() + wait, everyMs: repeats ? wait : null, run })
    this.rest()
    return id
  }

  /** @returns whether there was such a timer */
  clearTimer(id: number): boolean {
    const removed = this.timers.delete(id)
    if (removed) this.rest()
    return removed
  }

  /** When the next timer is due, epoch ms, or null. */
  nextDue(): number | null {
    const first = this.first()
    return first ? first[1].dueAt : null
  }

  private first(): [number, Timer] | undefined {
    let best: [number, Timer] | undefined
    for (const entry of this.timers) if (!best || entry[1].dueAt < best[1].dueAt) best = entry
    return best
  }

  private runUntil(target: number) {
    const wasFrozen = this.state.frozen
    for (let entry = this.first(); entry && entry[1].dueAt <= target; entry = this.first()) {
      const [id, timer] = entry
      if (timer.everyMs === null) this.timers.delete(id)
      else timer.dueAt += timer.everyMs
      if (wasFrozen) this.state = { ...this.state, now: Math.max(this.state.now, timer.dueAt - (timer.everyMs ?? 0)) }
      try {
        timer.run()
      } catch (error) {
        this.host.onError(error)
      }
    }
  }

  /** Arranges the next wake-up; a frozen clock is woken by sync alone. */
  private rest() {
    this.cancelWake()
    const due = this.nextDue()
    if (due !== null && !this.state.frozen) {
      const waitMs = Math.max(0, (due - this.now()) / this.state.speed)
      this.cancelWake = this.host.wakeIn(waitMs, () => {
        this.runUntil(this.now())
        this.rest()
      })
    }
    this.host.onChange()
  }
}

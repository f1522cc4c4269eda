import type { InvokeOutcome } from './invokeOutcome'
import type { Caller } from './source'

/** Running totals of one function. */
export interface FunctionActivity {
  calls: number
  errors: number
  coldStarts: number
  /** Real milliseconds in all. */
  durationMs: number
  lastError?: { at: number; requestId: string; message: string }
}

/** One call of a function that has ended. */
export interface EndedCall {
  requestId: string
  /** Virtual time of its end. */
  at: number
  source: string
  openid: string | null
  /** Real time in the instance. */
  durationMs: number
  cold: boolean
  /** null when it went well. */
  errCode: number | null
}

const KEPT_CALLS = 50

/** What every function has done so far, and its newest calls. */
export class ActivityLog {
  private readonly activities = new Map<string, FunctionActivity>()
  private readonly calls = new Map<string, EndedCall[]>()

  of(name: string): FunctionActivity {
    return this.activities.get(name) ?? { calls: 0, errors: 0, coldStarts: 0, durationMs: 0 }
  }

  /** Newest first. */
  newestCalls(name: string): EndedCall[] {
    return (this.calls.get(name) ?? []).toReversed()
  }

  add(name: string, caller: Caller, outcome: InvokeOutcome, at: number): void {
    const activity = this.of(name)
    this.activities.set(name, activity)
    activity.calls++
    activity.durationMs += outcome.durationMs
    if (outcome.cold) activity.coldStarts++
    const { requestId, durationMs, cold } = outcome
    const errCode = outcome.ok ? null : outcome.errCode
    const call = { requestId, at, source: caller.source, openid: caller.openid ?? null, durationMs, cold, errCode }
    this.calls.set(name, [...(this.calls.get(name) ?? []).slice(1 - KEPT_CALLS), call])
    if (outcome.ok) return
    activity.errors++
    activity.lastError = { at, requestId, message: outcome.message }
  }

  clear(): void {
    this.activities.clear()
    this.calls.clear()
  }
}

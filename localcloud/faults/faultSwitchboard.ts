import { type Fault, type FaultEffect, type FaultMatch, type FaultPoint, strikes } from './fault'

/** Real time, so that a delayed answer is late for a stopwatch too. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The faults that are switched on. The oldest one that matches strikes. */
export class FaultSwitchboard {
  private faults: Fault[] = []
  private lastId = 0

  constructor(private readonly now: () => number) {}

  add(
    match: FaultMatch,
    effect: FaultEffect,
    limits: { times?: number | undefined; forMs?: number | undefined },
  ): Fault {
    const fault: Fault = { id: `fault-${++this.lastId}`, match, effect, struck: 0 }
    if (limits.times !== undefined) fault.timesLeft = limits.times
    if (limits.forMs !== undefined) fault.untilMs = this.now() + limits.forMs
    this.faults.push(fault)
    return fault
  }

  list(): Fault[] {
    this.dropSpent()
    return this.faults
  }

  /** Answers whether there was such a fault. */
  remove(id: string): boolean {
    const before = this.faults.length
    this.faults = this.faults.filter((fault) => fault.id !== id)
    return this.faults.length < before
  }

  clear(): void {
    this.faults = []
  }

  /** The effect that strikes here now, if any; a strike uses up one of its times. */
  take(point: FaultPoint): FaultEffect | undefined {
    if (this.faults.length === 0) return undefined
    this.dropSpent()
    const fault = this.faults.find((each) => strikes(each.match, point))
    if (!fault) return undefined
    fault.struck++
    if (fault.timesLeft !== undefined) fault.timesLeft--
    return fault.effect
  }

  private dropSpent(): void {
    const nowMs = this.now()
    this.faults = this.faults.filter(
      (fault) => fault.timesLeft !== 0 && (fault.untilMs ?? Number.POSITIVE_INFINITY) > nowMs,
    )
  }
}

import { MINUTE_MS } from '../time/units'

/** Batches of one person in a minute: flushes, a hide, and errors that leave after three seconds fit well under it. */
export const BATCHES_PER_USER = 30
/**
 * So many more are written, and answered with silence: one may be a batch that another instance stored and whose answer was
 * lost, which only the database knows. A phone has one batch on its way at a time, and somebody may hold two phones.
 */
export const BATCHES_BEYOND = 2

/**
 * What one instance of `collect` took in lately. Soft: every instance counts for itself; the fold is exact
 * (rollup/userLimit.ts). It takes one batch at a time, so that what two minutes can bring is all that is remembered.
 */
export class IntakeLoad {
  private minute = 0
  private batches = 0
  private before = 0
  private readonly byUser = new Map<string, number>()
  /** ids of batches that this instance stored in this minute, and in the one before */
  private stored = new Set<string>()
  private storedBefore = new Set<string>()
  /** events refused since the last stored batch, by store: told with the next one */
  private readonly owed = new Map<string, number>()

  /** @returns whether this person may send one more in this minute */
  admit(user: string, nowMs: number): boolean {
    this.turn(nowMs)
    this.batches += 1
    const sent = (this.byUser.get(user) ?? 0) + 1
    this.byUser.set(user, sent)
    return sent <= BATCHES_PER_USER + BATCHES_BEYOND
  }

  /** Whether this person has sent all that counts, and is to be silent for the rest of the minute. */
  isBeyond(user: string, nowMs: number): boolean {
    this.turn(nowMs)
    return (this.byUser.get(user) ?? 0) > BATCHES_PER_USER
  }

  /** @param id of a batch that is in the database now, whoever put it there */
  keep(id: string, nowMs: number): void {
    this.turn(nowMs)
    this.stored.add(id)
  }

  /** Whether a batch is known to be stored: sending it again needs no call and is nobody's excess. */
  isStored(id: string, nowMs: number): boolean {
    this.turn(nowMs)
    return this.stored.has(id) || this.storedBefore.has(id)
  }

  owe(store: string, events: number): void {
    this.owed.set(store, this.owedOf(store) + events)
  }

  owedOf(store: string): number {
    return this.owed.get(store) ?? 0
  }

  paid(store: string, events: number): void {
    this.owe(store, -events)
  }

  /** batches a minute, this one or the last whole one */
  rate(nowMs: number): number {
    this.turn(nowMs)
    return Math.max(this.batches, this.before)
  }

  private turn(nowMs: number): void {
    const minute = Math.floor(nowMs / MINUTE_MS)
    if (minute === this.minute) return
    const isNext = minute === this.minute + 1
    this.before = isNext ? this.batches : 0
    this.storedBefore = isNext ? this.stored : new Set()
    this.stored = new Set()
    this.minute = minute
    this.batches = 0
    this.byUser.clear()
  }
}

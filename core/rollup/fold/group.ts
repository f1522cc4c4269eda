import { OUTCOMES } from '../../../contract/outcomes'
import { FINE, fineBucket, SMALLEST, STORED } from '../../../contract/sketch/buckets'
import { encodeBuckets } from '../../../contract/sketch/codec'
import { CARRY_AT, ExactSquares } from '../../../contract/sketch/exactSquares'
import { Sketch, UNIT_PARTS } from '../../../contract/sketch/sketch'
import { type Cell, emptyCell } from '../seriesTable'
import type { Windows } from './windows'

/** Below it the parts of a value have 26 bits, and their square 52. */
const QUICK = 2 ** 18
export const NONE = -1

/** @returns the bucket at the stored resolution; @param value ≥ SMALLEST */
export const storedBucket = (value: number): number => fineBucket(value) >> (FINE - STORED)

/** Sums over durations, exact for values in 1/256 of the unit: the same in any order. */
export class Sums {
  total = 0
  zeros = 0
  sumParts = 0
  minParts = Number.POSITIVE_INFINITY
  maxParts = 0
  readonly squares = new ExactSquares()
  /** lowest and highest bucket, where there is any */
  low = Number.POSITIVE_INFINITY
  high = NONE

  /** @returns the bucket to count it in, NONE where it counts as zero */
  add(value: number, weight: number): number {
    this.total += weight
    if (weight === 1 && value < QUICK) {
      const parts = (value * UNIT_PARTS + 0.5) | 0
      this.sumParts += parts
      const { squares } = this
      squares.low += parts * parts
      if (squares.low >= CARRY_AT) squares.carry()
      if (parts < this.minParts) this.minParts = parts
      if (parts > this.maxParts) this.maxParts = parts
    } else this.addWeighted(value, weight)
    if (value < SMALLEST) {
      this.zeros += weight
      return NONE
    }
    const bucket = storedBucket(value)
    if (bucket < this.low) this.low = bucket
    if (bucket > this.high) this.high = bucket
    return bucket
  }

  addAll(other: Sums): void {
    this.total += other.total
    this.zeros += other.zeros
    this.sumParts += other.sumParts
    if (other.minParts < this.minParts) this.minParts = other.minParts
    if (other.maxParts > this.maxParts) this.maxParts = other.maxParts
    const { squares } = this
    squares.high += other.squares.high
    squares.low += other.squares.low
    if (squares.low >= CARRY_AT) squares.carry()
    if (other.low < this.low) this.low = other.low
    if (other.high > this.high) this.high = other.high
  }

  private addWeighted(value: number, weight: number): void {
    const parts = Math.floor(value * UNIT_PARTS + 0.5)
    this.sumParts += parts * weight
    this.squares.add(parts, weight)
    if (parts < this.minParts) this.minParts = parts
    if (parts > this.maxParts) this.maxParts = parts
  }
}

/** One row in the making: counters, durations in a window, people. */
export class Group extends Sums {
  readonly counts = new Array<number>(OUTCOMES.length).fill(0)
  failedUsers: Set<string> | null = null
  users: Set<string> | null = null
  /** in the windows; NONE before the first duration */
  offset = NONE

  constructor(readonly slot: number) {
    super()
  }

  /** @returns the bucket, NONE of what counts as zero */
  measure(windows: Windows, value: number, weight: number): number {
    if (this.offset === NONE) this.offset = windows.open()
    const bucket = this.add(value, weight)
    if (bucket !== NONE) windows.words[this.offset + bucket] = (windows.words[this.offset + bucket] as number) + weight
    return bucket
  }

  /** The encoded sketch, '' without durations. The window is empty afterwards. */
  takeText({ words }: Windows): string {
    if (this.total === 0) return ''
    this.squares.carry()
    const text = encodeBuckets(this, words, this.offset, this.low, this.high)
    this.clear(words)
    return text
  }

  /** As a cell, for what the fold does rarely. The window is empty afterwards. */
  takeCell(metric: number, label: string, { words }: Windows): Cell {
    const cell = emptyCell(metric, label, this.slot)
    for (const [outcome, events] of this.counts.entries()) cell.counts[outcome] = events
    cell.failedUsers = this.failedUsers ?? cell.failedUsers
    cell.users = this.users ?? cell.users
    if (this.total > 0) cell.sketch = this.toSketch(words)
    this.clear(words)
    return cell
  }

  private toSketch(words: Uint32Array): Sketch {
    const sketch = new Sketch()
    sketch.coarsen()
    sketch.addZeros(this.zeros)
    for (let bucket = this.low; bucket <= this.high; bucket++) {
      const events = words[this.offset + bucket] as number
      if (events > 0) sketch.addBucket(bucket, events)
    }
    sketch.sumParts = this.sumParts
    sketch.minParts = this.minParts
    sketch.maxParts = this.maxParts
    sketch.squares.merge(this.squares)
    return sketch
  }

  private clear(words: Uint32Array): void {
    if (this.high !== NONE) words.fill(0, this.offset + this.low, this.offset + this.high + 1)
  }
}

/** Rows of one series, or of one value: a row a slot. Most have two, in turn. */
export class Track {
  readonly groups: Group[] = []
  private last: Group | undefined
  private bySlot: Map<number, Group> | null = null

  at(slot: number): Group {
    if (this.last !== undefined && this.last.slot === slot) return this.last
    this.last = this.find(slot) ?? this.add(slot)
    return this.last
  }

  /** ascending by slot */
  sorted(): Group[] {
    return this.groups.length < 2 ? this.groups : this.groups.sort((a, b) => a.slot - b.slot)
  }

  private find(slot: number): Group | undefined {
    return this.bySlot === null ? this.groups.find((group) => group.slot === slot) : this.bySlot.get(slot)
  }

  private add(slot: number): Group {
    const group = new Group(slot)
    this.groups.push(group)
    // a phone that was offline for long brings many minutes
    if (this.bySlot === null && this.groups.length > MANY)
      this.bySlot = new Map(this.groups.map((one) => [one.slot, one]))
    else this.bySlot?.set(slot, group)
    return group
  }
}

const MANY = 8

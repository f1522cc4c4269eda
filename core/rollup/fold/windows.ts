import { STORED } from '../../../contract/sketch/buckets'

/** Buckets of one window at the stored resolution: 41 octaves. */
const STRIDE = 41 << STORED
const FIRST_WINDOWS = 64

/**
 * Counters of buckets for many small sketches in one piece of memory: opening one costs nothing, and adding is one
 * increment. An own sketch for each small group is slower than sorting (growing windows dominates; PERFORMANCE.md).
 */
export class Windows {
  /** grows: take it anew after `open` */
  words = new Uint32Array(FIRST_WINDOWS * STRIDE)
  private used = 0

  /** @returns where a window of zeros begins */
  open(): number {
    const offset = this.used * STRIDE
    this.used += 1
    if (offset + STRIDE > this.words.length) {
      const grown = new Uint32Array(this.words.length * 2)
      grown.set(this.words)
      this.words = grown
    }
    return offset
  }

  /** Forgets all windows; they must have been emptied (`take`). */
  close(): void {
    this.used = 0
  }
}

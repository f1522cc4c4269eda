/** More wait already than may. */
export class LineFullError extends Error {}

/** Lets at most `places` holders in at a time; the others wait in the order they came. */
export class Gate {
  private free: number
  private readonly waiting: (() => void)[] = []

  constructor(
    places: number,
    private readonly longestLine = Number.POSITIVE_INFINITY,
  ) {
    this.free = places
  }

  /** @throws LineFullError when the line is as long as it may be */

  async enter(): Promise<() => void> {
    if (this.free > 0) this.free--
    else if (this.waiting.length >= this.longestLine) throw new LineFullError()
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
    let left = false
    return () => {
      if (left) return
      left = true
      const next = this.waiting.shift()
      if (next) next()
      else this.free++
    }
  }
}

/** Sums of any stretch of minutes at the cost of two look-ups. Minutes are epoch minutes. */
export class Prefix {
  private readonly sums: Float64Array

  /** @param values one a minute, from `from` on */
  constructor(
    private readonly from: number,
    values: ArrayLike<number>,
  ) {
    this.sums = new Float64Array(values.length + 1)
    for (let at = 0; at < values.length; at++) this.sums[at + 1] = (this.sums[at] as number) + (values[at] as number)
  }

  sum(from: number, to: number): number {
    return this.at(to) - this.at(from)
  }

  private at(minute: number): number {
    const index = Math.max(0, Math.min(this.sums.length - 1, minute - this.from))
    return this.sums[index] as number
  }
}

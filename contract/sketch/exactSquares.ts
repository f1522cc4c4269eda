/** Sums of squares beyond 2^53 as `high` × BASE + `low`, so that adding in any order gives the same digits. */
export const SQUARES_BASE = 2 ** 38

const HALF = 2 ** 19
const ROOT_OF_EXACT = 2 ** 26
/** From here on `low` must be carried. */
export const CARRY_AT = 2 ** 52

export class ExactSquares {
  high = 0
  low = 0

  /** @param root integer 0 … 2^38; @param times integer 1 … 2^13 */
  add(root: number, times: number): void {
    const square = root * root * times
    if (root < ROOT_OF_EXACT && square < CARRY_AT) this.low += square
    else this.addSplit(root, times)
    if (this.low >= CARRY_AT) this.carry()
  }

  /** @param squares a sum of them, integer 0 … 2^53; @param times a power of two, at most SQUARES_BASE */
  addSum(squares: number, times = 1): void {
    this.carry()
    const base = SQUARES_BASE / times
    this.high += Math.floor(squares / base)
    this.low += (squares % base) * times
    this.carry()
  }

  merge(other: ExactSquares): void {
    this.high += other.high
    this.addSum(other.low)
  }

  /** Brings `low` under SQUARES_BASE: the one canonical form, which is what is stored. */
  carry(): void {
    if (this.low < SQUARES_BASE) return
    const carried = Math.floor(this.low / SQUARES_BASE)
    this.high += carried
    this.low -= carried * SQUARES_BASE
  }

  valueOf(): number {
    return this.high * SQUARES_BASE + this.low
  }

  /** (a·2^19 + b)² = a²·2^38 + 2ab·2^19 + b², each part exact. */
  private addSplit(root: number, times: number): void {
    this.carry()
    const a = Math.floor(root / HALF)
    const b = root % HALF
    const cross = 2 * a * b
    this.high += (a * a + Math.floor(cross / HALF)) * times
    this.low += ((cross % HALF) * HALF + b * b) * times
  }
}

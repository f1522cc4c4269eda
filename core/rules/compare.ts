import type { RatioRule } from '../../contract/schemas/rule'

export type Comparison = RatioRule['op']

const comparisons: Record<Comparison, (left: number, right: number) => boolean> = {
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
}

/** A comparison with NaN is false, as in PromQL. */
export const compare = (left: number, op: Comparison, right: number): boolean => comparisons[op](left, right)

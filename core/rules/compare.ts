export type Comparison = '>' | '>=' | '<' | '<=' | '==' | '!='

const comparisons: Record<Comparison, (left: number, right: number) => boolean> = {
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
}

/** A comparison with NaN is false, as in PromQL; but for !=, which is true there too. */
export const compare = (left: number, op: Comparison, right: number): boolean => comparisons[op](left, right)

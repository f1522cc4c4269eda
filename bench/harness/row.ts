/** One line of a benchmark. A ratio carries the quartiles of its pairs; a count of bytes has none. */
export interface Row {
  name: string
  value: number
  p25?: number
  p75?: number
  /** The most that is wanted; rows without one are for information. */
  target?: number
}

export type Verdict = 'ok' | 'short' | 'info'

/** Short only when even the better quarter of the pairs is beyond the target: noise fails nothing. */
export function verdictOf({ value, p25, target }: Row): Verdict {
  if (target === undefined) return 'info'
  return (p25 ?? value) <= target ? 'ok' : 'short'
}

/** `name value p25 p75 target ok|short|info`, with a dash for what a row does not have. */
export function lineOf(row: Row): string {
  const numbers = [row.value, row.p25, row.p75, row.target].map((number) =>
    number === undefined ? '-' : shown(number),
  )
  return [row.name, ...numbers, verdictOf(row)].join(' ')
}

function shown(number: number): string {
  return Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(3)))
}

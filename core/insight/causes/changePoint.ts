import type { KnownChange } from '../../../contract/insight'

/**
 * Where a series changed its level: the split that leaves the least squared deviation on both sides.
 * @returns index of the first value of the new level, or undefined for fewer than four values
 */
export function changePoint(values: readonly number[]): number | undefined {
  if (values.length < 4) return undefined
  const total = values.reduce((sum, value) => sum + value, 0)
  let left = 0
  let best = -1
  let found = 0
  for (let k = 1; k < values.length; k++) {
    left += values[k - 1] as number
    const right = total - left
    const between = (left * left) / k + (right * right) / (values.length - k)
    if (between > best || found === 0) {
      best = between
      found = k
    }
  }
  return found
}

/** The known changes that came shortly before an anomaly began, the latest first. A cause never follows its effect. */
export function changesBefore(
  began: number,
  changes: readonly KnownChange[],
  withinMs: number,
  /** clocks of phones and servers differ by so much */
  slackMs = 120_000,
): KnownChange[] {
  return changes
    .filter(({ at }) => at <= began + slackMs && at >= began - withinMs)
    .sort((a, b) => Math.abs(began - a.at) - Math.abs(began - b.at))
}

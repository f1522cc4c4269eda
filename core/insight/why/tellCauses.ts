import type { CauseLabel, IncidentCause, IncidentCauses } from '../../../contract/insight'
import type { Cause, Explanation } from '../causes/cells'

/** Shown at most; what explains less than this share of the change says nothing. */
const MOST_CAUSES = 5
const LEAST_SHARE = 0.1

/**
 * The explanations of one incident as one: the first that there is says what changed, and the parts of all others are
 * told as shares of that, so that the values of each label add up to the same change. One that went the other way
 * explains nothing. @param titleOf a value, in the shop's words
 */
export function tellCauses(
  found: readonly (Explanation | null)[],
  titleOf: (label: CauseLabel, value: string) => string,
): IncidentCauses | null {
  const [head, ...others] = found.filter((one) => one !== null)
  if (head === undefined) return null
  const { kind, before, now, change } = head
  const alike = others.filter((other) => Math.sign(other.change) === Math.sign(change))
  const causes = [head, ...alike]
    .flatMap((one) => one.causes.map((cause) => scaled(cause, one === head ? 1 : change / one.change)))
    .filter(({ surprise, explains }) => surprise > 0 && explains >= LEAST_SHARE)
    .sort((a, b) => b.surprise - a.surprise || b.explains - a.explains)
    .slice(0, MOST_CAUSES)
    .map(({ surprise: _, label, value, ...rest }): IncidentCause => {
      return { label: label as CauseLabel, value, title: titleOf(label as CauseLabel, value), ...rest }
    })
  return { kind, before, now, change, causes }
}

const scaled = (cause: Cause, factor: number): Cause => ({
  ...cause,
  contribution: cause.contribution * factor,
  within: cause.within * factor,
})

/** How many durations, the sum of their natural logarithms (of ms) and of those squared: all that the analysis needs. */
export interface LogMoments {
  n: number
  s: number
  q: number
}

/** context → value → durations measured there. Within a context every duration lies in one value. */
export type Grouped = ReadonlyMap<string, ReadonlyMap<string, LogMoments>>

/** How much of the spread one kind of context explains, with what the claim rests on. */
export interface Contribution {
  context: string
  /** Share of the spread of log durations between its groups, beyond what chance alone would give; 0…1 */
  share: number
  /** Groups from the slowest to the fastest. */
  groups: { value: string; count: number; typicalMs: number; timesOverall: number }[]
}

/** Fewer durations of a group are put together: one slow phone explains nothing. */
const FEWEST = 5
export const OTHERS = 'other'

/**
 * Ranks contexts by the part of the spread that they explain: one-way analysis of variance of log durations, as
 * omega-squared, which unlike eta-squared does not grow with the number of groups (Hays, Statistics, 1963). Logarithms,
 * because what slows a request multiplies its duration. Evidence, not proof: contexts that go together share a cause.
 */
export const explainSpread = (grouped: Grouped): Contribution[] =>
  [...grouped]
    .map(([context, values]): Contribution => {
      const groups = withoutFew(values)
      const all = sumOf(groups.values())
      return { context, share: omegaSquared(groups, all), groups: describe(groups, all.s / all.n) }
    })
    .sort((a, b) => b.share - a.share || (a.context < b.context ? -1 : 1))

export const noMoments = (): LogMoments => ({ n: 0, s: 0, q: 0 })

export function addMoments(to: LogMoments, { n, s, q }: LogMoments): void {
  to.n += n
  to.s += s
  to.q += q
}

function withoutFew(values: ReadonlyMap<string, LogMoments>): Map<string, LogMoments> {
  const groups = new Map<string, LogMoments>()
  for (const [value, moments] of values) {
    if (moments.n === 0) continue
    const name = moments.n < FEWEST ? OTHERS : value
    const known = groups.get(name) ?? noMoments()
    addMoments(known, moments)
    groups.set(name, known)
  }
  return groups
}

function omegaSquared(groups: ReadonlyMap<string, LogMoments>, all: LogMoments): number {
  const mean = all.s / all.n
  const total = all.q - all.s * mean
  if (groups.size < 2 || total <= 0 || all.n <= groups.size) return 0
  const between = [...groups.values()].reduce((sum, { n, s }) => sum + n * (s / n - mean) ** 2, 0)
  const noise = Math.max(0, total - between) / (all.n - groups.size)
  return Math.min(1, Math.max(0, (between - (groups.size - 1) * noise) / (total + noise)))
}

const describe = (groups: ReadonlyMap<string, LogMoments>, mean: number): Contribution['groups'] =>
  [...groups]
    .map(([value, { n, s }]) => {
      const typical = s / n
      return { value, count: n, typicalMs: Math.exp(typical), timesOverall: Math.exp(typical - mean) }
    })
    .sort((a, b) => b.typicalMs - a.typicalMs || (a.value < b.value ? -1 : 1))

function sumOf(groups: Iterable<LogMoments>): LogMoments {
  const all = noMoments()
  for (const one of groups) addMoments(all, one)
  return all
}

/** One measured duration and where it was measured: e.g. network → 4g, hour → 12. */
export interface Observation {
  durationMs: number
  contexts: Readonly<Record<string, string>>
}

/** How much of the spread one kind of context explains, with what the claim rests on. */
export interface Contribution {
  context: string
  /** Share of the spread of log durations between its groups, beyond what chance alone would give; 0…1 */
  share: number
  /** Groups from the slowest to the fastest. */
  groups: { value: string; count: number; typicalMs: number; timesOverall: number }[]
}

/** Fewer observations of a group are put together: one slow phone explains nothing. */
const FEWEST = 5
export const OTHERS = 'other'

/**
 * Ranks contexts by the part of the spread that they explain: one-way analysis of variance of log durations, as
 * omega-squared, which unlike eta-squared does not grow with the number of groups (Hays, Statistics, 1963). Logarithms,
 * because what slows a request multiplies its duration. Evidence, not proof: contexts that go together share a cause.
 */
export function explainSpread(observations: readonly Observation[]): Contribution[] {
  const known = observations.filter(({ durationMs }) => durationMs > 0)
  const logs = known.map(({ durationMs }) => Math.log(durationMs))
  const mean = average(logs)
  const total = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0)
  const names = [...new Set(known.flatMap(({ contexts }) => Object.keys(contexts)))].sort()
  return names
    .map((context): Contribution => {
      const groups = groupsOf(known, logs, context)
      return { context, share: omegaSquared(groups, mean, total), groups: describe(groups, mean) }
    })
    .sort((a, b) => b.share - a.share || (a.context < b.context ? -1 : 1))
}

type Groups = Map<string, number[]>

function groupsOf(observations: readonly Observation[], logs: readonly number[], context: string): Groups {
  const groups: Groups = new Map()
  const put = (value: string, log: number) => {
    const own = groups.get(value)
    if (own === undefined) groups.set(value, [log])
    else own.push(log)
  }
  for (const [index, { contexts }] of observations.entries()) put(contexts[context] ?? OTHERS, logs[index] as number)
  for (const [value, own] of [...groups]) {
    if (own.length >= FEWEST || value === OTHERS) continue
    groups.delete(value)
    for (const log of own) put(OTHERS, log)
  }
  return groups
}

function omegaSquared(groups: Groups, mean: number, total: number): number {
  const count = [...groups.values()].reduce((sum, own) => sum + own.length, 0)
  if (groups.size < 2 || total === 0 || count <= groups.size) return 0
  const between = [...groups.values()].reduce((sum, own) => sum + own.length * (average(own) - mean) ** 2, 0)
  const noise = (total - between) / (count - groups.size)
  return Math.max(0, (between - (groups.size - 1) * noise) / (total + noise))
}

function describe(groups: Groups, mean: number): Contribution['groups'] {
  return [...groups]
    .map(([value, own]) => {
      const typical = average(own)
      return { value, count: own.length, typicalMs: Math.exp(typical), timesOverall: Math.exp(typical - mean) }
    })
    .sort((a, b) => b.typicalMs - a.typicalMs || (a.value < b.value ? -1 : 1))
}

const average = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length

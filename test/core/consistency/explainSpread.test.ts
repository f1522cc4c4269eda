import { addMoments, explainSpread, type LogMoments, noMoments, OTHERS } from '../../../core/consistency/explainSpread'
import { type Random, seededRandom } from '../../../localcloud/crowd/random'

/** One measured duration and where it was measured: e.g. network → 4g, hour → 12. */
interface Observation {
  durationMs: number
  contexts: Record<string, string>
}

const explained = (observations: readonly Observation[]) => {
  const grouped = new Map<string, Map<string, LogMoments>>()
  for (const { durationMs, contexts } of observations)
    for (const [context, value] of Object.entries(contexts)) {
      const values = grouped.get(context) ?? new Map<string, LogMoments>()
      const moments = values.get(value) ?? noMoments()
      const log = Math.log(durationMs)
      addMoments(moments, { n: 1, s: log, q: log * log })
      grouped.set(context, values.set(value, moments))
    }
  return explainSpread(grouped)
}

const VALUES: Record<string, string[]> = {
  network: ['wifi', '5g', '4g', '3g'],
  device: ['high', 'mid', 'low'],
  region: Array.from({ length: 20 }, (_, index) => `area${index}`),
  version: ['1.0.0', '1.1.0', '1.2.0'],
  hour: Array.from({ length: 12 }, (_, index) => String(10 + index)),
  load: ['quiet', 'usual', 'rush'],
}
const CONTEXTS = Object.keys(VALUES)
const OBSERVATIONS = 600
const CASES = 200

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.next() * from.length)] as T
const noise = (random: Random): number => Math.exp(0.5 * (random.next() + random.next() + random.next() - 1.5))

/** Durations that one value of one context makes slower; rush goes with the hours of lunch, as in life. */
function plantedCase(seed: number): { cause: string; value: string; observations: Observation[] } {
  const random = seededRandom(seed)
  const cause = pick(random, CONTEXTS)
  const value = pick(random, VALUES[cause] as string[])
  const times = 1.6 + random.next() * 2
  const observations = Array.from({ length: OBSERVATIONS }, (): Observation => {
    const contexts = Object.fromEntries(CONTEXTS.map((name) => [name, pick(random, VALUES[name] as string[])]))
    if (['12', '13', '18'].includes(contexts.hour as string) && random.chance(0.5)) contexts.load = 'rush'
    return { durationMs: 200 * noise(random) * (contexts[cause] === value ? times : 1), contexts }
  })
  return { cause, value, observations }
}

describe('what explains that answers differ', () => {
  it('a planted cause ranks first in at least 95 % of 200 cases, and its slow group is named', () => {
    let first = 0
    for (let seed = 1; seed <= CASES; seed++) {
      const { cause, value, observations } = plantedCase(seed)
      const [top] = explained(observations)
      if (top?.context === cause && top.groups[0]?.value === value) first += 1
    }
    expect(first / CASES).toBeGreaterThanOrEqual(0.95)
  })

  it('chance explains nothing: many groups do not look like a cause', () => {
    const random = seededRandom(1)
    const observations = Array.from(
      { length: OBSERVATIONS },
      (_, index): Observation => ({
        durationMs: 200 * noise(random),
        contexts: { region: `area${index % 60}`, device: pick(random, ['high', 'low']) },
      }),
    )
    for (const { share } of explained(observations)) expect(share).toBeLessThan(0.03)
  })

  it('shows its evidence: how many, how slow, against all', () => {
    const observations = [100, 400].flatMap((durationMs) =>
      Array.from(
        { length: 10 },
        (): Observation => ({ durationMs, contexts: { network: durationMs > 200 ? '3g' : 'wifi' } }),
      ),
    )
    const [network] = explained(observations)
    expect(network?.groups).toEqual([
      { value: '3g', count: 10, typicalMs: expect.closeTo(400), timesOverall: expect.closeTo(2) },
      { value: 'wifi', count: 10, typicalMs: expect.closeTo(100), timesOverall: expect.closeTo(0.5) },
    ])
    expect(network?.share).toBeCloseTo(1)
  })

  it('a handful of one kind is put with the others', () => {
    const observations = Array.from(
      { length: 40 },
      (_, index): Observation => ({
        durationMs: 100 + index,
        contexts: { region: index < 4 ? 'far' : index < 8 ? 'farther' : 'near' },
      }),
    )
    expect(
      explained(observations)[0]
        ?.groups.map(({ value }) => value)
        .sort(),
    ).toEqual(['near', OTHERS])
  })

  it('nothing measured is explained by nothing', () => {
    expect(explained([])).toEqual([])
    expect(explained([{ durationMs: 5, contexts: { network: 'wifi' } }])).toMatchObject([{ share: 0 }])
  })
})

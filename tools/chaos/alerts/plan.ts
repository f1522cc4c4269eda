import { type Random, seededRandom } from '../../../localcloud/crowd/random'

/** Minutes are counted from the schedule's beginning. */
export const CALM_FROM = 18
/** By then all is over, and the watchdog has run once more. */
export const LAST_MINUTE = 50
const LAST_FAILING = 28
/** Calls among which a pair of kills is chosen: about as many as a run with something to do makes in its faulty part. */
const KILLABLE_CALLS = 100

/** Something that can fail: one rule of one area. */
export interface Signal {
  label: string
  area: string
  severity: 'warn' | 'crit'
  /** fails in [from, to) */
  from: number
  to: number
  /** no data in [from, to) */
  gap: [number, number] | null
  /** minutes by which its events come late */
  lag: number
}

/** What happens in one schedule. All faults end at CALM_FROM. */
export interface Plan {
  seed: number
  kind: 'plain' | 'storm' | 'stopped'
  signals: Signal[]
  /** counts of calls before which the caller is killed */
  kills: number[]
  /** the database does not answer in [from, to) */
  databaseDown: [number, number] | null
  robotDown: [number, number] | null
  hasRobot: boolean
  hasSharedTemplate: boolean
  /** how far a run's clock may be off, ms */
  skewMs: number
  /** messages a person believes to have, and really has */
  credits: { believed: number; real: number }[]
  /** who leaves or opts out: the index of the person, and of the call at which they do */
  leaves: { person: number; atCall: number; how: 'removed' | 'optedOut' } | null
  /** shares of messages: request lost, reply lost, an error code */
  lostRequests: number
  lostReplies: number
  errors: number
  /** share of writes to the database whose answer is lost */
  lostWrites: number
  /** share of readings of the evidence that fail */
  evidenceErrors: number
  /** minutes by which the fold may be behind */
  foldLag: number
}

const PEOPLE = 3

export function planOf(seed: number): Plan {
  const random = seededRandom(seed * 2_654_435_761)
  const kind = seed % 40 === 7 ? 'storm' : seed % 20 === 3 ? 'stopped' : 'plain'
  const some = (share: number, value: number): number => (random.chance(share) ? value * random.next() : 0)
  return {
    seed,
    kind,
    signals: kind === 'storm' ? storm(random) : signals(random),
    kills: killsOf(seed, random),
    databaseDown: random.chance(0.15) ? spanIn(random, 5) : null,
    robotDown: random.chance(0.3) ? spanIn(random, 8) : null,
    hasRobot: random.chance(0.8),
    hasSharedTemplate: random.chance(0.4),
    skewMs: kind === 'plain' && random.chance(0.15) ? 300_000 : 0,
    credits: Array.from({ length: PEOPLE }, () => {
      const believed = random.int(0, 3)
      return { believed, real: random.chance(0.3) ? Math.max(0, believed + random.int(-2, 2)) : believed }
    }),
    leaves: random.chance(0.35)
      ? { person: random.int(0, PEOPLE - 1), atCall: random.int(8, 120), how: random.pick(['removed', 'optedOut']) }
      : null,
    lostRequests: some(0.5, 0.5),
    lostReplies: some(0.5, 0.5),
    errors: some(0.5, 0.6),
    lostWrites: some(0.2, 0.1),
    evidenceErrors: some(0.2, 0.3),
    foldLag: random.chance(0.3) ? 3 : 0,
  }
}

/** Every pair of calls has its turn: 10,000 schedules are all pairs of a hundred. */
function killsOf(seed: number, random: Random): number[] {
  const pair = [seed % KILLABLE_CALLS, Math.floor(seed / KILLABLE_CALLS) % KILLABLE_CALLS]
  return random.chance(0.7) ? pair.map((call) => call + 10) : []
}

function spanIn(random: Random, most: number): [number, number] {
  const from = random.int(1, CALM_FROM - 2)
  return [from, Math.min(CALM_FROM, from + random.int(1, most))]
}

function signals(random: Random): Signal[] {
  const crit = signal(random, 'pay', 'ordering', 'crit')
  const late = random.chance(0.3) ? [signal(random, 'slow', 'ordering', 'warn')] : []
  const other = random.chance(0.6) ? [signal(random, 'menu', 'browsing', 'warn')] : []
  return [crit, ...late, ...other]
}

function signal(random: Random, label: string, area: string, severity: Signal['severity']): Signal {
  const from = random.int(2, CALM_FROM)
  const to = from + random.int(2, 20)
  const at = random.int(from, to)
  return {
    label,
    area,
    severity,
    from,
    to: Math.min(to, LAST_FAILING),
    gap: random.chance(0.25) ? [at, at + random.int(1, 4)] : null,
    lag: random.chance(0.2) ? random.int(1, 3) : 0,
  }
}

/** Two hundred alerts at once, in forty areas. */
function storm(random: Random): Signal[] {
  const from = random.int(3, 8)
  return Array.from({ length: 200 }, (_, index) => ({
    label: `x${index}`,
    area: `area${String.fromCharCode(97 + (index % 20), 97 + Math.floor((index % 40) / 20))}`,
    severity: index % 40 < 4 ? 'crit' : 'warn',
    from,
    to: from + 16,
    gap: null,
    lag: 0,
  }))
}

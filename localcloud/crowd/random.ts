/** Chance that can be repeated: the same seed gives the same shop, customer by customer, and the same schedule of faults. */
export interface Random {
  /** [0, 1) */
  next(): number
  /** [low, high) */
  between(low: number, high: number): number
  /** from … to, both inclusive */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** how many happen when `mean` are expected */
  poisson(mean: number): number
  /** most near `median`, a tail of slow ones; `spread` 0.3 is narrow, 0.8 wide */
  logNormal(median: number, spread: number): number
  /** a stream of its own: what one customer draws changes nothing for the others */
  fork(name: string): Random
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  // mulberry32, public domain (Tommy Ettinger)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    int,
    pick: (list) => list[int(0, list.length - 1)] as (typeof list)[number],
    poisson(mean) {
      const limit = Math.exp(-mean)
      let events = 0
      for (let product = next(); product > limit; product *= next()) events++
      return events
    },
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
    fork: (name) => seededRandom(mix(seed, name)),
  }
}

/** FNV-1a over the name, begun with the seed. */
function mix(seed: number, name: string): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) as number), 0x01000193) >>> 0
  return hash
}

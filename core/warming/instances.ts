/** A customer in twenty may still meet a cold start. */
const ENOUGH = 0.95

/**
 * How many instances serve so many calls at the same time, nineteen times of twenty: calls under way are Poisson
 * distributed about arrivals × duration (Little's law; M/G/∞).
 * @param perMinute arrivals
 * @param meanMs of a run
 */
export function instancesFor(perMinute: number, meanMs: number): number {
  const mean = (perMinute * meanMs) / 60_000
  if (mean <= 0) return 0
  let [instances, term] = [0, Math.exp(-mean)]
  for (let sum = term; sum < ENOUGH; sum += term) {
    instances += 1
    term *= mean / instances
  }
  return Math.max(1, instances)
}

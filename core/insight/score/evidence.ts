import type { Look } from './look'

const { abs, log, max } = Math

/** Size of the nearest deviation, as a natural logarithm: twelve times the usual is 2.5. */
const logSize = (z: number): number => log(abs(z) + 0.1)

/**
 * How much a point speaks for an anomaly, for the score: the worst channel, what all say, and the plain size.
 * About 1 for the most ordinary points, above 3 for one in thousands.
 */
export function strangeness({ z, unlikely: u }: Look): number {
  const [step = 0, nearest = 0, short = 0, long = 0, , , novelty = 0] = u
  const worst = max(step, nearest, short, 0.8 * long, 0.8 * novelty)
  return 0.5 * worst + 0.1 * (step + nearest + short + long + novelty) + 0.1 * logSize(z[1] as number)
}

/** The same for alerts: only what no predictor explains counts, by size and by rarity. */
export const pointEvidence = ({ z, unlikely }: Look): number => logSize(z[1] as number) + (unlikely[1] as number)

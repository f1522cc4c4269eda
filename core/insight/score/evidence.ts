import type { Look } from './look'
import { S } from './scalars'

const { abs, log, max, min, sqrt } = Math

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

/** The same for alerts: what no predictor explains, by size and by rarity. */
export const pointEvidence = ({ z, unlikely }: Look): number => logSize(z[1] as number) + (unlikely[1] as number)

/** What the loss of everything that there is to lose adds. Nothing can fall further than that, however usual its spread. */
const LOSS_WORTH = 0.85
/** What a point adds that stands out on the same side as the one before it. */
const HELD_WORTH = 0.1
/** Spreads that the room to fall must exceed before its loss means much. */
const ROOM = 3

/**
 * How much a point of any series speaks for an alert, by size alone: the logarithm of the nearest deviation in usual
 * errors, of bursty series in the root of their mean square; of a fall also the share of the way to the floor; and whether
 * the point before stood out alike.
 * Chosen on every other labelled series and as good on the rest (bench/insight); rarity by histogram was worse: it forgets
 * nothing of the anomalies that came before.
 */
export function sizeEvidence(f: Float32Array, { z, predicted, spread }: Look, x: number): number {
  const bursts = sqrt(f[S.plainSquare] as number) / max(1e-12, f[S.plainSize] as number)
  const room = predicted - (f[S.floor] as number)
  const lost = (z[1] as number) < 0 && room > 0 ? min(1, (predicted - x) / (room + ROOM * spread)) : 0
  const [size, before] = [z[1] as number, f[S.lastSize] as number]
  const held = size * before > 0 ? min(abs(size), abs(before)) : 0
  return logSize(size) - max(0, log(bursts || 1)) + LOSS_WORTH * lost + HELD_WORTH * logSize(held)
}

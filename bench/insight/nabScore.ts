import type { Labelled } from './labelled'

/**
 * The standard profile of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015): an alarm in a window earns more the
 * earlier it comes, each other alarm costs up to 0.11, a window without one costs 1; 100 is every window at its beginning,
 * 0 is silence. The first 15 % of a series, at most 750 points, are not judged.
 */
const FALSE_ALARM = 0.11
const MISSED = 1
const PROBATION = 0.15
const MOST_PROBATION = 750

/** Windows of a series, epoch seconds, both ends included. */
export type Windows = readonly (readonly [number, number])[]

interface Judged {
  score: number
  /** what an alarm here is worth before weights */
  worth: number
  /** -1: in none */
  window: number
}

const sigmoid = (x: number): number => (x > 3 ? -1 : 2 / (1 + Math.exp(5 * x)) - 1)
const BEST = sigmoid(-1)

/** A benchmark's points, ready to be judged at any threshold. */
export interface NabPoints {
  points: Judged[]
  windows: number
}

export function nabPoints(
  series: readonly Labelled[],
  windows: readonly Windows[],
  scores: readonly Float32Array[],
): NabPoints {
  let count = 0
  const points = series.flatMap((one, k) => {
    const first = count
    count += (windows[k] as Windows).length
    return judgedOf(one, windows[k] as Windows, scores[k] as Float32Array, first)
  })
  return { points, windows: count }
}

function judgedOf({ timestamps }: Labelled, windows: Windows, scores: Float32Array, first: number): Judged[] {
  const indexOf = (second: number): number => timestamps.indexOf(second)
  const spans = windows.map(([from, to]) => ({ from: indexOf(from), to: indexOf(to) })).sort((a, b) => a.from - b.from)
  const probation = Math.min(Math.floor(PROBATION * timestamps.length), MOST_PROBATION)
  const points: Judged[] = []
  for (let at = probation; at < timestamps.length; at++) {
    const inside = spans.findIndex(({ from, to }) => at >= from && at <= to)
    const before = spans.findLast(({ to }) => to < at)
    const span = spans[inside]
    const worth =
      span !== undefined
        ? sigmoid(-(span.to - at + 1) / (span.to - span.from + 1)) / BEST
        : before === undefined
          ? -1
          : sigmoid((at - before.to) / (before.to - before.from))
    points.push({ score: scores[at] as number, worth, window: inside < 0 ? -1 : first + inside })
  }
  return points
}

/** Thresholds that are tried: each a little below the one before. */
const STEP = 0.97
const STEPS = 200
/** Steps on either side whose mean counts: a peak is chance, a plateau carries over to other series. */
const PLATEAU = 5

/** The threshold in the middle of the best plateau. */
export function nabThreshold(points: NabPoints): number {
  const top = points.points.reduce((most, { score }) => Math.max(most, score), 0)
  const thresholds = Array.from({ length: STEPS }, (_, k) => top * STEP ** k)
  const scores = nabScores(points, thresholds)
  let best = PLATEAU
  let most = Number.NEGATIVE_INFINITY
  for (let k = PLATEAU; k < STEPS - PLATEAU; k++) {
    const mean = scores.slice(k - PLATEAU, k + PLATEAU + 1).reduce((sum, score) => sum + score, 0) / (2 * PLATEAU + 1)
    if (mean > most) [best, most] = [k, mean]
  }
  return thresholds[best] as number
}

/** Score of alarming wherever a point's own reaches a threshold; of each threshold. @param thresholds falling */
export function nabScores({ points, windows }: NabPoints, thresholds: readonly number[]): number[] {
  const silent = -MISSED * windows
  const best = new Map<number, number>()
  const order = [...points].sort((a, b) => b.score - a.score)
  let sum = silent
  let next = 0
  return thresholds.map((threshold) => {
    for (; next < order.length && (order[next] as Judged).score >= threshold; next++) {
      const { worth, window } = order[next] as Judged
      if (window < 0) sum += worth * FALSE_ALARM
      else if (worth > (best.get(window) ?? -MISSED)) {
        sum += worth - (best.get(window) ?? -MISSED)
        best.set(window, worth)
      }
    }
    return (100 * (sum - silent)) / (windows - silent)
  })
}

/** The best that any threshold gives on these very series, as the benchmark's authors report. */
export function nabBest(points: NabPoints): number {
  const thresholds = [...new Set(points.points.map(({ score }) => score))].sort((a, b) => b - a)
  return nabScores(points, [Number.POSITIVE_INFINITY, ...thresholds]).reduce((most, score) => Math.max(most, score))
}

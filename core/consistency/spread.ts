import type { Distribution } from '../../contract/pages/parts'
import type { Sketch } from '../../contract/sketch/sketch'

/** Counts, extremes, mean and deviation are exact, quantiles within the sketch's 1.6 %. */
export function spreadOf(sketch: Sketch): Distribution | null {
  if (sketch.count === 0) return null
  const at = (q: number) => sketch.quantile(q)
  const p50Ms = at(0.5)
  return {
    ...{ count: sketch.count, minMs: sketch.min, meanMs: sketch.mean, maxMs: sketch.max, stddevMs: sketch.stddev },
    ...{ p50Ms, p75Ms: at(0.75), p90Ms: at(0.9), p95Ms: at(0.95), p99Ms: at(0.99) },
    variation: sketch.mean === 0 ? 0 : sketch.stddev / sketch.mean,
    tailRatio: p50Ms === 0 ? 1 : at(0.99) / p50Ms,
  }
}

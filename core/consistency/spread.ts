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

/** Over four times the target nobody is content. Source: the Apdex specification, version 1.1. */
const TOLERATED_TIMES = 4

/**
 * (satisfied + tolerating / 2) / all; a failed attempt satisfies nobody, however fast it failed.
 * @param ok durations of attempts that went well; failed: how many did not
 * @param targetMs T of this API
 * @returns 0…1; null without attempts
 */
export function apdexOf(ok: Sketch, failed: number, targetMs: number): number | null {
  const all = ok.count + failed
  if (all === 0) return null
  const satisfied = ok.countUpTo(targetMs)
  return (satisfied + (ok.countUpTo(targetMs * TOLERATED_TIMES) - satisfied) / 2) / all
}

import { S } from './scalars'

const { log1p, max } = Math

const BUCKETS = 5
/** Forty points a bucket: what was told within the last two hundred is no news. */
const BUCKET_POINTS = 40
const WEARY_FROM = 2.2
const WEARINESS = 0.3
/** Half of the weariness is gone after this many points. */
const WEARY_HALF_LIFE = 2000
const QUIET_POINTS = 10

/**
 * The score as news: strangeness that exceeds whatever was told within the last 200 points, less what a series that
 * keeps talking has worn off. A continued anomaly therefore stays below its own beginning.
 */
export function scoreNews(f: Float32Array, strange: number): number {
  const weary = f[S.weariness] as number
  const discounted = strange - WEARINESS * log1p(weary)
  let told = 0
  for (let k = 0; k < BUCKETS; k++) told = max(told, f[S.told + k] as number)
  const fresh = discounted > told
  remember(f, discounted)
  f[S.weariness] = weary * 0.5 ** (1 / WEARY_HALF_LIFE)
  const quiet = f[S.scoreQuiet] as number
  if (strange > WEARY_FROM) {
    if (quiet > QUIET_POINTS) f[S.weariness] = (f[S.weariness] as number) + 1
    f[S.scoreQuiet] = 0
  } else f[S.scoreQuiet] = quiet + 1
  return fresh ? max(0, discounted) : max(0, discounted) * 0.01
}

function remember(f: Float32Array, told: number): void {
  const age = (f[S.toldAge] as number) + 1
  if (age >= BUCKET_POINTS) {
    for (let k = BUCKETS - 1; k > 0; k--) f[S.told + k] = f[S.told + k - 1] as number
    f[S.told] = told
    f[S.toldAge] = 0
    return
  }
  f[S.told] = max(f[S.told] as number, told)
  f[S.toldAge] = age
}

import { bucketValue } from '../../contract/sketch/buckets'
import type { Sketch } from '../../contract/sketch/sketch'
import type { LogMoments } from './explainSpread'

/** Each bucket's value stands for its durations: within the sketch's 1.6 %, far less than what is to be explained. */
export function sketchMoments(sketch: Sketch): LogMoments {
  const moments = { n: 0, s: 0, q: 0 }
  sketch.forEachBucket((bucket, count) => {
    const log = Math.max(0, Math.log(bucketValue(bucket, sketch.resolution)))
    moments.n += count
    moments.s += count * log
    moments.q += count * log * log
  })
  return moments
}

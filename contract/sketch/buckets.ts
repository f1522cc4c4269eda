/**
 * Logarithmic buckets read off the bits of a float64: the exponent and the first bits of the mantissa number the
 * bucket, without Math.log. With 2^K buckets an octave the worst relative error is 1 / (2^(K+1) + 1).
 * Source: PERFORMANCE.md, "Sketches".
 */
export const FINE = 6
export const STORED = 5
export type Resolution = typeof FINE | typeof STORED

/** Buckets start at 2^-10 of the unit; below it a value counts as zero. */
const LOWEST_EXPONENT = -10
export const SMALLEST = 2 ** LOWEST_EXPONENT

const scratch = new Float64Array(1)
const words = new Uint32Array(scratch.buffer)
/** Where the exponent lies depends on the machine's byte order. */
const highWord = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0
const FIRST = (1023 + LOWEST_EXPONENT) << FINE

/** @param value ≥ SMALLEST; @returns its bucket at the fine resolution, ≥ 0 */
export function fineBucket(value: number): number {
  scratch[0] = value
  return ((words[highWord] as number) >>> (20 - FINE)) - FIRST
}

/** The value that stands for a bucket: the harmonic mean of its bounds, which is equally far from both in proportion. */
export function bucketValue(bucket: number, resolution: Resolution): number {
  const perOctave = 1 << resolution
  const octave = 2 ** (Math.floor(bucket / perOctave) + LOWEST_EXPONENT)
  const from = octave * (1 + (bucket % perOctave) / perOctave)
  const to = from + octave / perOctave
  return (2 * from * to) / (from + to)
}

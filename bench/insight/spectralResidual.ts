/**
 * Saliency by the spectral residual of a window (Ren et al. 2019), of its last point only, so that nothing of the future
 * is seen: the window is prolonged by the slope of its end, as the authors do.
 */
const WINDOW = 64
const AHEAD = 5
const SMOOTH = 3
const JUDGED = 21
const TINY = 1e-8

/** @returns of each point how far its saliency stands above the mean of those before it */
export function spectralResidual(values: Float64Array): Float32Array {
  const evidence = new Float32Array(values.length)
  const [re, im] = [new Float64Array(WINDOW), new Float64Array(WINDOW)]
  const logs = new Float64Array(WINDOW)
  const kept = WINDOW - AHEAD
  for (let at = kept - 1; at < values.length; at++) {
    for (let k = 0; k < kept; k++) re[k] = values[at - kept + 1 + k] || 0
    const slope = ((re[kept - 1] as number) - (re[kept - 6] as number)) / 5
    re.fill((re[kept - 6] as number) + slope * 5, kept)
    im.fill(0)
    fourier(re, im, 1)
    for (let k = 0; k <= WINDOW / 2; k++) {
      const log = Math.log(size(re, im, k) + TINY)
      logs[k] = log
      // a real series has a mirrored spectrum
      if (k > 0) logs[WINDOW - k] = log
    }
    for (let k = 0; k < WINDOW; k++) {
      let sum = 0
      for (let near = Math.max(0, k - SMOOTH + 1); near <= k; near++) sum += logs[near] as number
      const scale = Math.exp(-sum / Math.min(SMOOTH, k + 1))
      re[k] = (re[k] as number) * scale
      im[k] = (im[k] as number) * scale
    }
    fourier(re, im, -1)
    let mean = 0
    for (let k = kept - 1 - JUDGED; k < kept - 1; k++) mean += size(re, im, k) / JUDGED
    evidence[at] = (size(re, im, kept - 1) - mean) / (mean + TINY)
  }
  return evidence
}

/** Plainly: Math.hypot guards against overflow and takes ten times as long. */
const size = (re: Float64Array, im: Float64Array, k: number): number =>
  Math.sqrt((re[k] as number) ** 2 + (im[k] as number) ** 2)

const COSINES = Float64Array.from({ length: WINDOW }, (_, k) => Math.cos((2 * Math.PI * k) / WINDOW))
const SINES = Float64Array.from({ length: WINDOW }, (_, k) => Math.sin((2 * Math.PI * k) / WINDOW))

/** In place, radix two, of WINDOW values. */
function fourier(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
  const n = WINDOW
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      const [r, m] = [re[i] as number, im[i] as number]
      re[i] = re[j] as number
      im[i] = im[j] as number
      re[j] = r
      im[j] = m
    }
  }
  for (let size = 2; size <= n; size *= 2)
    for (let from = 0; from < n; from += size)
      for (let k = 0; k < size / 2; k++) {
        const turn = k * (n / size)
        const c = COSINES[turn] as number
        const s = -sign * (SINES[turn] as number)
        const a = from + k
        const b = a + size / 2
        const x = (re[b] as number) * c - (im[b] as number) * s
        const y = (re[b] as number) * s + (im[b] as number) * c
        re[b] = (re[a] as number) - x
        im[b] = (im[a] as number) - y
        re[a] = (re[a] as number) + x
        im[a] = (im[a] as number) + y
      }
  if (sign < 0)
    for (let k = 0; k < n; k++) {
      re[k] = (re[k] as number) / n
      im[k] = (im[k] as number) / n
    }
}

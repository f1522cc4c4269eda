const { exp, floor, log, round } = Math

/** Two counts in the 24 whole bits of a float, each to half a percent: ln(1 + count) in steps of 1/222, up to 10^8. */
const STEPS = 222
const CODES = 4096

const locate = (from: number, index: number) => ({ at: from + floor(index / 2), isFirst: index % 2 === 0 })

/** @returns undefined where nothing was written */
export function readCount(f: Float32Array, from: number, index: number): number | undefined {
  const { at, isFirst } = locate(from, index)
  const pair = f[at] as number
  const code = isFirst ? pair % CODES : floor(pair / CODES)
  return code === 0 ? undefined : exp((code - 1) / STEPS) - 1
}

/** @param count undefined: not known */
export function writeCount(f: Float32Array, from: number, index: number, count: number | undefined): void {
  const { at, isFirst } = locate(from, index)
  const pair = f[at] as number
  const code = count === undefined ? 0 : 1 + round(STEPS * log(1 + count))
  f[at] = isFirst ? floor(pair / CODES) * CODES + code : code * CODES + (pair % CODES)
}

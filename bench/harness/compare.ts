import type { Row } from './row'

/** Past the cold start and the compilations that follow it. */
const WARM_UP_MS = 400

/** One side of a comparison, run once. */
export type Work = () => unknown

export interface CompareOptions {
  /**
   * CPU of this process, the clock on the wall where the work is done by other processes or a disk, or a meter of the
   * work's own that only grows, in milliseconds.
   */
  by?: 'cpu' | 'wall' | (() => number)
  pairs?: number
  /** Each side of a pair runs at least so long. */
  sideMs?: number
}

/**
 * How much more `work` costs than `floor`: the median and quartiles of the ratios of pairs that ran one after
 * the other in alternating order, so that whatever else the machine does strikes both alike.
 */
export async function compare(
  work: Work,
  floor: Work,
  options: CompareOptions = {},
): Promise<Pick<Row, 'value' | 'p25' | 'p75'>> {
  const { by = 'cpu', pairs = 101, sideMs = 5 } = options
  const read = typeof by === 'function' ? by : meters[by]
  const sides = [
    { work, rounds: await roundsFor(work, read, sideMs) },
    { work: floor, rounds: await roundsFor(floor, read, sideMs) },
  ] as const
  const ratios: number[] = []
  for (let pair = 0; pair < pairs; pair++) {
    const spent = [0, 0]
    for (const side of pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const { work: run, rounds } = sides[side]
      const startMs = read()
      for (let round = 0; round < rounds; round++) await run()
      spent[side] = (read() - startMs) / rounds
    }
    ratios.push((spent[0] as number) / (spent[1] as number))
  }
  ratios.sort((a, b) => a - b)
  return { value: quantile(ratios, 0.5), p25: quantile(ratios, 0.25), p75: quantile(ratios, 0.75) }
}

const meters = {
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
  wall: () => performance.now(),
}

/** How often one side must run to last long enough, once it is warm. */
async function roundsFor(work: Work, read: () => number, sideMs: number): Promise<number> {
  const warmAtMs = performance.now() + WARM_UP_MS
  while (performance.now() < warmAtMs) await work()
  for (let rounds = 1; ; rounds *= 2) {
    const startMs = read()
    for (let round = 0; round < rounds; round++) await work()
    const spentMs = read() - startMs
    if (spentMs >= sideMs) return Math.max(1, Math.ceil((rounds * sideMs) / spentMs))
  }
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.round((sorted.length - 1) * q)] as number
}

/** What the component lineWithBand draws: today's line before the band of earlier weeks. Times in epoch ms. */
export interface BandChart {
  title: string
  /** right end of the title row: words, then a number in bold */
  note: string
  noteStrong: string
  unit: string
  zone: string
  at: number[]
  /** null is a gap, or has not happened yet */
  today: (number | null)[]
  low: (number | null)[]
  high: (number | null)[]
  /** names the band; empty without one */
  bandLabel: string
  /** names the end of the line, e.g. 今天 25 单 */
  endLabel: string
  strips: { from: number; to: number | null; name: string; tone: 'crit' | 'warn' }[]
  events: { at: number; name: string }[]
  /** hatched between what came and what was expected, from a time on; null: nothing was lost */
  loss: { from: number; label: string } | null
}

/** Names of incidents and events stand above the plot. */
export const hasNames = ({ strips, events }: BandChart): boolean =>
  events.length > 0 || strips.some(({ name }) => name !== '')

/** Index of the last point that has happened; -1 if none. */
export function lastIndex(chart: BandChart): number {
  for (let index = chart.today.length - 1; index >= 0; index -= 1) {
    if (chart.today[index] !== null && chart.today[index] !== undefined) return index
  }
  return -1
}

/** The middle of the band: what would have come on a usual day; null without a band there. */
export function expectedAt(chart: BandChart, index: number): number | null {
  const low = chart.low[index] ?? null
  const high = chart.high[index] ?? null
  return low === null || high === null ? null : (low + high) / 2
}

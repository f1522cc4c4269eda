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
  /** hatched between what came and what was expected, from a time on to another or to now; null: nothing was lost */
  loss: { from: number; to: number | null; label: string } | null
  /** a second series in the other colour, with its name; null or absent for none */
  second?: { amounts: (number | null)[]; label: string } | null
  /** a dashed line at an amount that should not be passed, with its words */
  limit?: { amount: number; name: string } | null
  /** what today's line is expected to become, dashed; null where it has happened */
  ahead?: { amounts: (number | null)[]; label: string } | null
  /** the ground begins here instead of at 0: for an index that moves little */
  floor?: number
  /** digits after the point; 0 when absent */
  decimals?: number
  /** what the time axis is labelled with; clock times when absent */
  axis?: 'clock' | 'day'
}

/** '2.9', '0.31', '25', '3 万': as many digits as the chart's amounts have, none that say nothing. */
export const amountText = ({ decimals = 0 }: BandChart, amount: number): string =>
  amount >= 10_000 ? `${Number((amount / 10_000).toFixed(1))} 万` : String(Number(amount.toFixed(decimals)))

/** The amount with its unit, if it has one. */
export const withUnit = (chart: BandChart, text: string): string => (chart.unit === '' ? text : `${text} ${chart.unit}`)

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

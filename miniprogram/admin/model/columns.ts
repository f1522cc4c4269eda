import { clockTime } from '../format/clockTime'
import { amountAxis } from '../plot/scale'

type ColumnTone = 'now' | 'second' | 'quiet' | 'lost'

/** What the component columns draws. Shares are 0…1 of the ground. */
export interface Columns {
  lines: { share: number; text: string }[]
  columns: {
    at: number
    share: number
    label: string
    expected: number | null
    parts: { tone: ColumnTone; share: number }[]
  }[]
  ticks: { text: string; share: number; align: 'left' | 'center' | 'right' }[]
  marks: { text: string; share: number }[]
  spoken: string
}

export interface ColumnsInput {
  /** beginnings of the columns' times, epoch ms, equally far apart */
  at: readonly number[]
  stepMs: number
  /** from the bottom up; all as long as `at` */
  series: readonly { tone: ColumnTone; amounts: readonly number[] }[]
  /** what each was expected to be, all of its series together; null or left out: not known */
  expected?: readonly number[] | null
  unit: string
  zone: string
  /** what happened when, epoch ms */
  events: readonly { at: number; name: string }[]
  spoken: string
}

const mostLabels = 8

/** Counts of equal times, ready to draw: the ground ends a little above the highest. */
export function columnsOf({ at, stepMs, series, expected = null, unit, zone, events, spoken }: ColumnsInput): Columns {
  const totals = at.map((_, index) => series.reduce((sum, { amounts }) => sum + (amounts[index] ?? 0), 0))
  const { yMax, yStep } = amountAxis(Math.max(0, ...totals, ...(expected ?? [])))
  const from = at[0] ?? 0
  const to = (at[at.length - 1] ?? 0) + stepMs
  const place = (time: number): number => Math.min(1, Math.max(0, (time - from) / Math.max(1, to - from)))
  const named = totals.filter((total) => total > 0).length <= mostLabels
  const top = Math.floor(yMax / yStep) * yStep
  const lines: Columns['lines'] = []
  for (let amount = yStep; amount <= top; amount += yStep)
    lines.push({ share: amount / yMax, text: amount === top ? `${amount} ${unit}` : String(amount) })
  return {
    lines: lines.filter((_, index) => lines.length <= 3 || (lines.length - 1 - index) % 2 === 0),
    columns: at.map((time, index) => {
      const total = totals[index] ?? 0
      const due = expected === null ? null : (expected[index] ?? 0) / yMax
      const parts = series
        .map(({ tone, amounts }) => ({ tone, share: total === 0 ? 0 : (amounts[index] ?? 0) / total }))
        .filter(({ share }) => share > 0)
      return { at: time, share: total / yMax, label: named && total > 0 ? String(total) : '', expected: due, parts }
    }),
    ticks: ticksOf(from, to, zone),
    marks: events
      .filter((event) => event.at >= from && event.at < to)
      .map((event) => ({ text: event.name, share: place(event.at) })),
    spoken,
  }
}

/** Five times along the ground, the first and the last at its ends. */
function ticksOf(from: number, to: number, zone: string): Columns['ticks'] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => ({
    text: clockTime(from + share * (to - from), zone),
    share,
    align: share === 0 ? 'left' : share === 1 ? 'right' : 'center',
  }))
}

import type { Chart, PageHead, Unit } from '../../../contract/pages/parts'
import type { BandChart } from '../plot/bandChart'
import type { PageQuery } from './pageQuery'
import { momentOf } from './ranges'

interface Wants {
  title: string
  note?: string
  noteStrong?: string
  /** shown unit, e.g. 秒; empty for an index */
  unit: string
  /** names the end of the line, given its last amount */
  endLabel(amount: string): string
  /** id and name of a second line */
  second?: { id: string; label: string }
  /** words of the limit */
  limitName?: (amount: string) => string
  decimals: number
  floor?: number
}

/** Of the contract's unit, one as it is shown. */
const shownPer: Record<Unit, number> = { ms: 1000, share: 1, events: 1, MB: 1, points: 1 }

const dayMs = 24 * 60 * 60_000
const mostLetters = 8

/** Free ground after the last point, in parts of the whole, where the line's name stands. */
const freeShare = 0.16

/** A line of the cloud as the chart draws it; null when nothing was measured. */
export function lineChart(chart: Chart, page: PageHead, query: PageQuery, wants: Wants): BandChart | null {
  const { unit, second, decimals } = wants
  const per = shownPer[chart.unit]
  const from = firstMeasured(chart)
  const at = [...chart.at.slice(from), ...timesAhead(chart)]
  const shown = (values: readonly (number | null)[] | undefined): (number | null)[] =>
    at.map((_, index) => {
      const value = values?.[from + index] ?? null
      return value === null ? null : value / per
    })
  const [first] = chart.lines
  const today = shown(first?.values)
  const last = [...today].reverse().find((amount) => amount !== null) ?? null
  if (last === null) return null
  const other = second === undefined ? undefined : chart.lines.find(({ id }) => id === second.id)
  const text = (amount: number): string => String(Number(amount.toFixed(decimals)))
  const moment = momentOf(query)
  const limit = chart.limit === null || wants.limitName === undefined ? null : chart.limit / per
  const { band } = chart
  return {
    title: wants.title,
    note: wants.note ?? '',
    noteStrong: wants.noteStrong ?? '',
    unit,
    zone: page.zone,
    at,
    today,
    low: shown(band?.low),
    high: shown(band?.high),
    bandLabel: band?.label ?? '',
    endLabel: wants.endLabel(text(last)),
    strips: page.incidents.map(({ from, to, name, severity }) => ({
      from,
      to,
      name: name.replace(/\n/g, '').slice(0, mostLetters),
      tone: severity,
    })),
    events: moment === null ? [] : [{ at: moment, name: '' }],
    loss: null,
    second: second === undefined || other === undefined ? null : { amounts: shown(other.values), label: second.label },
    limit: limit === null ? null : { amount: limit, name: wants.limitName?.(text(limit)) ?? '' },
    decimals,
    ...(wants.floor === undefined ? {} : { floor: wants.floor }),
    axis: page.range.to - page.range.from > 2 * dayMs ? 'day' : 'clock',
  }
}

function timesAhead({ at, stepMs }: Chart): number[] {
  const last = at[at.length - 1] ?? 0
  return Array.from({ length: Math.ceil(at.length * freeShare) }, (_, index) => last + (index + 1) * stepMs)
}

/** A day is drawn from its first measurement on, not from midnight. */
function firstMeasured({ lines }: Chart): number {
  const first = Math.min(
    ...lines.map(({ values }) => values.findIndex((value) => value !== null)).filter((at) => at >= 0),
  )
  return Number.isFinite(first) ? Math.max(0, first - 1) : 0
}

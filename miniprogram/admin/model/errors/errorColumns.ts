import type { Chart, PageHead } from '../../../../contract/pages/parts'
import { clockTime } from '../../format/clockTime'
import { type Columns, columnsOf } from '../columns'

/** So many columns have room. */
const mostColumns = 24

/** Errors over the time as columns; null when there were none. @param events what else happened */
export function errorColumns(chart: Chart, { zone }: PageHead, events: { at: number; name: string }[]): Columns | null {
  const counts = chart.lines[0]?.values ?? []
  const first = counts.findIndex((count) => (count ?? 0) > 0)
  if (first < 0) return null
  // the time around them, not the whole day
  const last = counts.length - 1 - [...counts].reverse().findIndex((count) => (count ?? 0) > 0)
  const from = Math.max(0, Math.min(first - 2, counts.length - 12))
  const to = Math.min(counts.length, Math.max(last + 4, from + 12))
  const per = Math.max(1, Math.ceil((to - from) / mostColumns))
  const at: number[] = []
  const amounts: number[] = []
  for (let index = from; index < to; index += per) {
    at.push(chart.at[index] ?? 0)
    amounts.push(counts.slice(index, Math.min(to, index + per)).reduce<number>((sum, count) => sum + (count ?? 0), 0))
  }
  const most = Math.max(...amounts)
  const peak = at[amounts.indexOf(most)] ?? 0
  return columnsOf({
    at,
    stepMs: chart.stepMs * per,
    series: [{ tone: 'now', amounts }],
    unit: '次',
    zone,
    events,
    spoken: `错误次数。${clockTime(peak, zone)} 最多，${most} 次。`,
  })
}

/** '每 5 分钟次数' */
export const stepTitle = (columns: Columns): string => {
  const [first, second] = columns.columns
  const minutes = Math.round(((second?.at ?? 0) - (first?.at ?? 0)) / 60_000)
  return minutes >= 1440 ? '每天次数' : minutes >= 60 ? `每 ${minutes / 60} 小时次数` : `每 ${minutes} 分钟次数`
}

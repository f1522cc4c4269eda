import type { PlanUse } from '../../../../contract/pages/load'
import { counted } from '../../format/counted'
import { localTime } from '../../format/localTime'
import type { BandChart } from '../../plot/bandChart'

const dayMs = 24 * 60 * 60_000

/** The points of the month as they add up, and where they will be at its end; null before there are any. */
export function planChart(plan: PlanUse, zone: string): BandChart | null {
  const { chart, points, used, usedShare, forecast, forecastShare } = plan
  const amounts = chart?.lines[0]?.values ?? []
  const last = amounts.reduce<number>((at, amount, index) => (amount === null ? at : index), -1)
  const first = chart?.at[0]
  if (chart === null || first === undefined || last < 0) return null
  const { day } = localTime(first, zone)
  const at = [...chart.at]
  // the ground ends with the month: its last day is the one before a day 1
  for (
    let time = (at[at.length - 1] ?? first) + dayMs;
    localTime(time, zone).day > day && at.length < 31;
    time += dayMs
  )
    at.push(time)
  const today = at.map((_, index) => (index <= last ? (amounts[index] ?? null) : null))
  const from = today[last] ?? used
  const left = Math.max(1, at.length - 1 - last)
  const ahead =
    forecast === null || forecastShare === null || last === at.length - 1
      ? null
      : {
          amounts: at.map((_, index) => (index < last ? null : from + ((forecast - from) * (index - last)) / left)),
          label: `月底约 ${Math.round(forecastShare * 100)}%`,
        }
  return {
    title: '本月套餐点数',
    note: '',
    noteStrong: '',
    unit: '点',
    zone,
    at,
    today,
    low: at.map(() => null),
    high: at.map(() => null),
    bandLabel: '',
    endLabel: `今天 ${Math.round(usedShare * 100)}%`,
    strips: [],
    events: [],
    loss: null,
    limit: { amount: points, name: `套餐 ${counted(points)} 点` },
    ahead,
    axis: 'day',
  }
}

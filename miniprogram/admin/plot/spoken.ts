import { clockRange, clockTime } from '../format/clockTime'
import { dateName } from '../format/dayName'
import { amountText, type BandChart, lastIndex, withUnit } from './bandChart'

/** The shape of the chart in words, for those who listen. */
export function spokenChart(chart: BandChart): string {
  const index = lastIndex(chart)
  const at = chart.at[index]
  if (at === undefined) return `${chart.title}。没数据。`
  const until = chart.axis === 'day' ? `到 ${dateName(at, chart.zone)}` : `今天到 ${clockTime(at, chart.zone)}`
  const now = `${until} 是 ${withUnit(chart, amountText(chart, chart.today[index] ?? 0))}`
  return `${chart.title}。${now}${against(chart, index)}。${gapsOf(chart, index)}${stripsOf(chart)}${lossOf(chart)}${limitOf(chart)}`
}

const lossOf = ({ loss }: BandChart): string => (loss === null ? '' : `${loss.label}。`)

const limitOf = ({ limit }: BandChart): string => (limit == null ? '' : `虚线是${limit.name}。`)

function against(chart: BandChart, index: number): string {
  const amount = chart.today[index] ?? 0
  const low = chart.low[index] ?? null
  const high = chart.high[index] ?? null
  if (low === null || high === null) return '，还没得比'
  const place = amount > high ? '更多' : amount < low ? '更少' : '一样'
  return `，${place === '一样' ? '和' : '比'}${chart.bandLabel}${place}`
}

function gapsOf(chart: BandChart, last: number): string {
  const gaps: string[] = []
  let from = -1
  const first = chart.today.findIndex((amount) => amount !== null)
  for (let index = first; index <= last; index += 1) {
    if (chart.today[index] === null) from = from === -1 ? index : from
    else if (from !== -1) {
      gaps.push(clockRange(chart.at[from] ?? 0, chart.at[index] ?? 0, chart.zone))
      from = -1
    }
  }
  return gaps.map((range) => `${range} 没数据。`).join('')
}

const stripsOf = ({ strips, zone }: BandChart): string =>
  strips
    .map(({ from, to, name }) =>
      to === null ? `${clockTime(from, zone)} 起${name || '出事'}。` : `${clockRange(from, to, zone)} ${name}。`,
    )
    .join('')

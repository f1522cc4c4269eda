import type { BandChart } from './bandChart'
import { elementsOf } from './elements'
import type { Mark } from './marks'
import type { Palette } from './palette'
import { picture } from './picture'
import type { Scale } from './scale'

/** The ECharts option. ECharts draws lines and areas with their gaps; places of texts are ours, tested as plain values. */
export function bandOption(chart: BandChart, scale: Scale, palette: Palette): object {
  const { left, right, top, bottom, width, height } = scale
  const axis = { type: 'value', show: false }
  const points = (amounts: (number | null)[]) => amounts.map((amount, index) => [chart.at[index], amount])
  const spread = chart.high.map((high, index) => {
    const low = chart.low[index] ?? null
    return high === null || low === null ? null : high - low
  })
  const { under, over } = picture(chart, scale)
  const quiet = { type: 'line', symbol: 'none', silent: true, connectNulls: false, smooth: 0.2, smoothMonotone: 'x' }
  // where all earlier weeks were the same, or there is only one, the band is a line
  const thin = spread.every((width) => width === null || width === 0)
  const bandOf = (opacity: number) => ({
    ...quiet,
    stack: 'band',
    z: 2,
    lineStyle: { width: 1.5, color: thin ? palette.bandLine : palette.band },
    areaStyle: { color: palette.band, opacity },
  })
  const lineOf = (amounts: (number | null)[], lineStyle: object, z: number) => ({
    ...quiet,
    z,
    data: points(amounts),
    lineStyle,
  })
  return {
    animation: false,
    grid: { left, right: width - right, top, bottom: height - bottom, containLabel: false },
    xAxis: { ...axis, min: scale.from, max: scale.to },
    yAxis: { ...axis, min: scale.yMin, max: scale.yMax },
    series: [
      marksSeries(under, palette, 1),
      { ...bandOf(0), data: points(chart.low) },
      { ...bandOf(1), data: points(spread) },
      lineOf(chart.today, { width: 2.5, color: palette.c1, cap: 'round', join: 'round' }, 4),
      ...(chart.second ? [lineOf(chart.second.amounts, { width: 1.5, color: palette.c2 }, 3)] : []),
      ...(chart.ahead ? [lineOf(chart.ahead.amounts, { width: 2, color: palette.c1, type: [4, 4] }, 3)] : []),
      marksSeries(over, palette, 5),
    ],
  }
}

const marksSeries = (marks: Mark[], palette: Palette, z: number) => ({
  type: 'custom',
  silent: true,
  z,
  data: [[0, 0]],
  renderItem: () => ({ type: 'group', children: marks.flatMap((mark) => elementsOf(mark, palette)) }),
})

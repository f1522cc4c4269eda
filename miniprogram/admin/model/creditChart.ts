import type { Wallet } from '../../../contract/admin'
import { dateName } from '../format/dayName'
import type { BandChart } from '../plot/bandChart'

export interface CreditChart {
  chart: BandChart
  sentence: string
}

/** How many critical messages will be left, day by day, and the day on which they are used up. null: nothing to go by. */
export function creditChart({ course, critical, runsOutAt, runsOutWithin }: Wallet, zone: string): CreditChart | null {
  if (course.length === 0 || critical === 0) return null
  const day = (at: number): string => dateName(at, zone)
  const { earliest, latest } = runsOutWithin
  const until = runsOutAt === null ? '一年内用不完' : `约用到 ${day(runsOutAt)}`
  const between = [earliest === null ? '' : `最早 ${day(earliest)}`, latest === null ? '' : `最晚 ${day(latest)}`]
  return {
    sentence: [`没人充能的话，${until}`, ...between].filter((part) => part !== '').join('，'),
    chart: {
      title: '还剩几条严重的',
      note: runsOutAt === null ? '' : '约用到',
      noteStrong: runsOutAt === null ? until : day(runsOutAt),
      unit: '条',
      zone,
      at: course.map(({ at }) => at),
      today: course.map((_, index) => (index === 0 ? critical : null)),
      low: course.map(({ low }) => low),
      high: course.map(({ high }) => high),
      bandLabel: '',
      endLabel: `现在 ${critical} 条`,
      strips: [],
      events: [],
      loss: null,
      ahead: { amounts: course.map(({ left }) => left), label: '' },
      axis: 'day',
    },
  }
}

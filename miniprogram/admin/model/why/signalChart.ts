import type { IncidentDetail } from '../../../../contract/admin'
import type { IncidentSignal } from '../../../../contract/insight'
import { clockTime } from '../../format/clockTime'
import { grouped } from '../../format/grouped'
import { percentNumber } from '../../format/percent'
import { secondsText } from '../../format/seconds'
import type { BandChart } from '../../plot/bandChart'

interface Shown {
  title: string
  unit: string
  /** of the contract's unit, one as it is shown */
  per: number
  decimals: number
  words(amount: number): string
}

const payWords = new Set(['pay'])

function shownOf({ what, metric, quantile }: IncidentSignal): Shown {
  const did = metric !== null && payWords.has(metric) ? '付成' : '做成'
  const share = { unit: '%', per: 0.01, decimals: 0, words: (value: number) => `${percentNumber(value)}%` }
  switch (what) {
    case 'okShare':
      return { ...share, title: `${did}的比例` }
    case 'failedShare':
      return { ...share, title: `没${did}的比例` }
    case 'perEvent':
      return { ...share, title: '占的比例' }
    case 'duration':
      return {
        title: quantile === 0.5 ? '一半的操作最多等' : `${Math.round((quantile ?? 0.95) * 100)}% 的操作最多等`,
        ...{ unit: '秒', per: 1000, decimals: 1, words: secondsText },
      }
    case 'events':
      return { title: '次数', unit: '次', per: 1, decimals: 0, words: (value) => `${grouped(Math.round(value))} 次` }
    case 'orders':
      return { title: '单数', unit: '单', per: 1, decimals: 0, words: (value) => `${grouped(Math.round(value))} 单` }
  }
}

/** The course of an incident: what its rule looks at, with where it speaks, and who did what when. null: nothing of it is kept. */
export function signalChart({ why: { signal }, incident, runs, zone }: IncidentDetail): BandChart | null {
  if (signal === null) return null
  const shown = shownOf(signal)
  const amounts = (values: readonly (number | null)[]): (number | null)[] =>
    values.map((value) => (value === null ? null : value / shown.per))
  const known = signal.at.flatMap((at, index) => {
    const amount = signal.values[index] ?? null
    return amount === null ? [] : [{ at, amount }]
  })
  const last = known[known.length - 1]
  if (last === undefined) return null
  const none = signal.at.map(() => null)
  const { limit, band } = signal
  return {
    title: shown.title,
    // what phones have not told yet is not drawn, so that the alert may know of worse
    note: incident.resolvedAt === null ? `${clockTime(last.at, zone)} 时` : '最后',
    noteStrong: shown.words(last.amount),
    unit: shown.unit,
    zone,
    at: signal.at,
    today: amounts(signal.values),
    low: band === null ? none : band.low,
    high: band === null ? none : band.high,
    bandLabel: band === null ? '' : '预计',
    endLabel: '',
    strips: [{ from: incident.openedAt, to: incident.resolvedAt, name: '', tone: incident.severity }],
    events: [
      { at: incident.openedAt, name: '开始' },
      ...(incident.acknowledged === null ? [] : [{ at: incident.acknowledged.at, name: '接手' }]),
      ...runs.slice(0, 1).map(({ at, name }) => ({ at, name })),
      ...(incident.resolvedAt === null ? [] : [{ at: incident.resolvedAt, name: '恢复' }]),
    ],
    loss: null,
    limit:
      limit === null
        ? null
        : {
            amount: limit.value / shown.per,
            name: `${limit.side === 'above' ? '超过' : '低于'} ${shown.words(limit.value)}就叫人`,
          },
    decimals: shown.decimals,
  }
}

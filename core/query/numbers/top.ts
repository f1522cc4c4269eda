import { TOP_MOST, type TopAnswer, type TopQuery } from '../../../contract/pages/numbers'
import type { PageKind } from '../pages/answerPage'
import { targetOf } from '../pages/figures'
import { headOf } from '../pages/head'
import { byCount, labelRows } from './numbersRow'
import { reckon, unitOf } from './statistics'

/** The labels with most of something. */
export const topKind = ({ metrics, statistic, limit = TOP_MOST }: TopQuery): PageKind<TopAnswer> => ({
  ...{ metrics, users: [], dims: null, issues: false, usage: false, alone: true },
  build: (source) => {
    const { plan, settings } = source
    const rows = labelRows(source, metrics)
      .flatMap(({ row, merged }) => {
        const targetMs = targetOf(settings, row.metric ?? 'call', row.value)
        const amount = reckon(statistic, merged, { lengthMs: plan.to - plan.from, targetMs })
        return amount === null ? [] : [{ ...row, amount }]
      })
      .sort((a, b) => b.amount - a.amount || byCount(a, b))
    return {
      ...headOf(source),
      ...{ statistic, unit: unitOf(statistic, metrics) },
      rows: rows.slice(0, limit),
      others: Math.max(0, rows.length - limit),
    }
  },
})

import type { BreakdownAnswer, BreakdownQuery } from '../../../contract/pages/numbers'
import type { PageKind } from '../pages/answerPage'
import { valueTitle } from '../pages/contextWords'
import { breakdownsOf } from '../pages/dimensions'
import { headOf } from '../pages/head'
import { byCount, labelRows, rowOf } from './numbersRow'

/** The whole range by label, or by what a phone told of itself. */
export const breakdownKind = ({ metrics, by }: BreakdownQuery): PageKind<BreakdownAnswer> => ({
  ...{ metrics, users: [], issues: false, usage: false, alone: true },
  dims: by === 'label' ? null : { metrics, spread: false },
  build: (source) => ({
    ...headOf(source),
    by,
    rows: (by === 'label'
      ? labelRows(source, metrics).map(({ row }) => row)
      : (breakdownsOf(source, metrics).get(by) ?? []).map(({ value, merged }) =>
          rowOf(source, metrics, { metric: null, value, title: valueTitle(by, value) }, merged),
        )
    ).sort(byCount),
  }),
})

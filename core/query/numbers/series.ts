import type { SeriesAnswer, SeriesQuery } from '../../../contract/pages/numbers'
import type { PageKind } from '../pages/answerPage'
import { chartOf } from '../pages/chart'
import { targetOf } from '../pages/figures'
import { headOf } from '../pages/head'
import { rowOf } from './numbersRow'
import { reckon, unitOf } from './statistics'

/** Lines over time: statistics of one unit share a chart. */
export const seriesKind = ({ metrics, statistics, label }: SeriesQuery): PageKind<SeriesAnswer> => ({
  ...{ metrics, users: [], dims: null, issues: false, usage: false },
  // what is kept of one label is kept by document
  ...(label === undefined ? {} : { label, grain: 'document' as const }),
  build: (source) => {
    const { measured, settings } = source
    const targetMs = targetOf(settings, metrics[0] as (typeof metrics)[number], label)
    const units = [...new Set(statistics.map((statistic) => unitOf(statistic, metrics)))]
    const whole = label === undefined ? measured.sum(metrics) : measured.sumOf(metrics, label)
    return {
      ...headOf(source),
      charts: units.map((unit) =>
        chartOf(source, {
          ...{ unit, metrics, ...(label === undefined ? {} : { label }) },
          lines: statistics
            .filter((statistic) => unitOf(statistic, metrics) === unit)
            .map((statistic) => ({
              id: statistic,
              value: (merged, lengthMs) => reckon(statistic, merged, { lengthMs, targetMs }),
            })),
        }),
      ),
      whole: rowOf(source, metrics, { metric: null, value: label ?? '', title: label ?? '' }, whole),
    }
  },
})

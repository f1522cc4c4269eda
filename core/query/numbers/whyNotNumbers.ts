import { refuse } from '../../../contract/answer'
import { METRICS, type MetricDefinition, type MetricName } from '../../../contract/metrics'
import {
  type BreakdownQuery,
  COUNTED,
  type HeatmapQuery,
  type SeriesQuery,
  type Statistic,
  type TopQuery,
} from '../../../contract/pages/numbers'

export type NumbersQuery = SeriesQuery | BreakdownQuery | TopQuery | HeatmapQuery

/** What a question of the right form may still ask that nobody can answer; null: nothing. */
export function whyNotNumbers(query: NumbersQuery): ReturnType<typeof refuse> | null {
  const [first] = query.metrics as [MetricName]
  for (const [index, metric] of query.metrics.entries()) {
    const field = `metrics.${index}`
    if (METRICS[metric].unit !== METRICS[first].unit)
      return wrong(
        field,
        `${metric} is in ${METRICS[metric].unit}, ${first} in ${METRICS[first].unit}: ask for each apart`,
      )
    if (query.metrics.indexOf(metric) < index) return wrong(field, `${metric} is named twice`)
  }
  for (const [field, statistic] of statisticsOf(query)) {
    if (COUNTED.includes(statistic)) continue
    const { kind, unit }: MetricDefinition = METRICS[first]
    if (kind === 'count')
      return wrong(field, `${first} is counted and has no ${statistic}: ask for ${COUNTED.join(', ')}`)
    if (statistic === 'apdex' && unit !== 'ms') return wrong(field, `${first} is in ${unit}: Apdex is of durations`)
    if (query.kind === 'heatmap' && query.label !== undefined)
      return wrong(
        field,
        `of one label only counts are kept by the hour: leave label out, or ask for ${COUNTED.join(', ')}`,
      )
  }
  return null
}

const wrong = (field: string, why: string) => refuse('bad_request', `${field}: ${why}`, field)

function statisticsOf(query: NumbersQuery): [field: string, statistic: Statistic][] {
  if (query.kind === 'breakdown') return []
  if (query.kind !== 'series') return [['statistic', query.statistic]]
  return query.statistics.map((statistic, index) => [`statistics.${index}`, statistic])
}

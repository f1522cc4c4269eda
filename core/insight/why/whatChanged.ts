import type { MetricName } from '../../../contract/metrics'
import type { Rule } from '../../../contract/schemas/rule'
import type { ChangeKind } from '../causes/cells'
import { SERIES } from '../watch/series'

/** How an incident is measured: of which metrics, and what of them changed. */
export interface WhatChanged {
  kind: ChangeKind
  metrics: readonly MetricName[]
  /** where the shop's own orders tell it: those made, or those paid */
  orders?: 'created' | 'paid'
}

const STEPS: WhatChanged = { kind: 'count', metrics: ['step'], orders: 'paid' }

/** Orders know their dishes and how they were paid; what phones they came from, the steps towards them tell. */
export function whatChanged(rule: Rule): WhatChanged {
  switch (rule.kind) {
    case 'threshold':
      return { kind: rule.quantile === undefined ? 'count' : 'quantile', metrics: metricsOf(rule) }
    case 'ratio':
      return { kind: rule.part === 'all' ? 'count' : 'ratio', metrics: metricsOf(rule) }
    case 'burn':
      return { kind: 'ratio', metrics: metricsOf(rule) }
    case 'heartbeat':
      return { kind: 'count', metrics: metricsOf(rule) }
    case 'firstSeen':
      return { kind: 'count', metrics: ['error'] }
    case 'anomaly':
      return ofSeries(rule.series)
    default:
      return STEPS
  }
}

const metricsOf = ({ sources }: { sources: readonly { metric: MetricName }[] }): MetricName[] => [
  ...new Set(sources.map(({ metric }) => metric)),
]

function ofSeries(series: keyof typeof SERIES): WhatChanged {
  const { source } = SERIES[series]
  if (source.from === 'orders') return { ...STEPS, orders: source.count }
  const kinds: Record<typeof source.take, ChangeKind> = { events: 'count', failures: 'ratio', durations: 'quantile' }
  return { kind: kinds[source.take], metrics: source.metrics }
}

/** The catalogue: everything that is measured. On the wire a metric is its `id`, which is never reused. */
export interface MetricDefinition {
  id: number
  /** timing: counters by outcome and a duration sketch. count: counters by outcome only. */
  kind: 'timing' | 'count'
  unit: 'ms' | 'events'
  indicator: Indicator
  /** What the label of a sample is. Labels are closed sets or templates, never free text. */
  label: 'route' | 'function' | 'page' | 'step' | 'fingerprint' | 'channel' | 'name'
  /** Whose distinct hashed users the rollup keeps: nobody's, those who met a failure, or everybody's. */
  users: 'none' | 'failed' | 'all'
  /** Up to `good` is good, over `poor` is poor; between them it could be better. Source: PLATFORM §4, WeChat's own audit limits. */
  thresholds?: { good: number; poor: number }
}

/** The five indicators of health, in the order of the page. */
export const INDICATORS = ['response', 'transactions', 'load', 'errors', 'experience'] as const
export type Indicator = (typeof INDICATORS)[number]

export const METRICS = {
  request: {
    id: 1,
    kind: 'timing',
    unit: 'ms',
    indicator: 'response',
    label: 'route',
    users: 'failed',
    thresholds: { good: 1000, poor: 3000 },
  },
  call: {
    id: 2,
    kind: 'timing',
    unit: 'ms',
    indicator: 'response',
    label: 'function',
    users: 'failed',
    thresholds: { good: 1000, poor: 3000 },
  },
  pay: { id: 3, kind: 'timing', unit: 'ms', indicator: 'transactions', label: 'channel', users: 'all' },
  step: { id: 4, kind: 'count', unit: 'events', indicator: 'transactions', label: 'step', users: 'all' },
  error: { id: 5, kind: 'count', unit: 'events', indicator: 'errors', label: 'fingerprint', users: 'all' },
  session: { id: 6, kind: 'count', unit: 'events', indicator: 'experience', label: 'name', users: 'all' },
  launch: {
    id: 7,
    kind: 'timing',
    unit: 'ms',
    indicator: 'experience',
    label: 'page',
    users: 'none',
    thresholds: { good: 2000, poor: 5000 },
  },
  render: {
    id: 8,
    kind: 'timing',
    unit: 'ms',
    indicator: 'experience',
    label: 'page',
    users: 'none',
    thresholds: { good: 500, poor: 2000 },
  },
  route: {
    id: 9,
    kind: 'timing',
    unit: 'ms',
    indicator: 'experience',
    label: 'page',
    users: 'none',
    thresholds: { good: 500, poor: 2000 },
  },
  custom: { id: 10, kind: 'timing', unit: 'ms', indicator: 'experience', label: 'name', users: 'failed' },
} as const satisfies Record<string, MetricDefinition>

export type MetricName = keyof typeof METRICS

const names = new Map<number, MetricName>()
for (const name of Object.keys(METRICS) as MetricName[]) names.set(METRICS[name].id, name)

/** @returns undefined for an id this version does not know (a newer SDK) */
export const metricById = (id: number): MetricName | undefined => names.get(id)

/** The road of an order, as the phone sees it. Labels of the metric `step`. */
export const ORDER_STEPS = ['browse', 'cart', 'submit', 'pay', 'paid'] as const
export type OrderStep = (typeof ORDER_STEPS)[number]

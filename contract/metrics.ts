/** The catalogue: everything that is measured. On the wire a metric is its `id`, which is never reused. */
export interface MetricDefinition {
  id: number
  /** timing: counters by outcome and a duration sketch. count: counters by outcome only. */
  kind: 'timing' | 'count'
  unit: 'ms' | 'events' | 'MB'
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
  upload: { id: 11, kind: 'timing', unit: 'ms', indicator: 'response', label: 'route', users: 'failed' },
  download: { id: 12, kind: 'timing', unit: 'ms', indicator: 'response', label: 'route', users: 'failed' },
  /** wx.cloud.callContainer */
  container: { id: 13, kind: 'timing', unit: 'ms', indicator: 'response', label: 'route', users: 'failed' },
  /** wx.cloud.database() on the phone; label: collection and operation, `dishes.get` */
  database: { id: 14, kind: 'timing', unit: 'ms', indicator: 'response', label: 'name', users: 'failed' },
  /** WebSocket, from connectSocket to open; failures also later */
  socket: { id: 15, kind: 'timing', unit: 'ms', indicator: 'response', label: 'route', users: 'failed' },
  /** Where the time of slow HTTP calls went; label as in WeChat's profile: queue, domainLookUp, …, and server */
  phase: { id: 16, kind: 'timing', unit: 'ms', indicator: 'response', label: 'name', users: 'none' },
  /** Evaluating a package's scripts */
  script: {
    id: 17,
    kind: 'timing',
    unit: 'ms',
    indicator: 'experience',
    label: 'name',
    users: 'none',
    thresholds: { good: 500, poor: 1000 },
  },
  /** Downloading a package */
  package: { id: 18, kind: 'timing', unit: 'ms', indicator: 'experience', label: 'name', users: 'none' },
  /** First contentful paint, from the beginning of the navigation */
  fcp: {
    id: 19,
    kind: 'timing',
    unit: 'ms',
    indicator: 'experience',
    label: 'page',
    users: 'none',
    thresholds: { good: 2000, poor: 5000 },
  },
  /** Largest contentful paint, from the beginning of the navigation */
  lcp: {
    id: 20,
    kind: 'timing',
    unit: 'ms',
    indicator: 'experience',
    label: 'page',
    users: 'none',
    thresholds: { good: 2500, poor: 5000 },
  },
  /** An update of a page or component that cost a frame or more, its wait included; label: path of the component */
  setData: { id: 21, kind: 'timing', unit: 'ms', indicator: 'experience', label: 'page', users: 'none' },
  /** A page that was opened: ok, or client if it painted nothing (white screen) */
  blank: { id: 22, kind: 'count', unit: 'events', indicator: 'experience', label: 'page', users: 'failed' },
  /** A time in which the page could not answer to anything */
  jank: { id: 23, kind: 'timing', unit: 'ms', indicator: 'experience', label: 'page', users: 'none' },
  /** A memory warning; label: its level */
  memory: { id: 24, kind: 'count', unit: 'events', indicator: 'load', label: 'name', users: 'all' },
  /** The network became weak; label: its type */
  weakNetwork: { id: 25, kind: 'count', unit: 'events', indicator: 'experience', label: 'name', users: 'all' },
  /** Somebody tapped the same thing again and again */
  rage: { id: 26, kind: 'count', unit: 'events', indicator: 'experience', label: 'page', users: 'all' },
  /** A customer's rating; label: 1 to 5 */
  rating: { id: 27, kind: 'count', unit: 'events', indicator: 'experience', label: 'name', users: 'all' },
  /** A new version of the mini-program; label: found, ready, failed */
  update: { id: 28, kind: 'count', unit: 'events', indicator: 'experience', label: 'name', users: 'all' },
  /** A subscription prompt; label: template. ok: accepted, aborted: refused, business: banned */
  subscribe: { id: 29, kind: 'count', unit: 'events', indicator: 'transactions', label: 'name', users: 'none' },
  /** A run of one of the shop's own functions, from the inside; label: function and action */
  handler: { id: 30, kind: 'timing', unit: 'ms', indicator: 'load', label: 'function', users: 'none' },
  /** First run of a new instance: from its start to the handler; label: function */
  coldStart: { id: 31, kind: 'timing', unit: 'ms', indicator: 'load', label: 'function', users: 'none' },
  /** Memory of an instance; in MB, kept like a duration; label: function */
  instanceMemory: { id: 32, kind: 'timing', unit: 'MB', indicator: 'load', label: 'function', users: 'none' },
  /** A database call of one of the shop's functions; label: collection and operation */
  query: { id: 33, kind: 'timing', unit: 'ms', indicator: 'load', label: 'name', users: 'none' },
  /** A run of a probe (contract/schemas/probe.ts); label: its id */
  probe: { id: 34, kind: 'timing', unit: 'ms', indicator: 'response', label: 'name', users: 'none' },
} as const satisfies Record<string, MetricDefinition>

export type MetricName = keyof typeof METRICS

const names = new Map<number, MetricName>()
for (const name of Object.keys(METRICS) as MetricName[]) names.set(METRICS[name].id, name)

/** @returns undefined for an id this version does not know (a newer SDK) */
export const metricById = (id: number): MetricName | undefined => names.get(id)

/** The road of an order, as the phone sees it. Labels of the metric `step`. */
export const ORDER_STEPS = ['browse', 'cart', 'submit', 'pay', 'paid'] as const
export type OrderStep = (typeof ORDER_STEPS)[number]

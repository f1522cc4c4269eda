import type { DropReason } from '../../contract/dropReasons'
import type { METRICS, MetricName, ORDER_STEPS as STEPS } from '../../contract/metrics'
import type { Outcome } from '../../contract/outcomes'

/** Ids on the wire, checked by the compiler against the catalogue: the catalogue itself would weigh down the phone. */
export const METRIC_IDS: { readonly [K in MetricName]: (typeof METRICS)[K]['id'] } = {
  request: 1,
  call: 2,
  pay: 3,
  step: 4,
  error: 5,
  session: 6,
  launch: 7,
  render: 8,
  route: 9,
  custom: 10,
}

/** Checked like the ids. */
export const ORDER_STEPS: typeof STEPS = ['browse', 'cart', 'submit', 'pay', 'paid']

export type { DropReason, MetricName, Outcome }

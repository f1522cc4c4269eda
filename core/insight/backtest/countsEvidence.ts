import type { Evidence } from '../../evidence'
import { SETTLING_MINUTES } from '../../rollup/closing'
import { MINUTE_MS } from '../../time/units'
import type { PastCounts } from './pastCounts'

/** What stored hours know of phones, as it was known when a minute was judged; of orders they know nothing. */
export const countsEvidence = (store: string, counts: PastCounts, minute: number): Evidence => ({
  store,
  foldedThrough: minute + 1,
  settledThrough: minute + 1 - SETTLING_MINUTES,
  merged: (metric, window, label) => {
    const isKnown = counts.isKnown({ from: window.from, to: minute + 1 })
    return isKnown ? counts.merged(metric, window, label ?? null) : null
  },
  labels: (metric, window) => counts.labels(metric, window),
  firstSeen: (fingerprint) => {
    const at = counts.first('error', fingerprint)
    return at === null ? null : at * MINUTE_MS
  },
  orders: () => null,
  orderHistory: () => [],
  // which phone saw which order is not kept in hours
  truth: () => null,
})

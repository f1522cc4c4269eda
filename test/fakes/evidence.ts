import { METRICS, type MetricName } from '../../contract/metrics'
import { isFailureCode, OUTCOMES, type Outcome, outcomeCode } from '../../contract/outcomes'
import type { Danger } from '../../contract/paymentTruth'
import { Sketch } from '../../contract/sketch/sketch'
import type { Evidence, Merged, Misfit, OrderTotals, Window } from '../../core/evidence'
import type { Readings } from '../../core/insight/watch/reading'

/** One attempt of one customer. Minutes are epoch minutes. */
export interface FakeEvent {
  metric: MetricName
  minute: number
  user: string
  outcome?: Outcome
  durationMs?: number
  label?: string
}

export interface FakeOrder {
  minute: number
  amountFen: number
}

export interface FakeShop {
  events?: FakeEvent[]
  orders?: FakeOrder[]
  /** the same window in earlier weeks, newest first */
  history?: OrderTotals[]
  /** fingerprint → epoch minute of its first report; by default that of its first event */
  firstSeen?: Record<string, number>
  /** epoch minute below which orders were read; all by default */
  ordersThrough?: number
  /** what the detectors say; by default nothing is known yet */
  readings?: Readings
  /** payments where phone and server do not fit, whatever the window */
  misfits?: Partial<Record<Danger, Misfit>>
}

/** What is known when `minute` is judged: events after it are not in yet. */
export const fakeEvidence = (shop: FakeShop, minute: number): Evidence => {
  const known = (shop.events ?? []).filter((event) => event.minute <= minute)
  const select = (metric: MetricName, window: Window) =>
    known.filter((event) => event.metric === metric && event.minute >= window.from && event.minute < window.to)
  return {
    store: 's1',
    foldedThrough: minute + 1,
    settledThrough: minute,
    merged: (metric, window, label) => {
      const events = select(metric, window).filter((event) => label === undefined || event.label === label)
      return known.some((event) => event.minute >= window.from && event.minute < window.to)
        ? merge(metric, events)
        : null
    },
    labels: (metric, window) => [...new Set(select(metric, window).map((event) => event.label ?? ''))],
    firstSeen: (label) => {
      const minutes = known.filter((event) => event.label === label).map((event) => event.minute)
      return minutes.length === 0 ? null : (shop.firstSeen?.[label] ?? Math.min(...minutes)) * 60_000
    },
    orders: ({ from, to }) => {
      if (to > (shop.ordersThrough ?? minute + 1)) return null
      const orders = (shop.orders ?? []).filter((order) => order.minute >= from && order.minute < to)
      const paidFen = orders.reduce((total, order) => total + order.amountFen, 0)
      return { created: orders.length, paid: orders.length, paidFen }
    },
    orderHistory: () => shop.history ?? [],
    reading: (series) => shop.readings?.[series] ?? null,
    truth: () => {
      const none = { orders: 0, fen: 0 }
      return { paidNotShown: none, shownNotPaid: none, doublePaid: none, hastyCancel: none, ...shop.misfits }
    },
  }
}

const merge = (metric: MetricName, events: FakeEvent[]): Merged => {
  const counts = OUTCOMES.map((_, code) => events.filter((event) => codeOf(event) === code).length)
  const failures = events.filter((event) => isFailureCode(codeOf(event)))
  const sketch = new Sketch()
  for (const event of events) if (event.durationMs !== undefined) sketch.add(event.durationMs)
  return {
    counts,
    ok: counts[outcomeCode('ok')] ?? 0,
    failed: failures.length,
    total: events.length,
    sketch: METRICS[metric].kind === 'timing' ? sketch : null,
    failedUsers: new Set(failures.map((event) => event.user)),
    users: new Set(events.map((event) => event.user)),
  }
}

const codeOf = (event: FakeEvent): number => outcomeCode(event.outcome ?? 'ok')

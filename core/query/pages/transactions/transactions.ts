import type { MetricName } from '../../../../contract/metrics'
import type { Figure } from '../../../../contract/pages/parts'
import type { TransactionsPage } from '../../../../contract/pages/transactions'
import { MONITOR_AREA } from '../../../alerting/gap'
import type { OrderFact, OrderHourDocument } from '../../../documents/orderHour'
import { heatOf } from '../../../orders/heat'
import { byLoad, cookedOf, kitchenCause } from '../../../orders/kitchenLoad'
import {
  customersOf,
  isValid,
  type KnownOrder,
  madeIn,
  moneyOf,
  ordersOf,
  paidIn,
  reasonsOf,
} from '../../../orders/orderSpan'
import { PROMISED_MS, stageOf } from '../../../orders/stages'
import { refundedFenOf } from '../../../orders/totals'
import { ordersThrough } from '../../../rollup/heartbeatIds'
import { dayStart, localTime } from '../../../time/localTime'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../time/units'
import { againstUsual } from '../../compareUsual'
import { lostOf, moneyAtRisk } from '../../lost'
import { orderBook } from '../../orderBook'
import { trendOf } from '../../trend'
import type { PageKind } from '../answerPage'
import { figureOf, quantileOf } from '../figures'
import { headOf } from '../head'
import type { PageSource } from '../pageSource'
import { dishesOf } from './dishes'
import { type FunnelSpan, funnelOf } from './funnel'
import { type ReadTransactions, readTransactions } from './readTransactions'
import { truthOf } from './truth'
import { verdictOf } from './verdict'

const METRICS_LOOKED_AT: MetricName[] = ['step', 'pay', 'custom', 'call']
const RATE_MS = 15 * MINUTE_MS
const A_DAY_MS = 25 * HOUR_MS

/** 交易: what phones told, read like any page of numbers, beside the orders themselves. */
export const transactionsPage: PageKind<TransactionsPage, ReadTransactions> = {
  ...{ metrics: METRICS_LOOKED_AT, users: ['step', 'custom'], dims: null, issues: false, usage: false },
  ...{ outlook: 'paid', why: 'transactions' },
  beside: readTransactions,
  book: ({ documents }, store, untilMs) => orderBook(documents, store, untilMs),
  build: (source, { documents, throughMs }) => {
    const { store, nowMs, plan, measured, history } = source
    const head = headOf(source)
    const orders = ordersOf(documents)
    const until = Math.min(plan.to, nowMs)
    const known = knownSpans(source, orders)
    const before = known[0] ?? null
    const paid = paidIn(orders, plan.from, until)
    const paidBefore = before === null ? null : paidIn(orders, before.from, before.to)
    const figure = (value: (facts: readonly OrderFact[]) => number | null): Figure => ({
      value: throughMs === null ? null : value(paid),
      before: paidBefore === null ? null : value(paidBefore),
      beforeLabel: before?.label ?? '',
    })
    const made = madeIn(orders, plan.from, until)
    const { truth } = truthOf(documents, store._id, { from: plan.from, to: until }, throughMs ?? 0)
    const kitchen = kitchenOf(source, orders, before)
    const refunded = paid.filter(({ refundedAt, refundedFen }) => refundedAt !== null || (refundedFen ?? 0) > 0)
    const cancelled = made.filter(({ cancelledAt, state }) => cancelledAt !== null || state === 'cancelled')
    const funnel = funnelOf(
      { steps: measured.byLabel('step'), blind: !measured.any, made },
      before === null ? null : spanBefore(source, orders, before, history),
      before?.label ?? '',
    )
    const book = orderBook(documents, store, nowMs)
    const page = {
      valid: figure((facts) => facts.filter(isValid).length),
      net: figure((facts) => moneyOf(facts).netFen),
      average: figure((facts) => (facts.length === 0 ? null : Math.round(moneyOf(facts).grossFen / facts.length))),
      perMinute: throughMs === null ? null : paidIn(orders, until - RATE_MS, until).length / (RATE_MS / MINUTE_MS),
      paymentSuccess: figureOf(source, ['pay'], ({ ok, failed }) => (ok + failed === 0 ? null : ok / (ok + failed))),
      compared: known.map(({ label, from, to }) => {
        const facts = paidIn(orders, from, to)
        return { label, orders: facts.filter(isValid).length, netFen: moneyOf(facts).netFen }
      }),
      money: moneyOf(paid),
      trend:
        plan.to - plan.from > A_DAY_MS
          ? null
          : trendOf({
              ...{ book, store, nowMs, ordersThrough: throughMs, incidents: source.documents.incidents },
              outlook: source.outlook,
              incidentOpen: head.incidents.some(({ to }) => to === null),
            }),
      lost: plan.to - plan.from > A_DAY_MS ? null : lostIn(source, documents),
      why: source.why,
      funnel,
      truth,
      kitchen,
      dishes: dishesOf(paid, paidBefore, documents, measured.byLabel('custom')),
      heat: heatOf(orders, dayStart(localTime(nowMs, store.zone).day, store.zone), store.zone),
      refunds: {
        count: refunded.length,
        fen: refunded.reduce((sum, fact) => sum + refundedFenOf(fact), 0),
        reasons: reasonsOf(refunded, ({ refundReason }) => refundReason, refundedFenOf),
      },
      cancelled: {
        count: cancelled.length,
        reasons: reasonsOf(
          cancelled,
          ({ cancelReason }) => cancelReason,
          ({ amountFen }) => amountFen,
        ),
      },
      customers: customersOf(orders, plan.from, until),
    }
    const demo = head.demo || documents.some((document) => document.demo === true)
    return { ...head, ...page, demo, verdict: verdictOf(head, page) }
  },
}

/** Of the newest incident that cost orders. */
function lostIn(
  { store, documents: { incidents, beats }, nowMs, outlook }: PageSource,
  orders: readonly OrderHourDocument[],
): NonNullable<TransactionsPage['lost']> | null {
  const source = { store, orders, ordersThrough: ordersThrough(beats, store._id), outlook, nowMs }
  const newest = incidents.filter(({ area }) => area !== MONITOR_AREA).sort((a, b) => b.openedAt - a.openedAt)
  for (const incident of newest) {
    const lost = lostOf(moneyAtRisk(incident, source))
    if (lost !== null && lost.orders > 0)
      return { from: incident.openedAt, to: incident.resolvedAt, orders: lost.orders, fen: lost.fen }
  }
  return null
}

/** Earlier spans of which any order is known; of a day under way only as far as today has come. */
function knownSpans({ plan, nowMs }: PageSource, orders: readonly KnownOrder[]) {
  const ahead = Math.max(0, plan.to - nowMs)
  const oldest = Math.min(...orders.map(([, { createdAt }]) => createdAt))
  return plan.earlier
    .map(({ label, from, to }) => ({ label: plan.to > nowMs ? `${label}此时` : label, from, to: to - ahead }))
    .filter(({ from }) => oldest < from + DAY_MS && oldest !== Number.POSITIVE_INFINITY)
}

/** Phones of an earlier day tell their steps by whole days; of a part of one only orders can be told. */
function spanBefore(
  { plan }: PageSource,
  orders: readonly KnownOrder[],
  { from, to }: { from: number; to: number },
  history: PageSource['history'],
): FunnelSpan {
  const isPartial = plan.name === 'today'
  const steps = isPartial ? new Map() : history.labels('step', { from, to })
  return { steps, blind: steps.size === 0, made: madeIn(orders, from, to) }
}

const SYSTEM: MetricName[] = ['call']

function kitchenOf(
  source: PageSource,
  orders: readonly KnownOrder[],
  before: { label: string; from: number; to: number } | null,
): TransactionsPage['kitchen'] {
  const { plan, nowMs } = source
  const facts = paidIn(orders, plan.from, Math.min(plan.to, nowMs))
  const earlier = before === null ? [] : paidIn(orders, before.from, before.to)
  const cooked = cookedOf(facts)
  const cause = kitchenCause(cooked, cookedOf(paidIn(orders, plan.from - 28 * DAY_MS, plan.from)))
  const open = facts.filter(({ cancelledAt, refundedAt }) => cancelledAt === null && refundedAt === null)
  const hasReady = facts.some(({ readyAt }) => readyAt != null)
  return {
    accept: stageOf(facts, earlier, 'accept'),
    prep: stageOf(facts, earlier, 'prep'),
    delivery: stageOf(facts, earlier, 'delivery'),
    beforeLabel: before?.label ?? '',
    cooking: open.filter((one) => one.acceptedAt !== null && one.readyAt == null && one.doneAt === null && hasReady)
      .length,
    underWay: open.filter(({ readyAt, doneAt }) => readyAt != null && doneAt === null).length,
    waiting: open.filter((one) => one.acceptedAt === null && one.doneAt === null && overdue(one, nowMs)).length,
    byLoad: byLoad(cooked),
    // a slow system shows before the kitchen: orders come to it late
    cause: cause !== 'kitchenFull' && isSystemSlow(source) ? 'systemSlow' : cause,
  }
}

const overdue = ({ paidAt, state }: OrderFact, nowMs: number): boolean =>
  paidAt !== null && nowMs - paidAt > PROMISED_MS.accept && (state === undefined || state === 'paid')

function isSystemSlow(source: PageSource): boolean {
  const { value, before } = figureOf(source, SYSTEM, quantileOf(0.75))
  return value !== null && before !== null && againstUsual(value, before) === 'worse' && value > 1_000
}

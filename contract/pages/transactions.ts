import type { Danger, PaymentDoubts, PhoneSays, ServerSays } from '../paymentTruth'
import type { Figure, PageHead, PageWhy } from './parts'
import type { Range } from './range'
import type { Trend } from './trend'

export interface TransactionsQuery {
  kind: 'transactions'
  store: string
  /** absent: today */
  range?: Range
}

/** 交易: orders as the server knows them, payments as they really went, the kitchen as it really runs. Money in fen. */
export interface TransactionsPage extends PageHead {
  /** paid and not given back */
  valid: Figure
  net: Figure
  /** a paid order, before refunds */
  average: Figure
  /** paid in a minute, over the last quarter of an hour */
  perMinute: number | null
  /** paid of those that phones tried to pay */
  paymentSuccess: Figure
  /** the same clock times of yesterday and of the same weekday; of a day that is under way only as far as today has come */
  compared: { label: string; orders: number; netFen: number }[]
  money: Money
  /** orders in a rolling window against earlier weeks; null beyond a day */
  trend: Trend | null
  /** of the newest incident on the trend that cost orders: how many, and their money; an estimate. null or absent: none did */
  lost?: { from: number; to: number | null; orders: number; fen: number } | null
  /** null without an alert of it in the range */
  why: PageWhy | null
  funnel: FunnelStep[]
  truth: Truth
  kitchen: Kitchen
  dishes: Dish[]
  /** orders paid an hour, on average of the last weeks; null in the first week */
  heat: Heat | null
  refunds: { count: number; fen: number; reasons: Reason[] }
  cancelled: { count: number; reasons: Reason[] }
  customers: { fresh: number; returning: number; unknown: number }
}

/** What was ordered, less what was left off, less what was given back, is what came in. */
export interface Money {
  dishesFen: number
  discountFen: number
  grossFen: number
  refundedFen: number
  netFen: number
}

export interface FunnelStep {
  step: 'browse' | 'cart' | 'submit' | 'paid' | 'accepted' | 'ready' | 'delivered'
  /** people as phones tell them, or orders as the server knows them */
  of: 'people' | 'orders'
  count: number | null
  before: number | null
  beforeLabel: string
  /** what phones counted of the same step, where both know it */
  phones: number | null
}

export interface Truth {
  /** payments that were opened on a phone and have settled */
  checked: number
  /** orders of which no phone told anything */
  unseen: number
  cells: Record<PhoneSays, Record<ServerSays, number>>
  dangers: Record<Danger, number>
  /** absent in answers of an older version */
  doubts?: PaymentDoubts
  /** those that want somebody to look first, then the newest; ≤ 200 */
  cases: TruthCase[]
}

export interface TruthCase {
  /** the order's id; null where the server knows none */
  order: string | null
  /** what the shop calls it */
  number: string
  at: number
  amountFen: number | null
  phone: PhoneSays
  server: ServerSays
  dangers: Danger[]
  state: string
}

/** Durations in ms, exact. */
export interface Stage {
  count: number
  meanMs: number
  p50Ms: number
  p90Ms: number
  p95Ms: number
  maxMs: number
  beforeMeanMs: number | null
  /** longer than promised */
  overdue: number
  promisedMs: number
}

export interface Kitchen {
  /** paid → accepted → ready → delivered; null without any */
  accept: Stage | null
  prep: Stage | null
  delivery: Stage | null
  beforeLabel: string
  /** accepted and not ready */
  cooking: number
  /** ready and not delivered */
  underWay: number
  /** paid and not accepted for longer than promised */
  waiting: number
  /** preparation by how many orders were being cooked when this one was accepted */
  byLoad: { from: number; to: number | null; orders: number; meanMs: number }[]
  /** what explains the preparation times of now */
  cause: 'usual' | 'kitchenFull' | 'kitchenSlow' | 'systemSlow' | 'unknown'
}

export interface Dish {
  dish: string
  name: string
  count: number
  fen: number
  beforeCount: number | null
  refundedOrders: number
  /** customers who wanted it and could not have it */
  soldOutHits: number
  /** three of four see its picture so fast; null where phones do not tell */
  imageMs: number | null
}

export interface Heat {
  /** hours of the day that have any, ascending */
  hours: number[]
  /** Monday first: one number an hour of `hours` */
  rows: number[][]
  weeks: number
}

export interface Reason {
  reason: string
  count: number
  fen: number
}

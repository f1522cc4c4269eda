import type { Level, Role, Severity } from './health'
import type { Indicator } from './metrics'
import type { BacktestPage, BacktestQuery } from './pages/backtest'
import type { Chain } from './pages/chain'
import type { ErrorPage, ErrorQuery, ErrorsPage, ErrorsQuery } from './pages/errors'
import type { ExperiencePage, ExperienceQuery } from './pages/experience'
import type { IncidentsPage } from './pages/incidents'
import type { LoadPage, LoadQuery } from './pages/load'
import type {
  BreakdownAnswer,
  BreakdownQuery,
  HeatmapAnswer,
  HeatmapQuery,
  SeriesAnswer,
  SeriesQuery,
  TopAnswer,
  TopQuery,
} from './pages/numbers'
import type { OrderMappingQuery, OrderMappingReport } from './pages/orderMapping'
import type { OrderWatch, OrderWatchQuery } from './pages/orderWatch'
import type { Reports } from './pages/reports'
import type { ResponsePage, ResponseQuery } from './pages/response'
import type { ShopQuery } from './pages/shop'
import type { TransactionsPage, TransactionsQuery } from './pages/transactions'
import type { Trend } from './pages/trend'
import type { PaymentDoubts } from './paymentTruth'

export type { Trend } from './pages/trend'

/** Questions of the admin pages to the function `query`. */
export type Query =
  | { kind: 'overview'; store: string }
  | ResponseQuery
  | ErrorsQuery
  | ErrorQuery
  | LoadQuery
  | ExperienceQuery
  | BacktestQuery
  | ShopQuery
  | TransactionsQuery
  | OrderWatchQuery
  | OrderMappingQuery
  | SeriesQuery
  | BreakdownQuery
  | TopQuery
  | HeatmapQuery

/** One light of the overview: a sentence in the owner's words. */
export interface Light {
  indicator: Indicator
  level: Level
  /** ≤ 18 characters (DESIGN-LANGUAGE §6) */
  sentence: string
}

export interface Comparison {
  /** e.g. 上周三此时 */
  label: string
  orders: number
  revenueFen: number
}

export interface IncidentSummary {
  id: string
  severity: Severity
  status: 'open' | 'acknowledged' | 'resolved'
  /** ≤ 13 characters a line */
  title: string
  sentence: string
  openedAt: number
  resolvedAt: number | null
  acknowledged: { by: string; at: number } | null
  /** Names of those who were told. */
  notified: string[]
  /** Who is next, and when (epoch ms), if nobody acknowledges. */
  next: { name: string; at: number } | null
  /** Estimates; null where there is no history to compare with. */
  lost: { orders: number; fen: number; fenPerMinute: number } | null
  /** Whether anybody paid meanwhile and got no order; null or absent where phones told of no payment, or nobody looked. */
  payments?: PaymentDoubts | null
  /** What it means for customers, in the words of the rule that fired first; empty if it has none. */
  meaning: string
  /** What to do, first things first, in the words of that rule. */
  remedy: string[]
  /** What happened, oldest first. */
  history: { at: number; text: string }[]
  /** messages that could not be delivered; absent if there are none */
  deadLetters?: { to: string; reason: string }[]
}

export interface CreditSummary {
  /** Critical messages that can still reach anybody. */
  critical: number
  /** The caller's own. */
  mine: number
  /** Names of people on call who cannot be reached by a critical message. */
  unreachable: string[]
  /** Template ids to ask consent for, critical first; at most 3. */
  templateIds: string[]
}

export interface SetupStep {
  id: 'messages' | 'colleague' | 'sdk' | 'orders' | 'hours'
  done: boolean
  title: string
  note: string
}

export interface Overview {
  store: { id: string; name: string; branch: string; open: boolean }
  viewer: { name: string; role: Role }
  /** The cloud's clock, epoch ms. */
  now: number
  zone: string
  /** Rules judge and pages draw up to here, epoch ms (end of the last folded minute); null before the first fold. */
  foldedThrough: number | null
  /** When the monitor last ran; null if never. */
  lastRunAt: number | null
  /** Holes in today's record, epoch ms. */
  gaps: { from: number; to: number }[]
  /** Days since the first measurement, 1 on the first; learning ends after LEARNING_DAYS. */
  day: number
  verdict: { level: Level; title: string; sentence: string }
  today: { orders: number; revenueFen: number; comparison: Comparison | null }
  trend: Trend
  lights: Light[]
  /** e.g. 前 4 项同一个原因，只算 1 起告警; empty if nothing to say */
  lightsNote: string
  incident: IncidentSummary | null
  lastIncident: IncidentSummary | null
  credits: CreditSummary
  steps: SetupStep[]
  /** Part of what is shown was generated for demonstration. */
  demo: boolean
}

export const LEARNING_DAYS = 7

export interface QueryAnswers {
  overview: Overview
  backtest: BacktestPage
  response: ResponsePage
  errors: ErrorsPage
  error: ErrorPage
  load: LoadPage
  experience: ExperiencePage
  incidents: IncidentsPage
  reports: Reports
  chain: Chain
  transactions: TransactionsPage
  orderWatch: OrderWatch
  orderMapping: OrderMappingReport
  series: SeriesAnswer
  breakdown: BreakdownAnswer
  top: TopAnswer
  heatmap: HeatmapAnswer
}

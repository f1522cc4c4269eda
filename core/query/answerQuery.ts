import { type Answer, refuse } from '../../contract/answer'
import type { Query, QueryAnswers } from '../../contract/query'
import { querySchema } from '../../contract/schemas/query'
import type { StaffDocument } from '../documents/staff'
import { answerBacktest } from '../insight/backtest/answerBacktest'
import type { Ports } from '../ports'
import { answerChain } from './answerChain'
import { answerIncidents } from './answerIncidents'
import { answerOverview } from './answerOverview'
import { answerReports } from './answerReports'
import { answerNumbers } from './numbers/answerNumbers'
import { answerOrderMapping } from './orders/answerOrderMapping'
import { answerOrderWatch } from './orders/answerOrderWatch'
import { PageMemory } from './pageMemory'
import { answerPage, type PageAsked, type PageKind } from './pages/answerPage'
import { answerError } from './pages/errors/error'
import { errorsPage } from './pages/errors/errors'
import { experiencePage } from './pages/experience/experience'
import { loadPage } from './pages/load/load'
import { responsePage } from './pages/response/response'
import { transactionsPage } from './pages/transactions/transactions'

type Answers = {
  [K in Query['kind']]: (
    ports: Ports,
    viewer: StaffDocument,
    query: Extract<Query, { kind: K }>,
    nowMs: number,
    memory?: PageMemory,
  ) => Promise<Answer<QueryAnswers[K]>>
}

function pageOf<P, B = undefined>(kind: PageKind<P, B>) {
  return (
    ports: Ports,
    viewer: StaffDocument,
    asked: PageAsked,
    nowMs: number,
    memory = new PageMemory(),
  ): Promise<Answer<P>> => answerPage(ports, viewer, asked, kind, nowMs, memory)
}

/** The registry's entry for a question of its own kind. */
type AnyAnswer = (
  ports: Ports,
  viewer: StaffDocument,
  query: Query,
  nowMs: number,
  memory?: PageMemory,
) => Promise<Answer<QueryAnswers[Query['kind']]>>

const ANSWERS: Answers = {
  response: pageOf(responsePage),
  errors: pageOf(errorsPage),
  error: (ports, viewer, query, nowMs, memory = new PageMemory()) => answerError(ports, viewer, query, nowMs, memory),
  load: pageOf(loadPage),
  experience: pageOf(experiencePage),
  backtest: answerBacktest,
  overview: (ports, viewer, { store }, nowMs, memory) => answerOverview(ports, viewer, store, nowMs, memory),
  incidents: (ports, viewer, { store }, nowMs) => answerIncidents(ports, viewer, store, nowMs),
  transactions: pageOf(transactionsPage),
  orderWatch: (ports, viewer, query, nowMs, memory = new PageMemory()) =>
    answerOrderWatch(ports, viewer, query, nowMs, memory),
  orderMapping: (ports, viewer, query, nowMs) => answerOrderMapping(ports, viewer, query, nowMs),
  series: answerNumbers<'series'>,
  breakdown: answerNumbers<'breakdown'>,
  top: answerNumbers<'top'>,
  heatmap: answerNumbers<'heatmap'>,
  reports: (ports, viewer, { store }, nowMs) => answerReports(ports, viewer, store, nowMs),
  chain: (ports, viewer, { store }, nowMs) => answerChain(ports, viewer, store, nowMs),
}

/**
 * Answers a question of the admin pages.
 * @param viewer the caller as a member of staff; null for a stranger, who learns nothing
 * @param event as it came: hostile
 * @param memory of the instance; without one everything is read
 */
export async function answerQuery(
  ports: Ports,
  viewer: StaffDocument | null,
  event: unknown,
  nowMs: number,
  memory?: PageMemory,
): Promise<Answer<QueryAnswers[Query['kind']]>> {
  if (viewer === null || viewer.removed) return refuse('forbidden', 'only staff may ask: ask the owner for a code')
  // what the platform itself adds to an event is not part of the question
  const { userInfo: _added, tcbContext: _too, ...question } = isRecord(event) ? event : {}
  const parsed = querySchema.safeParse(question)
  if (parsed.success) {
    const answer = ANSWERS[parsed.data.kind] as AnyAnswer
    return answer(ports, viewer, parsed.data, nowMs, memory)
  }
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') || 'kind'
  return refuse('bad_request', `${field}: ${issue?.message ?? 'invalid'}; see contract/query.ts`, field)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

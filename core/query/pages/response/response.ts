import { METRICS } from '../../../../contract/metrics'
import type { ResponsePage } from '../../../../contract/pages/response'
import { objectiveOf } from '../../../slo/objective'
import type { PageKind } from '../answerPage'
import { chartOf } from '../chart'
import { contextRows } from '../dimensions'
import {
  apdexOf,
  availabilityOf,
  distributionOf,
  figureOf,
  OPERATIONS,
  quantileOf,
  RESPONSE_METRICS,
  targetOf,
} from '../figures'
import { headOf } from '../head'
import { usualBand } from '../usualBand'
import { apiRows } from './apis'
import { budgetOf } from './budget'
import { consistencyOf, spreadsOf } from './consistency'
import { phasesOf } from './phases'
import { probeRows } from './probes'
import { responseVerdict } from './verdict'

const SHOWN_QUANTILE = 0.95
const P95 = quantileOf(SHOWN_QUANTILE)
const { good, poor } = METRICS.call.thresholds

/** 响应. */
export const responsePage: PageKind<ResponsePage> = {
  metrics: [...RESPONSE_METRICS, 'phase', 'probe'],
  users: [],
  dims: { metrics: ['request', 'call'], spread: true },
  issues: false,
  usage: false,
  outlook: 'durations',
  why: 'response',
  build: (source) => {
    const { measured, history, plan, settings } = source
    const head = headOf(source)
    const spreads = spreadsOf(source)
    const targetMs = targetOf(settings, 'call')
    const p95 = figureOf(source, OPERATIONS, P95)
    const availability = figureOf(source, OPERATIONS, availabilityOf)
    const objective = objectiveOf(settings).availability
    const [earlier] = plan.earlier
    const before = earlier === undefined ? null : history.span(OPERATIONS, earlier)
    const distributionBefore = before === null ? null : distributionOf(before)
    const usual = usualBand(source, SHOWN_QUANTILE)
    const chart = chartOf(source, {
      ...{ unit: 'ms', metrics: OPERATIONS, limit: good },
      lines: [
        { id: 'p95', value: P95 },
        { id: 'p50', value: quantileOf(0.5) },
      ],
    })
    return {
      ...head,
      verdict: responseVerdict({ head, p95, availability, goodMs: good, poorMs: poor, objective }),
      p95,
      availability,
      apdex: figureOf(source, OPERATIONS, (merged) => apdexOf(merged, targetMs)),
      chart: usual === null ? chart : { ...chart, band: usual },
      why: source.why,
      budget: budgetOf(source),
      apis: apiRows(source, spreads),
      distribution: distributionOf(measured.sum(OPERATIONS)),
      distributionBefore:
        distributionBefore === null ? null : { label: earlier?.label ?? '', distribution: distributionBefore },
      consistency: consistencyOf(source, spreads),
      phases: phasesOf(source),
      breakdowns: contextRows(source, ['request', 'call']),
      probes: probeRows(source),
    }
  },
}

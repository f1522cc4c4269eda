import { METRICS, type MetricDefinition } from '../../../contract/metrics'
import { isFailureCode, OUTCOMES, outcomeCode } from '../../../contract/outcomes'

/** Metrics have numbers below it. */
export const METRIC_IDS = Math.max(...Object.values(METRICS).map(({ id }) => id)) + 1

/** What the catalogue says, by number, in bytes: a number that only newer versions know finds undefined. */
const flags = (length: number, isSet: (number: number) => boolean): Uint8Array =>
  Uint8Array.from({ length }, (_, number) => (isSet(number) ? 1 : 0))

const byId = new Map<number, MetricDefinition>(Object.values(METRICS).map((metric) => [metric.id, metric]))

export const isMetric = flags(METRIC_IDS, (id) => byId.has(id))
export const isTiming = flags(METRIC_IDS, (id) => byId.get(id)?.kind === 'timing')
/** Whose failed users are kept, and whose users at all. */
export const keepsFailedUsers = flags(METRIC_IDS, (id) => (byId.get(id)?.users ?? 'none') !== 'none')
export const keepsUsers = flags(METRIC_IDS, (id) => byId.get(id)?.users === 'all')

export const isFailed = flags(OUTCOMES.length, isFailureCode)
/** Only attempts that ended by themselves say how long something takes. */
export const isTimed = flags(OUTCOMES.length, (code) => code === outcomeCode('ok') || isFailureCode(code))

import * as z from 'zod'
import { DIMENSIONS } from '../dimensions'
import { LIMITS } from '../limits'
import { METRICS, type MetricName } from '../metrics'
import { ASKED_METRICS_MOST, ASKED_STATISTICS_MOST, STATISTICS, TOP_MOST } from '../pages/numbers'
import { RANGE_NAMES } from '../pages/range'
import type { Query } from '../query'
import { orderMappingSchema } from './orderMapping'
import { ruleChangeSchema } from './rule'
import { storeId } from './storeId'

const range = z.union([
  z.enum(RANGE_NAMES),
  z.strictObject({ from: z.number().int().min(0), to: z.number().int().min(0) }),
])

const asked = {
  store: storeId,
  metrics: z
    .array(z.enum(Object.keys(METRICS) as [MetricName, ...MetricName[]]))
    .min(1)
    .max(ASKED_METRICS_MOST),
  range: z.exactOptional(range),
}
const statistic = z.enum(STATISTICS)
const label = z.exactOptional(z.string().min(1).max(LIMITS.labelLength))

/** Strict: an operator object or an extra field where a value belongs is refused, never passed on. */
export const querySchema: z.ZodType<Query> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('overview'), store: storeId }),
  z.strictObject({
    kind: z.literal('backtest'),
    store: storeId,
    rule: z.string().min(1).max(32),
    change: z.exactOptional(ruleChangeSchema),
  }),
  z.strictObject({ kind: z.literal('response'), store: storeId, range: z.exactOptional(range) }),
  z.strictObject({ kind: z.literal('errors'), store: storeId, range: z.exactOptional(range) }),
  z.strictObject({
    kind: z.literal('error'),
    store: storeId,
    fingerprint: z.string().min(1).max(128),
    range: z.exactOptional(range),
  }),
  z.strictObject({ kind: z.literal('load'), store: storeId, range: z.exactOptional(range) }),
  z.strictObject({ kind: z.literal('experience'), store: storeId, range: z.exactOptional(range) }),
  z.strictObject({ kind: z.literal('transactions'), store: storeId, range: z.exactOptional(range) }),
  z.strictObject({
    ...{ kind: z.literal('orderWatch'), store: storeId, order: z.string().regex(/^[\w-]{1,64}$/) },
    at: z.exactOptional(z.number().int().min(0)),
  }),
  z.strictObject({ kind: z.literal('orderMapping'), store: storeId, mapping: z.exactOptional(orderMappingSchema) }),
  z.strictObject({
    ...{ kind: z.literal('series'), ...asked, label },
    statistics: z.array(statistic).min(1).max(ASKED_STATISTICS_MOST),
  }),
  z.strictObject({ kind: z.literal('breakdown'), ...asked, by: z.enum(['label', ...DIMENSIONS]) }),
  z.strictObject({
    ...{ kind: z.literal('top'), ...asked, statistic },
    limit: z.exactOptional(z.number().int().min(1).max(TOP_MOST)),
  }),
  z.strictObject({ kind: z.literal('heatmap'), ...asked, statistic, label }),
  z.strictObject({ kind: z.literal('incidents'), store: storeId }),
  z.strictObject({ kind: z.literal('reports'), store: storeId }),
  z.strictObject({ kind: z.literal('chain'), store: storeId }),
])

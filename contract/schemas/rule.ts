import * as z from 'zod'
import { SENSITIVITIES, SERIES_NAMES, SIDES } from '../insight'
import { METRICS, type MetricDefinition } from '../metrics'
import { DANGERS } from '../paymentTruth'
import { common, limit, minutes, type SENTENCE_WORDS, source, sources } from './ruleParts'

/** A rule as data (database/rules, with a store's own changes). Fields of every kind: ruleParts. Cloud only. */
const threshold = z.strictObject({
  ...common,
  ...limit,
  kind: z.literal('threshold'),
  /** merged before the quantile is taken */
  sources,
  /** of the timings; without it the events themselves are counted */
  quantile: z.number().gt(0).lt(1).optional(),
})

const ratio = z.strictObject({
  ...common,
  ...limit,
  kind: z.literal('ratio'),
  /** added up before dividing */
  sources,
  /** ok and failed leave out attempts that were neither (interrupted, aborted); all takes every event; or one outcome */
  part: z.enum(['ok', 'failed', 'all', 'business', 'client', 'server', 'timeout', 'network']),
  /** what it is divided by: another metric's events; if absent the sources' own ok + failed */
  per: source.optional(),
})

const absence = z.strictObject({
  ...common,
  kind: z.literal('absence'),
  /** orders made, or orders paid */
  of: z.enum(['orders', 'paid']),
  /** silence is news only where the same weekday's history expects at least this many */
  minExpected: z.number().min(0),
  /** without history: nothing for this long, after something earlier in the same opening */
  withoutHistoryMinutes: minutes(1, 1440),
})

/** Windows and factors are data with their sources: core/slo/windows. */
const burn = z.strictObject({
  ...common,
  kind: z.literal('burn'),
  /** failed of ok + failed */
  sources,
  /** the promised share of good events */
  objective: z.number().gt(0).lt(1),
  windows: z.enum(['google30d', 'google28d', 'sloth7d', 'pyrra28d', 'pyrra7d']),
  /** which of the pairs of windows: any of them fires */
  pairs: z
    .array(z.enum(['page-quick', 'page-slow', 'ticket-quick', 'ticket-slow']))
    .min(1)
    .max(4),
})

const baseline = z.strictObject({
  ...common,
  ...limit,
  kind: z.literal('baseline'),
  of: z.enum(['orders', 'paid', 'revenue']),
  /** `value` is a multiple of what the same weekday and hour usually brings; below this many orders it says nothing */
  minExpected: z.number().min(1),
})

const firstSeen = z.strictObject({
  ...common,
  kind: z.literal('firstSeen'),
  /** a fingerprint that nobody reported before the window */
  metric: z.literal('error'),
  windowMinutes: minutes(1, 30),
})

const heartbeat = z.strictObject({
  ...common,
  kind: z.literal('heartbeat'),
  /** any event of these is a beat */
  sources,
  /** silence is news only after this many events in the window as long before */
  minBefore: z.number().int().min(1),
})

const anomaly = z.strictObject({
  ...common,
  kind: z.literal('anomaly'),
  series: z.enum(SERIES_NAMES),
  side: z.enum(SIDES),
  sensitivity: z.enum(SENSITIVITIES),
  /** of a count: below so many in the window that are usual, it says nothing */
  minExpected: z.number().min(0),
  windowMinutes: minutes(1, 60),
})

const truth = z.strictObject({
  ...common,
  ...limit,
  kind: z.literal('truth'),
  /** which misfit of phone and server; `value` is a number of orders */
  of: z.enum(DANGERS),
})

type Source = z.infer<typeof source>
const keepsUsers = (rule: { sources: Source[] }, of: readonly MetricDefinition['users'][]): boolean =>
  rule.sources.every((one) => of.includes(METRICS[one.metric].users))

const isTiming = (rule: { sources: Source[] }): boolean =>
  rule.sources.every((one) => METRICS[one.metric].kind === 'timing')

const KEPT_NOT = 'the catalogue does not keep the users of a source: use 0, and minEvents'

export const ruleSchema = z
  .discriminatedUnion('kind', [threshold, ratio, absence, burn, baseline, firstSeen, heartbeat, anomaly, truth])
  .refine((rule) => !['absence', 'baseline', 'heartbeat', 'truth'].includes(rule.kind) || rule.minUsers === 0, {
    path: ['minUsers'],
    message: 'this kind has no users to count: use 0',
  })
  .refine((rule) => rule.kind !== 'anomaly' || rule.minUsers === 0 || rule.series.endsWith('Failures'), {
    path: ['minUsers'],
    message: 'only series of failures have users to count: use 0',
  })
  .refine((rule) => rule.kind !== 'threshold' || rule.minUsers === 0 || keepsUsers(rule, ['all']), {
    path: ['minUsers'],
    message: 'the catalogue does not keep all users of a source: use 0, and minEvents',
  })
  .refine(
    (rule) =>
      rule.kind !== 'ratio' ||
      rule.minUsers === 0 ||
      keepsUsers(rule, rule.part === 'all' ? ['all'] : ['failed', 'all']),
    { path: ['minUsers'], message: KEPT_NOT },
  )
  .refine((rule) => rule.kind !== 'burn' || rule.minUsers === 0 || keepsUsers(rule, ['failed', 'all']), {
    path: ['minUsers'],
    message: KEPT_NOT,
  })
  .refine((rule) => rule.kind !== 'threshold' || rule.quantile === undefined || isTiming(rule), {
    path: ['sources'],
    message: 'a quantile needs metrics of kind timing',
  })
  .refine((rule) => !('clearOp' in rule) || (rule.clearOp === undefined) === (rule.clearValue === undefined), {
    path: ['clearValue'],
    message: 'clearOp and clearValue come together',
  })

export type Rule = z.infer<typeof ruleSchema>
export type ThresholdRule = Extract<Rule, { kind: 'threshold' }>
export type RatioRule = Extract<Rule, { kind: 'ratio' }>
export type AbsenceRule = Extract<Rule, { kind: 'absence' }>
export type BurnRule = Extract<Rule, { kind: 'burn' }>
export type BaselineRule = Extract<Rule, { kind: 'baseline' }>
export type FirstSeenRule = Extract<Rule, { kind: 'firstSeen' }>
export type HeartbeatRule = Extract<Rule, { kind: 'heartbeat' }>
export type AnomalyRule = Extract<Rule, { kind: 'anomaly' }>
export type TruthRule = Extract<Rule, { kind: 'truth' }>
export type RuleSource = Source
export type SentenceWord = (typeof SENTENCE_WORDS)[number]

/** What a store may change of a rule of the pack; the rest, its words above all, stays the pack's. */
export const ruleChangeSchema = z
  .strictObject({
    enabled: common.enabled,
    severity: common.severity,
    windowMinutes: common.windowMinutes,
    forMinutes: common.forMinutes,
    keepFiringForMinutes: common.keepFiringForMinutes,
    openOnly: common.openOnly,
    noData: common.noData,
    minEvents: common.minEvents,
    minUsers: common.minUsers,
    value: limit.value,
    clearOp: limit.clearOp,
    clearValue: limit.clearValue,
    objective: burn.shape.objective,
    minExpected: baseline.shape.minExpected,
    sensitivity: anomaly.shape.sensitivity,
  })
  .partial()

export type RuleChange = z.infer<typeof ruleChangeSchema>

import * as z from 'zod'
import { INDICATORS, METRICS, type MetricDefinition, type MetricName } from '../metrics'

/**
 * A rule as data (database/rules, later a store's own). Minutes are whole minutes; times are judged in steps of one.
 * Cloud only.
 */
const minutes = (min: number, max: number) => z.number().int().min(min).max(max)
const metricNames = Object.keys(METRICS) as [MetricName, ...MetricName[]]

/** What is measured: all labels of a metric, or one. */
const source = z.strictObject({ metric: z.enum(metricNames), label: z.string().min(1).max(128).optional() })

/** What a sentence may speak of; filled from what the rule saw. */
export const SENTENCE_WORDS = ['window', 'users', 'events', 'ok', 'failed', 'percent', 'seconds', 'expected'] as const
const placeholders = /\{(\w+)\}/g
const sentence = z
  .string()
  .min(1)
  .max(40)
  .refine((text) => [...text.matchAll(placeholders)].every(([, word]) => isSentenceWord(word)), {
    message: `placeholders may be ${SENTENCE_WORDS.map((word) => `{${word}}`).join(' ')}`,
  })

const common = {
  id: z.string().regex(/^[a-zA-Z]\w{0,31}$/),
  version: z.number().int().min(1),
  enabled: z.boolean(),
  /** alerts of one area of a store are one incident */
  area: z.string().regex(/^[a-z][a-zA-Z]{0,15}$/),
  indicator: z.enum(INDICATORS),
  severity: z.enum(['warn', 'crit']),
  /** length of the window that ends with the judged minute */
  windowMinutes: minutes(1, 1440),
  /** `for`: how long the condition must hold before it fires; 0 fires at once */
  forMinutes: minutes(0, 1440),
  /** how long it keeps firing after the condition was last seen true */
  keepFiringForMinutes: minutes(0, 1440),
  /** not judged while the shop is closed; what was active then ends */
  openOnly: z.boolean(),
  /**
   * fresh: judged with the newest folded minute, for counts that only grow; settled: one flush interval later,
   * when every healthy phone has reported.
   */
  freshness: z.enum(['fresh', 'settled']),
  /** without data: keep the state (never resolves, never fires), count as fine, or count as broken */
  noData: z.enum(['keep', 'ok', 'alert']),
  /** below these the condition neither fires nor clears: there is too little to tell */
  minEvents: z.number().int().min(0),
  /** distinct users: one person who retries is not an outage */
  minUsers: z.number().int().min(0).max(50),
  text: z.strictObject({
    /** ≤ 13 characters, the owner's words: the line of the page and the message's title */
    title: z.string().min(1).max(13),
    sentence,
    /** what it means for the shop */
    meaning: z.string().min(1).max(200),
    /** what to do, one step a line */
    remedy: z.array(z.string().min(1).max(80)).min(1).max(6),
  }),
}

const sources = z.array(source).min(1).max(8)
const comparison = z.enum(['>', '>=', '<', '<='])

const threshold = z.strictObject({
  ...common,
  kind: z.literal('threshold'),
  /** merged before the quantile is taken */
  sources,
  quantile: z.number().gt(0).lt(1),
  op: comparison,
  /** in the metric's unit */
  value: z.number().min(0),
})

const ratio = z.strictObject({
  ...common,
  kind: z.literal('ratio'),
  /** added up before dividing */
  sources,
  /** ok and failed leave out attempts that were neither (interrupted, aborted); all takes every event */
  part: z.enum(['ok', 'failed', 'all']),
  /** what it is divided by: another metric's events; if absent the sources' own ok + failed */
  per: source.optional(),
  op: comparison,
  value: z.number().min(0),
})

const absence = z.strictObject({
  ...common,
  kind: z.literal('absence'),
  of: z.literal('orders'),
  /** silence is news only where the same weekday's history expects at least this many */
  minExpected: z.number().min(0),
  /** without history: nothing for this long, after something earlier in the same opening */
  withoutHistoryMinutes: minutes(1, 1440),
})

type Source = z.infer<typeof source>
const keepsUsers = (rule: { sources: Source[] }, of: readonly MetricDefinition['users'][]): boolean =>
  rule.sources.every((one) => of.includes(METRICS[one.metric].users))

export const ruleSchema = z
  .discriminatedUnion('kind', [threshold, ratio, absence])
  .refine((rule) => rule.kind !== 'absence' || rule.minUsers === 0, {
    path: ['minUsers'],
    message: 'absence has no users to count: use 0',
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
    { path: ['minUsers'], message: 'the catalogue does not keep the users of a source: use 0, and minEvents' },
  )
  .refine((rule) => rule.kind !== 'threshold' || rule.sources.every((one) => METRICS[one.metric].kind === 'timing'), {
    path: ['sources'],
    message: 'a quantile needs metrics of kind timing',
  })

export type Rule = z.infer<typeof ruleSchema>
export type ThresholdRule = Extract<Rule, { kind: 'threshold' }>
export type RatioRule = Extract<Rule, { kind: 'ratio' }>
export type AbsenceRule = Extract<Rule, { kind: 'absence' }>
export type RuleSource = Source
export type SentenceWord = (typeof SENTENCE_WORDS)[number]

function isSentenceWord(word: string | undefined): boolean {
  return (SENTENCE_WORDS as readonly (string | undefined)[]).includes(word)
}

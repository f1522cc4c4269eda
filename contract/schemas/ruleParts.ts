import * as z from 'zod'
import { INDICATORS, METRICS, type MetricName } from '../metrics'

/** What every kind of rule has. Minutes are whole minutes; times are judged in steps of one. Cloud only. */
export const minutes = (min: number, max: number) => z.number().int().min(min).max(max)
const metricNames = Object.keys(METRICS) as [MetricName, ...MetricName[]]

/** What is measured: all labels of a metric, or one. */
export const source = z.strictObject({ metric: z.enum(metricNames), label: z.string().min(1).max(128).optional() })
export const sources = z.array(source).min(1).max(8)
export const comparison = z.enum(['>', '>=', '<', '<='])

/** What a sentence may speak of; filled from what the rule saw. */
export const SENTENCE_WORDS = [
  'window',
  'users',
  'events',
  'ok',
  'failed',
  'percent',
  'seconds',
  'expected',
  'yuan',
  'times',
] as const
const placeholders = /\{(\w+)\}/g
const sentence = z
  .string()
  .min(1)
  .max(40)
  .refine((text) => [...text.matchAll(placeholders)].every(([, word]) => isSentenceWord(word)), {
    message: `placeholders may be ${SENTENCE_WORDS.map((word) => `{${word}}`).join(' ')}`,
  })

const ruleId = z.string().regex(/^[a-zA-Z]\w{0,31}$/)

export const common = {
  id: ruleId,
  /** goes up with every change of the pack's rule */
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
  /** while one of these fires, and as long after as its minutes lie in the window, this rule is not judged */
  inhibitedBy: z.array(ruleId).min(1).max(8).optional(),
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

/** A value to compare with; what fires ends only beyond clearValue, so that a value on the edge does not flap. */
export const limit = {
  op: comparison,
  /** in the metric's unit, or a share */
  value: z.number().min(0),
  clearOp: comparison.optional(),
  clearValue: z.number().min(0).optional(),
}

function isSentenceWord(word: string | undefined): boolean {
  return (SENTENCE_WORDS as readonly (string | undefined)[]).includes(word)
}

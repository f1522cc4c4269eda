/** One sample a minute from 0: a number, nothing, or the end of the series. */
export type Sample = number | null | 'stale'

export interface CaseSeries {
  metric: string
  labels: Labels
  values: Sample[]
}

export type Labels = Record<string, string>

export interface Condition {
  labels: Labels
  value?: number
}

/** A case of the promtool oracle, times in seconds; only the fields that are read. */
export interface ReplayCase {
  id: string
  evalSec: number
  sampleSec?: number
  minutes: number
  rule: CaseRule
  series?: CaseSeries[]
  expected?: { timeline?: { t: number; condition?: Condition[] }[] }
}

export interface CaseRule {
  kind: string
  forSec: number
  keepFiringForSec: number
  op?: '>' | '>=' | '<' | '<=' | '==' | '!='
  threshold?: number
  windowMin?: number
  agg?: 'avg' | 'sum' | 'min' | 'max' | 'count'
  minReq?: number
  budget?: number
  pairs?: { long: number; short: number; factor: number }[]
}

/** @throws with the place where the text is not what the oracle writes */
export function parseCases(text: string): ReplayCase[] {
  const read: unknown = JSON.parse(text)
  const cases = Array.isArray(read) ? read : (read as { cases?: unknown } | null)?.cases
  if (!Array.isArray(cases)) throw new Error('expected a list of cases, or an object with the list "cases"')
  return cases.map((one: ReplayCase, index) => {
    const place = `case ${index}${typeof one?.id === 'string' ? ` (${one.id})` : ''}`
    if (typeof one?.id !== 'string' || typeof one.rule?.kind !== 'string') throw new Error(`${place}: id or rule.kind`)
    for (const value of [one.evalSec, one.rule.forSec, one.rule.keepFiringForSec]) {
      if (!(typeof value === 'number' && value >= 0)) throw new Error(`${place}: evalSec, forSec, keepFiringForSec`)
    }
    return one
  })
}

/** The same for the same labels, in the order in which the oracle sorts. */
export const labelKey = (labels: Labels): string =>
  Object.keys(labels)
    .sort()
    .map((name) => `${name}=${labels[name]}`)
    .join(',')

import type { BatchV1, ErrorReport, TrailStep } from '../../../contract/batch'
import { BATCH_BYTES, DICTIONARY } from '../catalogue'
import { jsonBytes } from '../text/bytes'

/** What somebody or something did, with the time in epoch ms and, if it could fail, an outcome. */
export type Crumb = [atMs: number, kind: number, label: string, outcome?: number | undefined]

/** An error before it is written relative to its batch: times in epoch ms. */
export type Fault = Pick<ErrorReport, 'kind' | 'message' | 'stack' | 'page' | 'at'>

/** `crumbs` of an error are the form of older SDKs. */
export type Body = Pick<BatchV1, 'base' | 'dict' | 'counts' | 'points' | 'orders'> & {
  errors: Omit<ErrorReport, 'crumbs'>[]
}

/** Leaves room for the batch's header and its drop reasons. */
const bodyBytes = BATCH_BYTES - 2_000
/** Longest forms of the tuples, with their comma, and of an error's field names and numbers. */
const countBytes = 26
const pointBytes = 34
const stepBytes = 30
const faultBytes = 60
const longestMinutes = 1_440

const minuteOf = (atMs: number) => Math.floor(atMs / 60_000)

/**
 * The batch in progress: never more than fits into one, so that its copy on disk and what is sent in the end have the
 * same name. Each method says false if there is no room: then it is time to close this one.
 */
export interface Journal {
  count(metric: number, label: string, outcome: number, atMs: number): boolean
  point(metric: number, label: string, outcome: number, atMs: number, value: number): boolean
  describe(fingerprint: string, fault: Fault, crumbs: Crumb[]): boolean
  /** puts what `make` makes of the label's index into a list of the body */
  put<T>(list: T[], label: string, bytes: number, make: (index: number) => T): boolean
  /** crumbs as the wire has them, as far as there is room */
  stepsOf(untilMs: number, crumbs: Crumb[]): TrailStep[]
  /** a time as the wire has it */
  after(atMs: number): number
  body: Body
}

/** @param base phone clock, epoch ms: where times count from */
export function openJournal(base: number): Journal {
  const body: Body = { base, dict: [], counts: [], points: [], errors: [] }
  const { dict, counts } = body
  let room = bodyBytes

  const put: Journal['put'] = (list, label, bytes, make) => {
    let index = dict.indexOf(label)
    const needed = index < 0 ? bytes + jsonBytes(label) + 1 : bytes
    if (needed > room || (index < 0 && dict.length >= DICTIONARY)) return false
    room -= needed
    if (index < 0) index = dict.push(label) - 1
    list.push(make(index))
    return true
  }
  const after = (atMs: number) => Math.max(0, atMs - base)
  const stepsOf = (untilMs: number, crumbs: Crumb[]) => {
    const steps: TrailStep[] = []
    for (const [at, kind, name, outcome] of crumbs)
      put(steps, name, stepBytes, (index) =>
        outcome === undefined ? [untilMs - at, kind, index] : [untilMs - at, kind, index, outcome],
      )
    return steps
  }

  return {
    body,
    put,
    after,
    stepsOf,
    count(metric, label, outcome, atMs) {
      const minute = Math.max(0, minuteOf(atMs) - minuteOf(base))
      const index = dict.indexOf(label)
      const known = counts.find(([m, l, o, at]) => l === index && m === metric && o === outcome && at === minute)
      if (known) return known[4] < 1e6 && known[4]++ > 0
      return minute <= longestMinutes && put(counts, label, countBytes, (index) => [metric, index, outcome, minute, 1])
    },
    point: (metric, label, outcome, atMs, value) =>
      put(body.points, label, pointBytes, (index) => [metric, index, outcome, after(atMs), value]),
    describe: (print, fault, crumbs) =>
      put(body.errors, print, jsonBytes(fault) + faultBytes, (label) => ({
        ...fault,
        ...{ label, at: after(fault.at), trail: stepsOf(fault.at, crumbs) },
      })),
  }
}

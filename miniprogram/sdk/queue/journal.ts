import type { BatchV1, CountTuple, ErrorReport, PointTuple, SightTuple, TrailStep } from '../../../contract/batch'
import { BATCH_BYTES, BATCH_COUNTS, BATCH_ERRORS, BATCH_ORDERS, BATCH_POINTS, DICTIONARY } from '../catalogue'
import { jsonBytes } from '../text/bytes'

/** What somebody or something did, with the time in epoch ms and, if it could fail, an outcome. */
export type Crumb = [atMs: number, kind: number, label: string, outcome?: number | undefined]

/** An error before it is written relative to its batch: times in epoch ms. */
export type Fault = Pick<ErrorReport, 'kind' | 'message' | 'stack' | 'page' | 'at'>

export type Body = Pick<BatchV1, 'base' | 'dict' | 'counts' | 'points' | 'errors' | 'orders' | 'weight'>

/** Leaves room for the batch's header and its drop reasons. */
const bodyBytes = BATCH_BYTES - 2_000
/** Longest forms of the tuples, with their comma, and of an error's field names and numbers. */
const countBytes = 26
const pointBytes = 34
const stepBytes = 30
const faultBytes = 60
const longestMinutes = 1_440
const labelStep = 2 ** 21

/**
 * The batch in progress: never more than fits into one, so that its copy on disk and what is sent in the end have the
 * same name. Each method says false if there is no room: then it is time to close this one.
 */
export interface Journal {
  count(metric: number, label: string, outcome: number, atMs: number): boolean
  point(metric: number, label: string, outcome: number, atMs: number, value: number): boolean
  fault(fingerprint: string, fault: Fault, crumbs: Crumb[]): boolean
  /** what was seen of an order, with what led to it */
  sight(ref: string, sight: number, atMs: number, crumbs: Crumb[]): boolean
  isEmpty(): boolean
  body(): Body
}

/**
 * @param base phone clock, epoch ms: where times count from
 * @param weight how many events a point stands for
 */
export function openJournal(base: number, weight: number): Journal {
  const labels = new Map<string, number>()
  const counts = new Map<number, CountTuple>()
  const points: PointTuple[] = []
  const errors: ErrorReport[] = []
  const orders: SightTuple[] = []
  const baseMinute = Math.floor(base / 60_000)
  let bytes = 0

  /** @returns its index, or -1 if this label or `more` bytes do not fit */
  const room = (label: string, more: number): number => {
    let index = labels.get(label)
    const needed = index === undefined ? more + jsonBytes(label) + 1 : more
    if (bytes + needed > bodyBytes || (index === undefined && labels.size >= DICTIONARY)) return -1
    bytes += needed
    if (index === undefined) {
      index = labels.size
      labels.set(label, index)
    }
    return index
  }
  const trailOf = (untilMs: number, crumbs: Crumb[]): TrailStep[] => {
    const trail: TrailStep[] = []
    for (const [at, kind, name, outcome] of crumbs) {
      const index = room(name, stepBytes)
      const step: TrailStep = [untilMs - at, kind, index]
      if (outcome !== undefined) step.push(outcome)
      if (index >= 0) trail.push(step)
    }
    return trail
  }
  const after = (atMs: number) => Math.max(0, Math.round(atMs - base))

  return {
    count(metric, label, outcome, atMs) {
      const minute = Math.max(0, Math.floor(atMs / 60_000) - baseMinute)
      if (minute > longestMinutes) return false
      /** one number for all four, so that nothing is put together on the way: 6 bits, 4 bits, 11 bits, and the label */
      const key = (metric * 16 + outcome) * 2048 + minute
      const known = counts.get((labels.has(label) ? (labels.get(label) as number) : -1) * labelStep + key)
      if (known) return known[4] < 1e6 && known[4]++ > 0
      if (counts.size >= BATCH_COUNTS) return false
      const index = room(label, countBytes)
      if (index >= 0) counts.set(index * labelStep + key, [metric, index, outcome, minute, 1])
      return index >= 0
    },
    point(metric, label, outcome, atMs, value) {
      const index = points.length < BATCH_POINTS ? room(label, pointBytes) : -1
      if (index >= 0) points.push([metric, index, outcome, after(atMs), value])
      return index >= 0
    },
    fault(fingerprint, fault, crumbs) {
      const label = errors.length < BATCH_ERRORS ? room(fingerprint, jsonBytes(fault) + faultBytes) : -1
      if (label < 0) return false
      errors.push({ ...fault, label, at: after(fault.at), crumbs: [], trail: trailOf(fault.at, crumbs) })
      return true
    },
    sight(ref, sight, atMs, crumbs) {
      const label = orders.length < BATCH_ORDERS ? room(ref, countBytes) : -1
      if (label >= 0) orders.push([label, sight, after(atMs), ...trailOf(atMs, crumbs)])
      return label >= 0
    },
    isEmpty: () => counts.size + points.length + errors.length + orders.length === 0,
    body: () => ({
      ...{ base, dict: [...labels.keys()], counts: [...counts.values()], points, errors, weight },
      ...(orders.length > 0 ? { orders } : {}),
    }),
  }
}

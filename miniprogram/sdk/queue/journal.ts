import type { BatchV1, Breadcrumb, CountTuple, ErrorReport, PointTuple } from '../../../contract/batch'
import { LIMITS } from '../../../contract/limits'
import { utf8Bytes } from '../text/bytes'

/** An error before it is written relative to its batch: times in epoch ms. */
export type Fault = Omit<ErrorReport, 'label' | 'crumbs'> & { crumbs: Breadcrumb[] }

export type Body = Pick<BatchV1, 'base' | 'dict' | 'counts' | 'points' | 'errors' | 'weight'>

/** Leaves room for the batch's header and its drop reasons. */
const bodyBytes = LIMITS.batchBytes - 2_000
/** Longest forms of the tuples, with their comma. */
const countBytes = 26
const pointBytes = 34
const longestMinutes = 1_440

/**
 * The batch in progress: never more than fits into one, so that its copy on disk and what is sent in the end have the
 * same name. Each method says false if there is no room: then it is time to close this one.
 */
export interface Journal {
  count(metric: number, label: string, outcome: number, atMs: number): boolean
  point(metric: number, label: string, outcome: number, atMs: number, value: number): boolean
  fault(fingerprint: string, fault: Fault): boolean
  /** counted tuples, points and errors */
  items(): number
  body(): Body
}

/**
 * @param base phone clock, epoch ms: where times count from
 * @param weight how many events a point stands for
 */
export function openJournal(base: number, weight: number): Journal {
  const labels = new Map<string, number>()
  const counts = new Map<string, CountTuple>()
  const points: PointTuple[] = []
  const errors: ErrorReport[] = []
  let bytes = 0

  /** @returns its index, or -1 if this label or `more` bytes do not fit */
  const room = (label: string, more: number): number => {
    const known = labels.get(label)
    const needed = more + (known === undefined ? utf8Bytes(JSON.stringify(label)) + 1 : 0)
    if (bytes + needed > bodyBytes || (known === undefined && labels.size >= LIMITS.dictionary)) return -1
    bytes += needed
    if (known !== undefined) return known
    labels.set(label, labels.size)
    return labels.size - 1
  }
  const after = (atMs: number) => Math.max(0, Math.round(atMs - base))

  return {
    count(metric, label, outcome, atMs) {
      const minute = Math.max(0, Math.floor(atMs / 60_000) - Math.floor(base / 60_000))
      const key = `${metric} ${outcome} ${minute} ${label}`
      const known = counts.get(key)
      if (known) {
        if (known[4] >= 1_000_000) return false
        known[4]++
        return true
      }
      if (counts.size >= LIMITS.batchCounts || minute > longestMinutes) return false
      const index = room(label, countBytes)
      if (index >= 0) counts.set(key, [metric, index, outcome, minute, 1])
      return index >= 0
    },
    point(metric, label, outcome, atMs, value) {
      if (points.length >= LIMITS.batchPoints) return false
      const index = room(label, pointBytes)
      if (index >= 0) points.push([metric, index, outcome, after(atMs), value])
      return index >= 0
    },
    fault(fingerprint, fault) {
      if (errors.length >= LIMITS.batchErrors) return false
      const crumbs = fault.crumbs.map((crumb) => ({ ...crumb, at: Math.round(crumb.at - base) }))
      const report: ErrorReport = { ...fault, label: 0, at: after(fault.at), crumbs }
      const index = room(fingerprint, utf8Bytes(JSON.stringify(report)) + 4)
      if (index >= 0) errors.push({ ...report, label: index })
      return index >= 0
    },
    items: () => counts.size + points.length + errors.length,
    body: () => ({ base, dict: [...labels.keys()], counts: [...counts.values()], points, errors, weight }),
  }
}

import type { Labelled } from './labelled'

/** What alerts of several series are worth, over the second part of each. */
export interface AlertScore {
  /** F1 over points; an event counts whole when an alert comes in its first points */
  delayF1: number
  /** F1 over events and runs of alerts */
  eventF1: number
  falseRunsPerDay: number
}

const JUDGED_FROM = 0.5
/** Points within which an alert must come, and points of quiet that part two runs. */
const DELAY = 7
const GAP = 10
/** One in sixty ordinary points reaches this much evidence. */
const ORDINARY = 1

/** @param alerts of each series, a flag a point */
export function scoreAlerts(series: readonly Labelled[], alerts: readonly Uint8Array[]): AlertScore {
  const sum = { hit: 0, missed: 0, wrong: 0, events: 0, found: 0, falseRuns: 0, days: 0 }
  series.forEach((one, k) => {
    const flags = alerts[k] as Uint8Array
    const length = one.marked.length
    const from = Math.floor(length * JUDGED_FROM)
    const step = (one.timestamps[1] as number) - (one.timestamps[0] as number)
    sum.days += ((length - from) * step) / 86_400
    for (let at = from; at < length; at++) {
      if (!one.marked[at]) {
        sum.wrong += flags[at] as number
        continue
      }
      let end = at
      let found = false
      for (; end < length && one.marked[end]; end++) if (end <= at + DELAY && flags[end]) found = true
      sum.events++
      if (found) sum.found++
      if (found) sum.hit += end - at
      else sum.missed += end - at
      at = end - 1
    }
    sum.falseRuns += falseRuns(one.marked, flags, from)
  })
  const recall = sum.found / Math.max(1, sum.events)
  const precision = sum.found / Math.max(1, sum.found + sum.falseRuns)
  return {
    delayF1: (2 * sum.hit) / Math.max(1, 2 * sum.hit + sum.wrong + sum.missed),
    eventF1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
    falseRunsPerDay: sum.falseRuns / sum.days,
  }
}

/**
 * Share of the marked points whose event begins with nothing that the evidence sees: an ordinary point's, wherever an alert
 * would have to come. No threshold gets them.
 */
export function marksUnseen(series: readonly Labelled[], evidence: readonly Float32Array[]): number {
  const sum = { all: 0, unseen: 0 }
  series.forEach(({ marked }, k) => {
    for (let at = Math.floor(marked.length * JUDGED_FROM); at < marked.length; at++) {
      if (!marked[at]) continue
      let end = at
      let most = Number.NEGATIVE_INFINITY
      for (; end < marked.length && marked[end]; end++)
        if (end <= at + DELAY) most = Math.max(most, evidence[k]?.[end] ?? 0)
      sum.all += end - at
      if (most < ORDINARY) sum.unseen += end - at
      at = end - 1
    }
  })
  return sum.unseen / Math.max(1, sum.all)
}

/** Runs of alerts that no anomaly was near: neither at one of their points nor shortly before. */
function falseRuns(marked: readonly boolean[], flags: Uint8Array, from: number): number {
  let runs = 0
  let last = Number.NEGATIVE_INFINITY
  let lastMarked = Number.NEGATIVE_INFINITY
  let wrong = false
  for (let at = from; at < flags.length; at++) {
    if (marked[at]) lastMarked = at
    if (!flags[at]) continue
    if (at - last > GAP) {
      if (wrong) runs++
      wrong = true
    }
    if (at - lastMarked <= GAP) wrong = false
    last = at
  }
  return wrong ? runs + 1 : runs
}

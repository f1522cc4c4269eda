import type { BatchV1 } from '../../contract/batch'
import { MINUTE_MS } from '../../core/time/units'
import { parseBatchText } from './corpus'

const QUANTILES = [0.5, 0.75, 0.9, 0.95, 0.99]

interface Series {
  counts: number[]
  durations: number[]
}

/** The plain way: every duration in an array of its series, sorted for its quantiles. Nothing that can be merged. */
export function foldArrays(texts: readonly string[]): unknown[] {
  const series = new Map<string, Series>()
  for (const { batch } of texts.map(parseBatchText<BatchV1>)) {
    const at = (metric: number, label: number, minute: number): Series => {
      const key = `${batch.store}|${metric}|${batch.dict[label]}|${minute}`
      const known = series.get(key) ?? { counts: [], durations: [] }
      series.set(key, known)
      return known
    }
    const base = Math.floor(batch.base / MINUTE_MS)
    for (const [metric, label, outcome, minute, events] of batch.counts) {
      const { counts } = at(metric, label, base + minute)
      counts[outcome] = (counts[outcome] ?? 0) + events
    }
    for (const [metric, label, , ms, value] of batch.points)
      at(metric, label, Math.floor((batch.base + ms) / MINUTE_MS)).durations.push(value)
  }
  return [...series].map(([key, { counts, durations }]) => {
    durations.sort((a, b) => a - b)
    return [key, counts, QUANTILES.map((q) => durations[Math.max(0, Math.ceil(q * durations.length) - 1)])]
  })
}

import { isFailureCode, OUTCOMES, outcomeCode } from '../../contract/outcomes'
import type { ExportTable } from './exportTable'

const HEADS = ['from', 'store', 'metric', 'label', 'ok', 'failed', ...OUTCOMES.slice(1), 'p50_ms', 'p95_ms', 'p99_ms']
const OK = outcomeCode('ok')

/**
 * A line for each slot, metric and label in which anything happened (RFC 4180), quantiles on the lines of all labels, whose
 * label is empty. Slots in which nothing was received have no line: that is no zero. With a byte order mark, by which
 * spreadsheets know UTF-8.
 */
export function csvText({ store, at, rows, totals }: ExportTable): string {
  const lines: (string | number)[][] = []
  for (const { metric, slots } of totals)
    for (const [index, slot] of slots.entries()) {
      if (slot === null || slot.total === 0) continue
      const quantiles = [0.5, 0.95, 0.99].map((q) => (slot.sketch === null ? '' : Math.round(slot.sketch.quantile(q))))
      lines.push([iso(at[index]), store, metric, '', ...numbers(slot.counts), ...quantiles])
    }
  for (const { metric, label, counts } of rows)
    for (const [index, slot] of counts.entries())
      if (slot?.some((events) => events > 0))
        lines.push([iso(at[index]), store, metric, label, ...numbers(slot), '', '', ''])
  return `\uFEFF${[HEADS, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`
}

const iso = (ms: number | undefined): string => new Date(ms ?? 0).toISOString()

function numbers(counts: readonly number[]): number[] {
  const failed = counts.reduce((sum, events, outcome) => sum + (isFailureCode(outcome) ? events : 0), 0)
  return [counts[OK] ?? 0, failed, ...OUTCOMES.slice(1).map((_, index) => counts[index + 1] ?? 0)]
}

/** A label comes from phones: one that a spreadsheet would take for a formula is made a text. Chinese ones take ＝ for =. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@＝＋－＠\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

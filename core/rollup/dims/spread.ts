import { bucketValue, FINE, fineBucket, SMALLEST } from '../../../contract/sketch/buckets'
import { decodeColumn, encodeColumn } from '../columns'
import { compareText } from '../seriesTable'
import { OTHER } from '../topLabels'
import { mostFrequent, VALUES_KEPT } from './limitValues'
import type { SpreadColumns } from './storedDims'

/** APIs of a store and window whose spread is kept by name; the rest are one, `other`. */
export const APIS_KEPT = 12

/** A natural logarithm is kept in whole parts of this: sums are exact, hence the same in any order. */
export const LOG_PARTS = 256

/** How many durations, the sum of their logarithms (of ms, at least 0) and of those squared, in parts. */
export interface Moments {
  n: number
  s: number
  q: number
}

export interface SpreadRow extends Moments {
  metric: number
  label: string
  /** index into CONTEXTS */
  context: number
  value: string
}

const LOGS: number[] = []

/** The bucket's logarithm stands for the value's: within 0.8 %, and without Math.log for every event. */
export function logParts(value: number): number {
  if (value <= 1) return 0
  const bucket = fineBucket(Math.max(value, SMALLEST))
  const known = LOGS[bucket]
  if (known !== undefined) return known
  const parts = Math.round(LOG_PARTS * Math.max(0, Math.log(bucketValue(bucket, FINE))))
  LOGS[bucket] = parts
  return parts
}

/** Rows by API, context and value, in the making. */
export class SpreadTable {
  private readonly rows = new Map<string, SpreadRow>()

  add({ metric, label, context, value }: Omit<SpreadRow, keyof Moments>, { n, s, q }: Moments): void {
    const key = `${metric}|${context}|${value}|${label}`
    const known = this.rows.get(key)
    if (known === undefined) {
      this.rows.set(key, { metric, label, context, value, n, s, q })
      return
    }
    known.n += n
    known.s += s
    known.q += q
  }

  addAll(rows: readonly SpreadRow[]): this {
    for (const row of rows) this.add(row, row)
    return this
  }

  /** In canonical order: metric, label, context, value. */
  sorted(): SpreadRow[] {
    return [...this.rows.values()].sort(compareRows)
  }
}

const compareRows = (a: SpreadRow, b: SpreadRow): number =>
  a.metric - b.metric || compareText(a.label, b.label) || a.context - b.context || compareText(a.value, b.value)

/**
 * Keeps the APIs with most durations, and of each context the values with most.
 * @param free contexts that are not limited, because their values are few by nature
 */
export function limitSpread(rows: readonly SpreadRow[], free: readonly number[] = []): SpreadRow[] {
  const named = rows.filter(({ label, context }) => label !== OTHER && context === 0)
  const apis = mostFrequent(
    named,
    () => 0,
    apiOf,
    ({ n }) => n,
    APIS_KEPT,
  )
  const worded = rows.filter(({ value }) => value !== OTHER)
  const values = mostFrequent(
    worded,
    ({ context }) => context,
    valueKey,
    ({ n }) => n,
    VALUES_KEPT,
  )
  const table = new SpreadTable()
  for (const row of rows) {
    const label = apis.has(apiOf(row)) ? row.label : OTHER
    const value = free.includes(row.context) || values.has(valueKey(row)) ? row.value : OTHER
    table.add({ ...row, label, value }, row)
  }
  return table.sorted()
}

const apiOf = ({ metric, label }: SpreadRow): string => `${metric}|${label}`
const valueKey = ({ context, value }: SpreadRow): string => `${context}|${value}`

/** @param rows in canonical order */
export function toSpreadColumns(rows: readonly SpreadRow[]): SpreadColumns {
  const names: [number, string][] = []
  const indexes: number[] = []
  let last: SpreadRow | undefined
  for (const row of rows) {
    if (last === undefined || last.metric !== row.metric || last.label !== row.label)
      names.push([row.metric, row.label])
    indexes.push(names.length - 1)
    last = row
  }
  const values = [...new Set(rows.map(({ value }) => value))].sort(compareText)
  const places = new Map(values.map((value, place) => [value, place]))
  return {
    ...{ names, values, rows: rows.length, i: encodeColumn(indexes) },
    d: encodeColumn(rows.map(({ context }) => context)),
    v: encodeColumn(rows.map(({ value }) => places.get(value) as number)),
    n: encodeColumn(rows.map(({ n }) => n)),
    s: encodeColumn(rows.map(({ s }) => s)),
    q: encodeColumn(rows.map(({ q }) => q)),
  }
}

export function spreadRows({ names, values, rows, ...columns }: SpreadColumns): SpreadRow[] {
  const at = (column: 'i' | 'd' | 'v' | 'n' | 's' | 'q') => decodeColumn(columns[column], rows)
  const [i, d, v, n, s, q] = [at('i'), at('d'), at('v'), at('n'), at('s'), at('q')]
  return i.map((name, row) => {
    const [metric, label] = names[name] as [number, string]
    const sums = { n: n[row] as number, s: s[row] as number, q: q[row] as number }
    return { metric, label, context: d[row] as number, value: values[v[row] as number] as string, ...sums }
  })
}

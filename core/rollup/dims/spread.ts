import { bucketValue, FINE } from '../../../contract/sketch/buckets'
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

/** By fine bucket: as many octaves as windows have. */
const LOGS = Int32Array.from({ length: 41 << FINE }, (_, bucket) =>
  Math.round(LOG_PARTS * Math.max(0, Math.log(bucketValue(bucket, FINE)))),
)

/**
 * The bucket's logarithm stands for the value's: within 0.8 %, and without Math.log for every event.
 * @param fine the value's bucket at the fine resolution
 */
export const logPartsIn = (fine: number, value: number): number => (value <= 1 ? 0 : (LOGS[fine] as number))

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

const COLUMNS = 6

/** Rows on their way to columns, one after the other in canonical order. */
export class SpreadWriter {
  private names: [number, string][] = []
  private rows = 0
  /** room for as many rows in each column */
  private room = 256
  private numbers = new Float64Array(this.room * COLUMNS)

  /** The rows that follow are of this API. */
  name(metric: number, label: string): void {
    this.names.push([metric, label])
  }

  /** @param value index into the values */
  push(context: number, value: number, n: number, s: number, q: number): void {
    if (this.rows === this.room) this.grow()
    const { numbers, room } = this
    const row = this.rows
    this.rows += 1
    numbers[row] = this.names.length - 1
    numbers[room + row] = context
    numbers[2 * room + row] = value
    numbers[3 * room + row] = n
    numbers[4 * room + row] = s
    numbers[5 * room + row] = q
  }

  /** The writer begins anew. @param values all that rows have, in canonical order */
  take(values: string[]): SpreadColumns {
    const { names, rows } = this
    const [i, d, v, n, s, q] = Array.from({ length: COLUMNS }, (_, column) => this.column(column, rows)) as SixTexts
    this.names = []
    this.rows = 0
    return { names, values, rows, i, d, v, n, s, q }
  }

  private column(column: number, rows: number): string {
    return encodeColumn(this.numbers.subarray(column * this.room, column * this.room + rows))
  }

  private grow(): void {
    const grown = new Float64Array(this.numbers.length * 2)
    for (let column = 0; column < COLUMNS; column++)
      grown.set(this.numbers.subarray(column * this.room, (column + 1) * this.room), column * this.room * 2)
    this.numbers = grown
    this.room *= 2
  }
}

type SixTexts = [string, string, string, string, string, string]

/** @param rows in canonical order */
export function toSpreadColumns(rows: readonly SpreadRow[]): SpreadColumns {
  const values = [...new Set(rows.map(({ value }) => value))].sort(compareText)
  const places = new Map(values.map((value, place) => [value, place]))
  const writer = new SpreadWriter()
  let last: SpreadRow | undefined
  for (const row of rows) {
    if (last === undefined || last.metric !== row.metric || last.label !== row.label) writer.name(row.metric, row.label)
    writer.push(row.context, places.get(row.value) as number, row.n, row.s, row.q)
    last = row
  }
  return writer.take(values)
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

export interface PickerColumns {
  columns: string[][]
  /** index in each column */
  chosen: number[]
  toValue(chosen: number[]): unknown
}

interface PickerInput {
  range: unknown[]
  rangeKey: string
  value: unknown
  start: string
  end: string
  fields: string
}

const label = (item: unknown, key: string) =>
  String(key && item && typeof item === 'object' ? ((item as Record<string, unknown>)[key] ?? '') : item)

export const selectorColumns = ({ range, rangeKey, value }: PickerInput): PickerColumns => ({
  columns: [range.map((item) => label(item, rangeKey))],
  chosen: [Math.max(0, Number(value) || 0)],
  toValue: ([index]) => index ?? 0,
})

export const multiColumns = ({ range, rangeKey, value }: PickerInput): PickerColumns => ({
  columns: (range as unknown[][]).map((column) => column.map((item) => label(item, rangeKey))),
  chosen: (range as unknown[][]).map((_, column) => (Array.isArray(value) ? Number(value[column]) || 0 : 0)),
  toValue: (chosen) => chosen,
})

const two = (amount: number) => String(amount).padStart(2, '0')
const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, index) => two(index + from))

export function timeColumns({ value }: PickerInput): PickerColumns {
  const [hour, minute] = String(value ?? '').split(':')
  return {
    columns: [upTo(24), upTo(60)],
    chosen: [Number(hour) || 0, Number(minute) || 0],
    toValue: ([h, m]) => `${two(h ?? 0)}:${two(m ?? 0)}`,
  }
}

/** Years ten before and after today unless start and end say otherwise. */
export function dateColumns({ value, start, end, fields }: PickerInput): PickerColumns {
  const today = new Date()
  const [year, month, day] = String(value || '').split('-')
  const firstYear = Number(start.slice(0, 4)) || today.getFullYear() - 10
  const lastYear = Math.max(firstYear, Number(end.slice(0, 4)) || today.getFullYear() + 10)
  const count = fields === 'year' ? 1 : fields === 'month' ? 2 : 3
  const all = [upTo(lastYear - firstYear + 1, firstYear), upTo(12, 1), upTo(31, 1)]
  const chosen = [
    (Number(year) || today.getFullYear()) - firstYear,
    (Number(month) || today.getMonth() + 1) - 1,
    (Number(day) || today.getDate()) - 1,
  ]
  return {
    columns: all.slice(0, count),
    chosen: chosen.slice(0, count),
    toValue: (answer) => answer.map((index, column) => all[column]?.[index] ?? '').join('-'),
  }
}

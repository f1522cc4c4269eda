import type { Fields, Value } from '../value'

/** Writes relaxed extended JSON: what the store keeps and what the SDK reads. */
export function encode(value: Value): string {
  return JSON.stringify(jsonOf(value))
}

/** The value itself where JSON can hold it, else a copy with the wrapped types. */
function jsonOf(value: Value): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $numberDouble: String(value) }
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return dateJson(value)
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } }
  return Array.isArray(value) ? listJson(value) : fieldsJson(value)
}

function listJson(list: Value[]): unknown {
  let copy: unknown[] | undefined
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as Value
    const json = jsonOf(item)
    if (json === item) continue
    copy ??= [...list]
    copy[i] = json
  }
  return copy ?? list
}

function fieldsJson(fields: Fields): unknown {
  let copy: Record<string, unknown> | undefined
  for (const key in fields) {
    const item = fields[key] as Value
    const json = jsonOf(item)
    if (json === item) continue
    copy ??= { ...fields }
    copy[key] = json
  }
  return copy ?? fields
}

function dateJson(date: Date): unknown {
  const year = date.getUTCFullYear()
  return { $date: year >= 1970 && year <= 9999 ? date.toISOString() : { $numberLong: String(date.getTime()) } }
}

/** What a document may hold. Whole numbers beyond 2^53 lose their last digits, as they do in a mini-program. */
export type Value = null | boolean | number | string | Date | RegExp | Value[] | Fields

export type Fields = { [field: string]: Value }

export type StoredDocument = Fields & { _id: Value }

/** True for `{…}`, false for dates, patterns, lists and null. */
export function isFields(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  )
}

/** The value at a dotted path through objects; null when there is none. */
export function valueAt(fields: Fields, path: string): Value {
  let value: Value | undefined = fields
  for (const segment of path.split('.')) value = isFields(value) ? value[segment] : undefined
  return value ?? null
}

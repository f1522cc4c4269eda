import { isFields, type Value } from '../value'

/**
 * Type brackets in MongoDB's comparison order:
 * https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export const TAG = {
  emptyList: 0x08,
  null: 0x0a,
  number: 0x10,
  string: 0x14,
  fields: 0x20,
  list: 0x24,
  boolean: 0x40,
  date: 0x48,
  pattern: 0x50,
} as const

const END = Buffer.from([0x00, 0x01])
const NULL_KEY = Buffer.from([TAG.null])
const FALSE_KEY = Buffer.from([TAG.boolean, 0])
const TRUE_KEY = Buffer.from([TAG.boolean, 1])

/**
 * Bytes that compare as MongoDB compares the values, so that SQL can order and cut by them.
 * No key is the prefix of another, and none starts with 0xff: keys can be joined.
 */
export function keyOf(value: Value | undefined): Buffer {
  if (value === undefined || value === null) return NULL_KEY
  switch (typeof value) {
    case 'string':
      return stringKey(TAG.string, value)
    case 'number':
      return numberKey(TAG.number, value)
    case 'boolean':
      return value ? TRUE_KEY : FALSE_KEY
  }
  if (value instanceof Date) return numberKey(TAG.date, value.getTime())
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([TAG.list]), ...value.map(keyOf), END])
  if (isFields(value)) return fieldsKey(value)
  return stringKey(TAG.pattern, `${value.source}/${value.flags}`)
}

function stringKey(tag: number, text: string): Buffer {
  const bytes = Buffer.byteLength(text)
  const key = Buffer.allocUnsafe(bytes + 3)
  key[0] = tag
  key.write(text, 1)
  key[bytes + 1] = 0
  key[bytes + 2] = 1
  return text.includes('\0') ? escapeZeros(key, bytes) : key
}

/** A zero byte inside a text becomes 00 ff, so that it differs from the end mark 00 01. */
function escapeZeros(key: Buffer, bytes: number): Buffer {
  const out: number[] = []
  for (let i = 0; i <= bytes; i++) {
    out.push(key[i] as number)
    if (i > 0 && key[i] === 0) out.push(0xff)
  }
  return Buffer.concat([Buffer.from(out), END])
}

/** IEEE bits with the sign folded: negative numbers inverted, positive ones above them. NaN comes first. */
function numberKey(tag: number, number: number): Buffer {
  const key = Buffer.alloc(9)
  key[0] = tag
  if (Number.isNaN(number)) return key
  key.writeDoubleBE(number === 0 ? 0 : number, 1)
  if ((key[1] as number) & 0x80) for (let i = 1; i < 9; i++) key[i] = ~(key[i] as number) & 0xff
  else key[1] = (key[1] as number) | 0x80
  return key
}

function fieldsKey(fields: { [field: string]: Value }): Buffer {
  const parts: Buffer[] = [Buffer.from([TAG.fields])]
  for (const [name, value] of Object.entries(fields)) {
    const key = keyOf(value)
    // Field by field MongoDB compares the type, then the name, then the value.
    parts.push(key.subarray(0, 1), stringKey(TAG.string, name), key)
  }
  parts.push(END)
  return Buffer.concat(parts)
}

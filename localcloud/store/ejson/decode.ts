import { invalidParam } from '../errors'
import { type Fields, isFields, type Value } from '../value'

/** MongoDB stores 100 levels; a query around a document adds a few. */
const MAX_DEPTH = 150

const UNSUPPORTED = new Set([
  '$oid',
  '$binary',
  '$uuid',
  '$numberDecimal',
  '$timestamp',
  '$minKey',
  '$maxKey',
  '$symbol',
  '$code',
  '$dbPointer',
  '$undefined',
])

/**
 * Reads extended JSON, canonical or relaxed.
 * @param text one JSON value
 * @param name what the text is, for the error ("query", "data")
 * @param nowMs what `serverDate` means; without it a server date is refused
 * @throws WireError INVALID_PARAM when the text is no JSON or holds a type that documents here cannot have
 */
export function decode(text: string, name: string, nowMs?: number): Value {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw invalidParam(`${name} is not JSON: ${(error as Error).message}`)
  }
  return revive(parsed, name, nowMs)
}

/** `decode` for a text that must hold an object. */
export function decodeFields(text: string, name: string, nowMs?: number): Fields {
  const value = decode(text, name, nowMs)
  if (!isFields(value)) throw invalidParam(`${name} must be an object`)
  return value
}

/** Turns parsed extended JSON into values, in place. */
export function revive(parsed: unknown, name: string, nowMs?: number, depth = 0): Value {
  if (depth > MAX_DEPTH) throw invalidParam(`${name} is nested deeper than ${MAX_DEPTH} levels`)
  if (Array.isArray(parsed)) {
    for (let i = 0; i < parsed.length; i++) {
      const item: unknown = parsed[i]
      if (typeof item === 'object' && item !== null) parsed[i] = revive(item, name, nowMs, depth + 1)
    }
    return parsed
  }
  if (typeof parsed !== 'object' || parsed === null) return parsed as Value
  const fields = parsed as Record<string, unknown>
  for (const key in fields) {
    if (key.charCodeAt(0) === 36) {
      const wrapped = unwrap(key, fields[key], name, nowMs)
      if (wrapped !== undefined) return wrapped
    }
    const value = fields[key]
    if (typeof value === 'object' && value !== null) fields[key] = revive(value, name, nowMs, depth + 1)
  }
  return fields as Fields
}

function unwrap(key: string, content: unknown, name: string, nowMs: number | undefined): Value | undefined {
  switch (key) {
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
      return Number(content)
    case '$date':
      return dateOf(content, name)
    case '$regularExpression':
      return patternOf(content, name)
    case '$tcb_server_date':
      return serverDate(content, name, nowMs)
  }
  if (UNSUPPORTED.has(key)) throw invalidParam(`${name}: the local cloud has no values of type ${key}`)
  return undefined
}

function dateOf(content: unknown, name: string): Date {
  const raw =
    typeof content === 'object' && content !== null ? Number((content as Record<string, unknown>).$numberLong) : content
  const date = new Date(raw as string | number)
  if (Number.isNaN(date.getTime())) throw invalidParam(`${name}: not a date: ${JSON.stringify(content)}`)
  return date
}

function patternOf(content: unknown, name: string): RegExp {
  const { pattern, options = '' } = (content ?? {}) as { pattern?: unknown; options?: unknown }
  try {
    // The database knows i, m, s and u; g and y steer a search position, which a filter does not have.
    return new RegExp(String(pattern), String(options).replace(/[^imsu]/g, ''))
  } catch (error) {
    throw invalidParam(`${name}: ${(error as Error).message}`)
  }
}

function serverDate(content: unknown, name: string, nowMs: number | undefined): Date {
  if (nowMs === undefined) throw invalidParam(`${name}: a server date has no meaning here`)
  const offset = revive((content as { offset?: unknown } | null)?.offset ?? 0, name)
  const ms = nowMs + Number(offset)
  if (!Number.isFinite(ms)) throw invalidParam(`${name}: the offset of a server date must be a number of milliseconds`)
  return new Date(ms)
}

/** @param path dotted; an index is a name like any other */
export function fieldOf(document: unknown, path: string): unknown {
  if (!path.includes('.')) return isRecord(document) ? document[path] : undefined
  let value = document
  for (const name of path.split('.')) value = isRecord(value) ? value[name] : undefined
  return value
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Below this a number is seconds: 1e11 ms is March 1973, 1e11 s the year 5138. */
const SECONDS_BELOW = 1e11

/** A time as shops keep them: Date, epoch ms or s, ISO text. @returns epoch ms; null for none */
export function momentOf(value: unknown): number | null {
  if (isDate(value)) return Number.isNaN(value.getTime()) ? null : value.getTime()
  if (typeof value === 'string') return /^\d{9,13}$/.test(value) ? momentOf(Number(value)) : momentOf(new Date(value))
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return null
  return Math.round(value < SECONDS_BELOW ? value * 1000 : value)
}

/** Also a date of another realm, for which instanceof is false. */
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]'

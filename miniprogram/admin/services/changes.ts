type Json = null | boolean | number | string | undefined | Json[] | { [key: string]: Json }

/**
 * What setData has to send to turn one page state into the next: paths and their new values, nothing that is the same.
 * A list that grew sends its new end; a shorter one goes whole, and so does an object that lost a key.
 */
export function changes(before: object, after: object): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(after)) collect(key, (before as { [key: string]: Json })[key], value, found)
  return found
}

function collect(path: string, before: Json, after: Json, found: Record<string, unknown>): void {
  if (before === after) return
  if (Array.isArray(before) && Array.isArray(after) && before.length <= after.length && before.length > 0) {
    after.forEach((value, at) => {
      collect(`${path}[${at}]`, before[at], value, found)
    })
  } else if (isObject(before) && isObject(after) && Object.keys(before).every((key) => key in after)) {
    for (const key of Object.keys(after)) collect(`${path}.${key}`, before[key], after[key], found)
  } else found[path] = after
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

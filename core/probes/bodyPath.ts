/**
 * What stands at a place of an answer, e.g. `value.dishes.0.id`; a text is read as JSON. Only what the answer itself holds:
 * nothing that every object inherits.
 * @returns undefined where there is nothing, or the text is no JSON
 */
export function bodyPath(body: unknown, path: string): unknown {
  let at = typeof body === 'string' ? parsed(body) : body
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Record<string, unknown>)[step]
  }
  return at
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

import { type Fields, isFields, type Value } from '../value'

/** Stages that pass each document on with more in it. */
const ADDING = new Set(['$addFields', '$set'])

/**
 * Which fields of its documents a pipeline looks at, as dotted paths; there may be more than it does look at.
 * @returns undefined: it may look at all of a document
 */
export function pathsRead(stages: readonly Fields[]): string[] | undefined {
  const paths: string[] = ['_id']
  for (const stage of stages) {
    const [[name, spec] = ['', null]] = Object.entries(stage)
    const isLast = name === '$project' && isFields(spec) && keepsWhatItNames(spec)
    if (!isFields(spec) || !(isLast || ADDING.has(name))) return undefined
    // what is computed is put into what the document has under that name
    const isKnown = Object.entries(spec).every(([field, value]) => addPath(field, paths) && addPaths(value, paths))
    if (!isKnown) return undefined
    if (isLast) return paths
  }
  return undefined
}

/** False for a projection that names what it leaves out. */
function keepsWhatItNames(spec: Fields): boolean {
  const named = Object.entries(spec).filter(([field]) => field !== '_id')
  return named.length > 0 && named.every(([field, value]) => field.startsWith('$') || keeps(value))
}

const keeps = (value: Value): boolean => (isFields(value) ? keepsWhatItNames(value) : value !== 0 && value !== false)

/** Its operand is the bare name of a field. */
const BY_NAME = '$getField'

/** @returns false when the expression may look at all of a document */
function addPaths(expression: Value, paths: string[]): boolean {
  if (typeof expression === 'string') {
    if (expression.startsWith('$$')) return !/^\$\$(ROOT|CURRENT)\b/.test(expression)
    return !expression.startsWith('$') || addPath(expression.slice(1), paths)
  }
  if (Array.isArray(expression)) return expression.every((one) => addPaths(one, paths))
  if (!isFields(expression)) return true
  return Object.entries(expression).every(([name, one]) => name !== BY_NAME && addPaths(one, paths))
}

/** @returns false for one that is no path through named fields */
function addPath(path: string, paths: string[]): boolean {
  paths.push(path)
  return path.split('.').every((name) => name !== '' && !name.startsWith('$'))
}

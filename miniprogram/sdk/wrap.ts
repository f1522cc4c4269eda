import { attempt } from './attempt'
import { FIXED, HEALTHY, type Health, MISSING } from './collectors/collector'
import type { Call } from './phoneApi'
import { isFunction } from './watchCall'

/**
 * Puts `make(original)` in the place of owner[name] and looks whether it is really there: on some phones the property
 * is an accessor, on hosts with plugins it cannot be written (PLATFORM §4). What others have written on the function
 * stays on it. A function that is ours already is left alone.
 */
export function wrap(owner: object | undefined, name: string, make: (original: Call) => Call): Health {
  const slot = owner as Record<string, Call | undefined>
  const original = attempt(() => slot[name])
  if (!isFunction(original)) return MISSING
  if ('__kandian' in original) return HEALTHY
  const value = Object.assign(make(original), original, { __kandian: true })
  const isThere = () => attempt(() => slot[name]) === value
  attempt(() => {
    slot[name] = value
  })
  if (!isThere())
    attempt(() => Object.defineProperty(slot, name, { value, configurable: true, enumerable: true, writable: true }))
  return isThere() ? HEALTHY : FIXED
}

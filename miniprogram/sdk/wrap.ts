import { attempt } from './attempt'
import { HEALTHY, type Health } from './collectors/collector'
import type { Call } from './phoneApi'

const mark = '__kandian'

/**
 * Puts `make(original)` in the place of owner[name] and looks whether it is really there: on some phones the property
 * is an accessor, on hosts with plugins it cannot be written (PLATFORM §4).
 */
export function wrap(owner: object | undefined, name: string, make: (original: Call) => Call): Health {
  const slot = owner as Record<string, Call | undefined> | undefined
  const original = attempt(() => slot?.[name])
  if (!slot || typeof original !== 'function') return `${name} is missing`
  if (mark in original) return HEALTHY
  const wrapper = Object.defineProperty(make(original), mark, { value: true })
  attempt(() =>
    Object.defineProperty(slot, name, { value: wrapper, configurable: true, enumerable: true, writable: true }),
  )
  const isThere = () => attempt(() => slot[name]) === wrapper
  if (!isThere()) attempt(() => Reflect.set(slot, name, wrapper))
  return isThere() ? HEALTHY : `${name} cannot be replaced on this host`
}

import { attempt } from './attempt'
import { HEALTHY, type Health } from './collectors/collector'
import type { Host } from './host'
import type { Call } from './phoneApi'

type Definition = Record<string, unknown>
export type Method = (this: object, ...args: unknown[]) => unknown

/** Asked for each function of a definition: what wants to run before it, if anything. */
export type Seer = (name: string) => Method | undefined

const seers = new WeakMap<Host, Seer[]>()
const seeing = new WeakSet<Host>()

/**
 * Whether anything was defined through us while there are pages: on a host that gives every file a Page() of its own,
 * or where the SDK starts after the pages, ours is in its place and yet sees nothing.
 */
export const seesDefinitions = (host: Host): boolean => seeing.has(host) || host.pages().length === 0

/**
 * Lets somebody see what pages and components do, each function of theirs before it runs. Definitions are copied, never
 * written to: frameworks freeze theirs. Those made before the SDK started are not seen.
 */
export function watchDefinitions(host: Host, seer: Seer): Health {
  const known = seers.get(host)
  const all = known || []
  all.push(seer)
  const watching = (always: string[]) => (original: Call) =>
    function (this: unknown, definition: Definition, ...more: unknown[]) {
      seeing.add(host)
      return original.call(this, attempt(() => watched(definition, all, always)) || definition, ...more)
    }
  const isThere =
    known || attempt(() => (host.redefine as Call)(watching(['onLoad', 'onReady']), watching(['attached'])))
  if (!isThere) return 'Page and Component cannot be replaced on this host'
  seers.set(host, all)
  return HEALTHY
}

/** @param always functions that are seen also if the app has none */
function watched(definition: Definition, all: Seer[], always: string[]): Definition {
  const copy: Definition = {}
  for (const name of always) copy[name] = undefined
  for (const name in definition) copy[name] = definition[name]
  for (const name of Object.keys(copy)) {
    const part = copy[name]
    if (/^(methods|lifetimes)$/.test(name)) copy[name] = watched(part as Definition, all, [])
    else if (typeof part === 'function' || always.includes(name)) copy[name] = seen(part as Method, all, name)
  }
  return copy
}

/** Whoever wants to see, then the function itself. */
function seen(method: Method | undefined, all: Seer[], name: string): Method | undefined {
  const wishes = all.map((seer) => seer(name)).filter((see) => see) as Method[]
  if (!wishes.length) return method
  return function (...args) {
    for (const see of wishes) attempt(() => see.apply(this, args))
    if (method) return method.apply(this, args)
  }
}

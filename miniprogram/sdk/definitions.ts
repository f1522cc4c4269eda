import { attempt } from './attempt'
import { type CollectorContext, FIXED, HEALTHY, type Health, type Seer } from './collectors/collector'
import type { Call } from './phoneApi'
import { isFunction } from './watchCall'

type Definition = Record<string, unknown>

/**
 * Lets somebody see what pages and components do, each function of theirs before it runs. Definitions are copied, never
 * written to: frameworks freeze theirs. Those made before the SDK started are not seen: on a host that gives every file
 * a Page() of its own, ours is in its place and yet sees nothing, which `sawDefinition` tells.
 */
export function watchDefinitions(context: CollectorContext, seer: Seer): Health {
  const { seers } = context
  const watching = (always: string[]) => (original: Call) =>
    function (this: unknown, definition: Definition, ...more: unknown[]) {
      context.sawDefinition = true
      return original.call(this, attempt(() => watched(definition, seers, always)) || definition, ...more)
    }
  context.redefined =
    context.redefined ||
    attempt(() => (context.host.redefine as Call)(watching(['onLoad', 'onReady']), watching(['attached'])))
  seers.push(seer)
  return context.redefined ? HEALTHY : FIXED
}

/** @param always functions that are seen also if the app has none */
function watched(definition: Definition, seers: Seer[], always: string[]): Definition {
  const copy: Definition = {}
  for (const name of always) copy[name] = seen(undefined, seers, name)
  for (const name in definition) {
    const part = definition[name]
    copy[name] = isFunction(part)
      ? seen(part, seers, name)
      : /^(methods|lifetimes)$/.test(name)
        ? watched(part as Definition, seers, [])
        : part
  }
  return copy
}

/** Whoever wants to see, then the function itself. */
const seen = (method: Call | undefined, seers: Seer[], name: string): Call =>
  function (this: object, ...args) {
    for (const seer of seers) attempt(() => seer.call(this, name, ...args))
    if (method) return method.apply(this, args)
  }

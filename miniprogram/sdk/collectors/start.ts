import { attempt, latestFault } from '../attempt'
import type { Collector, CollectorContext, Health } from './collector'

/** Starts what is not switched off, in this order. @returns the health of each */
export function startCollectors(collectors: readonly Collector[], context: CollectorContext): Record<string, Health> {
  const health: Record<string, Health> = {}
  for (const { name, start } of collectors) {
    health[name] = (context.options.off as string[]).includes(name)
      ? 'off'
      : attempt(() => start(context)) || latestFault()
  }
  return health
}

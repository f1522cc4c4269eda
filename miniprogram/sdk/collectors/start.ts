import { attempt, latestFault } from '../attempt'
import type { CollectorName } from '../options'
import type { Collector, CollectorContext, Collectors, Health } from './collector'

/** Starts what is not switched off. @returns the health of each */
export function startCollectors(collectors: Collectors, context: CollectorContext): Record<string, Health> {
  const health: Record<string, Health> = {}
  for (const name in collectors) {
    const start = collectors[name as CollectorName] as Collector
    health[name] = context.options.off?.includes(name as CollectorName)
      ? 'off'
      : attempt(() => start(context)) || latestFault()
  }
  return health
}

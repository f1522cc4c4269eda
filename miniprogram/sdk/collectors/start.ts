import { attempt, latestFault } from '../attempt'
import type { CollectorName } from '../options'
import type { Collector, CollectorContext, Collectors } from './collector'

/** Starts what is not switched off, and notes the health of each. */
export function startCollectors(collectors: Collectors, context: CollectorContext): void {
  for (const name in collectors) {
    const start = collectors[name as CollectorName] as Collector
    context.healths[name] = attempt(() => (context.options.off as string[]).includes(name))
      ? 'off'
      : attempt(() => start(context)) || latestFault
  }
}

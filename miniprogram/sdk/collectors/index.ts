import { attempt, latestFault } from '../attempt'
import { call } from './call'
import type { Collector, CollectorContext, Health } from './collector'
import { errors } from './errors'
import { network } from './network'
import { pay } from './pay'
import { performance } from './performance'
import { request } from './request'
import { session } from './session'

/** Every instrument, in the order in which they start. */
const collectors: Collector[] = [session, errors, request, call, pay, performance, network]

/** Starts what is not switched off. @returns the health of each */
export function startCollectors(context: CollectorContext): Record<string, Health> {
  const health: Record<string, Health> = {}
  for (const { name, start } of collectors) {
    health[name] = context.options.off?.includes(name) ? 'off' : (attempt(() => start(context)) ?? latestFault())
  }
  return health
}

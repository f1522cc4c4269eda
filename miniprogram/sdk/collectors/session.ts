import { OK, PAGE_CRUMB, SESSION } from '../catalogue'
import type { Collector } from './collector'

/** Visits and pages: a cold start is a visit; a return is one if it was long ago (monitor.ts). */
export const session: Collector = (context) => {
  context.record(SESSION, 'launch', OK)
  return context.hear('onAppRouteDone', () => context.crumb(PAGE_CRUMB, context.pageName()))
}

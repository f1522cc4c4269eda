import { OK, PAGE_CRUMB, SESSION } from '../catalogue'
import type { Collector } from './collector'

/** Visits and pages: a cold start is a visit; a return is one if it was long ago (monitor.ts). */
export const session: Collector = ({ hear, record, crumb, page }) => {
  record(SESSION, 'launch', OK)
  return hear('onAppRouteDone', () => crumb(PAGE_CRUMB, page()))
}

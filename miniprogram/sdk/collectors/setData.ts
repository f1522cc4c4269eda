import { OK, SET_DATA } from '../catalogue'
import { watchDefinitions } from '../definitions'
import type { PageInstance } from '../host'
import type { Call } from '../phoneApi'
import { pagePath } from '../text/route'
import type { Collector } from './collector'

/** Updates that cost no frame are not told: an app that scrolls makes thousands. */
const frameMs = 16

interface Update {
  isMergedUpdate?: boolean
  pendingStartTimestamp: number
  updateEndTimestamp: number
}

/** What updates of pages and components cost, waiting included, by component. */
export const setData: Collector = (context) =>
  watchDefinitions(context, function (this: PageInstance, name) {
    if (!/^(onLoad|attached)$/.test(name)) return
    const label = pagePath(this.is || this.route)
    ;(this.setUpdatePerformanceListener as Call)({}, (update: Update) => {
      const ms = update.updateEndTimestamp - update.pendingStartTimestamp
      if (ms >= frameMs && !update.isMergedUpdate) context.record(SET_DATA, label, OK, ms)
    })
  })

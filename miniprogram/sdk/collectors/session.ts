import { attempt } from '../attempt'
import { type Collector, HEALTHY } from './collector'

/** Visits: a cold start is one; the other life cycle events go to whoever decides what follows from them. */
export const session: Collector = {
  name: 'session',
  start({ host, record, shown, hidden }) {
    let hiddenAt = 0
    record('session', 'launch', 'ok')
    if (!host.api.onAppHide) return 'onAppHide is missing'
    host.api.onAppShow?.(() =>
      attempt(() => {
        if (hiddenAt > 0) shown(host.now() - hiddenAt)
        hiddenAt = 0
      }),
    )
    host.api.onAppHide(() =>
      attempt(() => {
        hiddenAt = host.now()
        hidden()
      }),
    )
    return HEALTHY
  },
}

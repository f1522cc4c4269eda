import { OK, PAGE_CRUMB, SESSION } from '../catalogue'
import { type Collector, listen } from './collector'

/** Visits and pages: a cold start is a visit; the other life cycle events go to whoever decides what follows from them. */
export const session: Collector = {
  name: 'session',
  start({ host, record, crumb, page, shown, hidden }) {
    let hiddenAt = 0
    record(SESSION, 'launch', OK)
    listen(host.api, 'onAppRouteDone', () => crumb(PAGE_CRUMB, page()))
    listen(host.api, 'onAppShow', () => {
      if (hiddenAt > 0) shown(host.now() - hiddenAt)
      hiddenAt = 0
    })
    return listen(host.api, 'onAppHide', () => {
      hiddenAt = host.now()
      hidden()
    })
  },
}

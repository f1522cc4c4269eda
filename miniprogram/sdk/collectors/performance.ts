import { attempt } from '../attempt'
import type { PerformanceEntry } from '../phoneApi'
import { pagePath } from '../text/routeTemplate'
import { type Collector, type CollectorContext, HEALTHY } from './collector'

const metrics = { appLaunch: 'launch', firstRender: 'render', route: 'route' } as const
const longestMs = 120_000

/** Launch, first render and change of page, as WeChat measured them; on old base libraries from the route events. */
export const performance: Collector = {
  name: 'performance',
  start(context) {
    const observer = attempt(() =>
      context.host.api.getPerformance?.().createObserver?.((list) =>
        attempt(() => {
          for (const entry of list.getEntries()) observed(context, entry)
        }),
      ),
    )
    if (!observer) return watchRoutes(context)
    observer.observe({ entryTypes: ['navigation', 'render'] })
    return HEALTHY
  },
}

function observed({ record, host }: CollectorContext, { name, duration, path }: PerformanceEntry): void {
  const metric = metrics[name as keyof typeof metrics]
  if (!metric || typeof duration !== 'number' || !(duration >= 0 && duration <= longestMs)) return
  record(metric, pagePath(path ?? host.pages().slice(-1)[0]?.route), 'ok', duration)
}

/** The first page that is done ends the launch, as far as we saw it: from our first line on. */
function watchRoutes({ host, record }: CollectorContext): string {
  const { api } = host
  if (!attempt(() => api.onAppRouteDone)) return 'getPerformance and onAppRouteDone are missing'
  let since = host.elapsed()
  let launched = false
  api.onAppRoute?.(() => {
    if (launched) since = host.elapsed()
  })
  api.onAppRouteDone?.((event) =>
    attempt(() => {
      record(launched ? 'route' : 'launch', pagePath(event?.path), 'ok', host.elapsed() - since)
      launched = true
    }),
  )
  return HEALTHY
}

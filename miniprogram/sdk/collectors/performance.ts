import { attempt } from '../attempt'
import { FCP, LAUNCH, LCP, OK, PACKAGE, RENDER, ROUTE, SCRIPT } from '../catalogue'
import { watchDefinitions } from '../definitions'
import type { Call, PerformanceEntry } from '../phoneApi'
import { pagePath } from '../text/route'
import { type Collector, type CollectorContext, HEALTHY, type Health } from './collector'

const metrics: Record<string, number> = {
  appLaunch: LAUNCH,
  route: ROUTE,
  firstRender: RENDER,
  firstContentfulPaint: FCP,
  largestContentfulPaint: LCP,
  evaluateScript: SCRIPT,
  downloadPackage: PACKAGE,
}
const longestMs = 120_000

/** Launch, change of page, rendering, paints, scripts and packages, as WeChat measured them. */
export const performance: Collector = (context) => {
  const tell = timesOf(context)
  return observe(context, tell) ? HEALTHY : watchRoutes(context)
}

/** Hears of every entry. @returns whether this host tells any */
export function observe({ api }: CollectorContext, tell: (entry: PerformanceEntry) => void): unknown {
  return attempt(() => {
    const heard = (list: { getEntries(): PerformanceEntry[] }) => attempt(() => list.getEntries().forEach(tell))
    const observer = (api.getPerformance as Call)().createObserver(heard)
    observer.observe({ entryTypes: ['navigation', 'render', 'script', 'loadPackage'] })
    return observer
  })
}

/**
 * A paint is a moment without duration: it counts from where the first rendering of its page began, by the same clock
 * (which is relative on some hosts). Whichever of the two comes first waits for the other.
 */
function timesOf(context: CollectorContext): (entry: PerformanceEntry) => void {
  const begun: Record<string | number, number> = {}
  let waiting: PerformanceEntry[] = []
  return (told) => {
    if (told.name === 'firstRender') begun[told.pageId || String(told.path)] = told.startTime as number
    waiting = [...waiting.slice(-9), told].filter((entry) => {
      const { name, pageId, path, moduleName, packageName, startTime, duration } = entry
      const metric = metrics[name]
      const ms = (
        /Paint$/.test(name) ? (startTime as number) - (begun[pageId || String(path)] as number) : duration
      ) as number
      if (metric && ms >= 0 && ms <= longestMs)
        context.record(metric, pagePath(path || moduleName || packageName || context.pageName()), OK, ms)
      return Number.isNaN(ms)
    })
  }
}

/**
 * On old base libraries from the route events, on older ones from the pages' own life. The first page that is done ends
 * the launch, as far as we saw it.
 */
function watchRoutes(context: CollectorContext): Health {
  let since = context.host.elapsed()
  let metric: number = LAUNCH
  const begin = () => {
    if (metric === ROUTE) since = context.host.elapsed()
  }
  const done = () => {
    context.record(metric, context.pageName(), OK, context.host.elapsed() - since)
    metric = ROUTE
  }
  context.hear('onAppRoute', begin)
  const health = context.hear('onAppRouteDone', done)
  if (health === HEALTHY) return health
  return watchDefinitions(context, (name) => {
    if (name === 'onLoad') begin()
    if (name === 'onReady') done()
  })
}

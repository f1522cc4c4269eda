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
export function observe({ api }: CollectorContext, tell: (entry: PerformanceEntry) => void): boolean {
  return !!attempt(() => {
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
function timesOf({ record, page }: CollectorContext): (entry: PerformanceEntry) => void {
  const begun: Record<string, number | undefined> = {}
  let paints: PerformanceEntry[] = []
  const write = ({ name, path, moduleName, packageName }: PerformanceEntry, ms: unknown) => {
    const label = pagePath(path || moduleName || packageName || page())
    if (typeof ms === 'number' && ms >= 0 && ms <= longestMs) record(metrics[name] as number, label, OK, ms)
  }
  return (entry) => {
    const metric = metrics[entry.name]
    if (metric === RENDER) begun[keyOf(entry)] = entry.startTime
    if (metric === FCP || metric === LCP) paints.push(entry)
    else if (metric) write(entry, entry.duration)
    paints = paints.slice(-9).filter((paint) => {
      const start = begun[keyOf(paint)]
      if (start !== undefined) write(paint, (paint.startTime as number) - start)
      return start === undefined
    })
  }
}

const keyOf = ({ pageId, path }: PerformanceEntry) => String(pageId || path)

/**
 * On old base libraries from the route events, on older ones from the pages' own life. The first page that is done ends
 * the launch, as far as we saw it.
 */
function watchRoutes({ host, hear, record, page }: CollectorContext): Health {
  let since = host.elapsed()
  let metric: number = LAUNCH
  const begin = () => {
    if (metric === ROUTE) since = host.elapsed()
  }
  const done = () => {
    record(metric, page(), OK, host.elapsed() - since)
    metric = ROUTE
  }
  hear('onAppRoute', begin)
  const health = hear('onAppRouteDone', done)
  if (health === HEALTHY) return health
  return watchDefinitions(host, (name) => (name === 'onLoad' ? begin : name === 'onReady' ? done : undefined))
}

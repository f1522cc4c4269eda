import { BLANK, CLIENT, NOTE_CRUMB, OK } from '../catalogue'
import { pagePath } from '../text/route'
import { type Collector, HEALTHY, MISSING } from './collector'
import { observe } from './performance'

/** WeChat's limit for a first screen (PLATFORM §4). */
const patienceMs = 5_000

/** White screens: a page that was opened, is still looked at, and has painted nothing. */
export const blank: Collector = (context) => {
  const painted = new Set<string>()
  let paintsAreTold = false
  /** the page that is looked at, as far as we heard */
  let visible: object | undefined
  const seen = new WeakSet<object>()
  const observes = observe(context, ({ name, path }) => {
    const isPaint = name === 'firstContentfulPaint'
    paintsAreTold = paintsAreTold || isPaint
    if (isPaint || (name === 'firstRender' && !paintsAreTold)) painted.add(pagePath(path))
  })
  context.hear('onAppHide', () => {
    visible = undefined
  })
  const health = context.hear('onAppRouteDone', () => {
    const opened = context.host.visiblePage()
    visible = opened
    if (!opened || seen.has(opened)) return
    seen.add(opened)
    const path = context.pageName()
    context.host.setTimeout(() => {
      if (visible !== opened) return
      context.record(BLANK, path, painted.has(path) ? OK : CLIENT)
      if (!painted.has(path)) context.crumb(NOTE_CRUMB, 'blank')
    }, patienceMs)
  })
  return observes || health !== HEALTHY ? health : MISSING
}

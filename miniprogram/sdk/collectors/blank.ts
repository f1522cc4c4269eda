import { BLANK, CLIENT, NOTE_CRUMB, OK } from '../catalogue'
import { pagePath } from '../text/route'
import { type Collector, HEALTHY } from './collector'
import { observe } from './performance'

/** WeChat's limit for a first screen (PLATFORM §4). */
const patienceMs = 5_000

/** White screens: a page that was opened, is still looked at, and has painted nothing. */
export const blank: Collector = (context) => {
  const { host, hear, record, crumb, page } = context
  const painted = new Set<string>()
  let paintsAreTold = false
  let visible = true
  const seen = new WeakSet<object>()
  const observes = observe(context, ({ name, path }) => {
    const isPaint = name === 'firstContentfulPaint'
    paintsAreTold = paintsAreTold || isPaint
    if (isPaint || (name === 'firstRender' && !paintsAreTold)) painted.add(pagePath(path))
  })
  hear('onAppHide', () => {
    visible = false
  })
  const health = hear('onAppRouteDone', () => {
    visible = true
    const opened = host.pages().slice(-1)[0]
    if (!opened || seen.has(opened)) return
    seen.add(opened)
    const path = page()
    host.setTimeout(() => {
      if (!visible || host.pages().slice(-1)[0] !== opened) return
      record(BLANK, path, painted.has(path) ? OK : CLIENT)
      if (!painted.has(path)) crumb(NOTE_CRUMB, 'blank')
    }, patienceMs)
  })
  return observes ? health : health === HEALTHY ? 'getPerformance is missing' : health
}

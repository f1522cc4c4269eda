import { LIMITS } from '../../../contract/limits'
import { requestOutcome } from '../classify'
import type { Call } from '../phoneApi'
import { routeTemplate } from '../text/routeTemplate'
import { watchCall } from '../watchCall'
import { wrap } from '../wrap'
import type { Collector, CollectorContext } from './collector'

/** HTTP requests: how long, and how they ended, by method and route template. */
export const request: Collector = {
  name: 'request',
  start: (context) => wrap(context.host.api, 'request', (original) => watchRequest(context, original)),
}

/** Also what the explicit request() uses where wrapping fails. */
export function watchRequest(context: CollectorContext, original: Call): Call {
  return watchCall(context.host, original, 'callback', (options) => {
    const { url, method } = options as { url?: unknown; method?: unknown }
    const verb = /^[a-z]{3,7}$/i.test(String(method)) ? String(method).toUpperCase() : 'GET'
    const route = `${verb} ${routeTemplate(url)}`.slice(0, LIMITS.labelLength)
    return (ok, answer, durationMs) => {
      const outcome = requestOutcome(ok, answer, context.options.requestFailed)
      context.crumb('request', `${route} ${outcome}`)
      context.record('request', route, outcome, durationMs)
    }
  })
}

import { REQUEST_CRUMB } from '../catalogue'
import { requestOutcome } from '../classify'
import type { CollectorName } from '../options'
import type { Call } from '../phoneApi'
import { watchCall } from '../watchCall'
import { wrap } from '../wrap'
import type { Collector, CollectorContext } from './collector'

/** Looks at an answer once more. */
type Look = (context: CollectorContext, answer: unknown, durationMs: number) => void

/** HTTP through `wx[api]`: how long, and how it ended, by verb and route template. */
export const http = (name: CollectorName, api: string, metric: number, look?: Look): Collector => ({
  name,
  start: (context) => wrap(context.host.api, api, (original) => watchHttp(context, original, metric, look)),
})

/** Also what the explicit request() uses where wrapping fails. */
export const watchHttp = (context: CollectorContext, original: Call, metric: number, look?: Look): Call =>
  watchCall(context.host, original, true, ({ url, method }) => {
    const route = context.route(method, url)
    return (ok, answer, durationMs) => {
      const outcome = requestOutcome(ok, answer, context.options.requestFailed)
      context.ended(metric, REQUEST_CRUMB, route, outcome, durationMs)
      if (look) look(context, answer, durationMs)
    }
  })

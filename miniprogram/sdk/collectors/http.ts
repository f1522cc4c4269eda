import { REQUEST_CRUMB } from '../catalogue'
import { requestOutcome } from '../classify'
import type { CollectorContext } from './collector'
import type { Begin } from './watched'

/** Looks at an answer once more. */
export type Look = (context: CollectorContext, answer: unknown, durationMs: number) => void

/** HTTP calls: how long, and how they ended, by verb and route template. */
export const http =
  (metric: number, look?: Look): Begin =>
  (context) =>
  ({ url, method }) => {
    const route = context.routeName(method, url)
    return (ok, answer, durationMs) => {
      context.ended(metric, REQUEST_CRUMB, route, requestOutcome(ok, answer, context.options.requestFailed), durationMs)
      if (look) look(context, answer, durationMs)
    }
  }

import { requestOutcome } from '../classify'
import type { CollectorContext } from './collector'
import type { Begin } from './watched'

/** Looks at an answer once more. */
export type Look = (context: CollectorContext, answer: unknown, durationMs: number) => void

/** HTTP calls and those of containers, which have a path: how long, and how they ended, by verb and route template. */
export const http =
  (metric: number, crumb: number, look?: Look): Begin =>
  (context) =>
  ({ url, path, method }) => {
    const route = context.routeName(method, url || path)
    return (ok, answer, durationMs) => {
      context.ended(metric, crumb, route, requestOutcome(ok, answer, context.options.requestFailed), durationMs)
      if (look) look(context, answer, durationMs)
    }
  }

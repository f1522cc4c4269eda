import { CALL_CRUMB, CONTAINER } from '../catalogue'
import { requestOutcome } from '../classify'
import { watched } from './watched'

/** Calls of containers (云托管), by method and path. */
export const container = watched('callContainer', (context) => ({ path, method }) => {
  const label = context.routeName(method, path)
  return (ok, answer, durationMs) =>
    context.ended(CONTAINER, CALL_CRUMB, label, requestOutcome(ok, answer, context.options.requestFailed), durationMs)
})

import { CALL_CRUMB, CONTAINER } from '../catalogue'
import { requestOutcome } from '../classify'
import { watched } from './watched'

/** Calls of containers (云托管), by method and path. */
export const container = watched('cloud.callContainer', ({ options, ended, route }) => ({ path, method }) => {
  const label = route(method, path)
  return (ok, answer, durationMs) =>
    ended(CONTAINER, CALL_CRUMB, label, requestOutcome(ok, answer, options.requestFailed), durationMs)
})

import { attempt } from '../attempt'
import { CALL_CRUMB, CONTAINER } from '../catalogue'
import { requestOutcome } from '../classify'
import { watchCall } from '../watchCall'
import { wrap } from '../wrap'
import type { Collector } from './collector'

/** Calls of containers (云托管), by method and path. */
export const container: Collector = {
  name: 'container',
  start: ({ host, options, ended, route }) =>
    wrap(
      attempt(() => host.api.cloud),
      'callContainer',
      (original) =>
        watchCall(host, original, false, ({ path, method }) => {
          const label = route(method, path)
          return (ok, answer, durationMs) =>
            ended(CONTAINER, CALL_CRUMB, label, requestOutcome(ok, answer, options.requestFailed), durationMs)
        }),
    ),
}

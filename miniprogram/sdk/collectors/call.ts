import { attempt } from '../attempt'
import { callOutcome } from '../classify'
import { label } from '../text/routeTemplate'
import { watchCall } from '../watchCall'
import { wrap } from '../wrap'
import type { Collector } from './collector'

const shortWord = /^[a-z][\w-]{0,31}$/i

/** Calls of cloud functions, by function and action. */
export const call: Collector = {
  name: 'call',
  start: (context) =>
    wrap(
      attempt(() => context.host.api.cloud),
      'callFunction',
      (original) =>
        watchCall(context.host, original, 'either', (options) => {
          const name = callLabel(options)
          return (ok, answer, durationMs) => {
            const outcome = callOutcome(ok, answer, context.options.callFailed)
            context.crumb('call', `${name} ${outcome}`)
            context.record('call', name, outcome, durationMs)
          }
        }),
    ),
}

/** `shop.submit` for {name:'shop', data:{action:'submit'}}; an action that is not one short word stays out. */
function callLabel(options: { name?: unknown; data?: { action?: unknown } }): string {
  const action = options.data?.action
  const name = shortWord.test(String(options.name)) ? String(options.name) : 'other'
  return label(typeof action === 'string' && shortWord.test(action) ? `${name}.${action}` : name)
}

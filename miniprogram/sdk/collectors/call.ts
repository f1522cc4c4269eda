import { CALL, CALL_CRUMB, NOTE_CRUMB } from '../catalogue'
import { callOutcome } from '../classify'
import { label as short } from '../text/route'
import { watched } from './watched'

const shortWord = /^[a-z][\w-]{0,31}$/i

/** What the owner's pages ask of Kandian is nothing that a customer waits for. */
const own = /^(query|admin)(\.|$)/

/** Calls of cloud functions, by function and action. */
export const call = watched('callFunction', (context) => (asked) => {
  const label = callLabel(asked)
  if (own.test(label)) return
  return (ok, answer, durationMs) => {
    const outcome = callOutcome(ok, answer, context.options.callFailed)
    const { requestID } = Object(answer)
    // finds this very run among the function's errors and in its log
    if (outcome && requestID) context.crumb(NOTE_CRUMB, short(`request ${requestID}`))
    context.ended(CALL, CALL_CRUMB, label, outcome, durationMs)
  }
})

/** `shop.submit` for {name:'shop', data:{action:'submit'}}; an action that is not one short word stays out. */
export function callLabel({ name, data }: { name?: unknown; data?: unknown }): string {
  const { action } = Object(data)
  const label = shortWord.test(String(name)) ? String(name) : 'other'
  return action && shortWord.test(action) ? `${label}.${action}` : label
}

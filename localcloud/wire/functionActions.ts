import type { Invoker } from '../functions/invoker'
import { calledByFunction, SOURCES } from '../functions/source'
import { type ActionHandler, textParam } from './action'
import { WireError } from './wireError'

/** `functions.invokeFunction`: a function (or a server with the environment's key) calls a function. */
export function invokeFunctionAction(invoker: Invoker): ActionHandler {
  return async (request) => {
    const name = textParam(request, 'function_name')
    if (!invoker.has(name)) {
      throw new WireError('FUNCTION_NOT_FOUND', `FunctionName parameter could not be found: ${name}`)
    }
    const { invocation } = request
    const source = invocation ? calledByFunction(invocation.caller.source) : SOURCES.outside
    const outcome = await invoker.invoke(name, parseEvent(textParam(request, 'request_data')), { source })
    if (!outcome.ok) throw new WireError('FUNCTIONS_EXECUTE_FAIL', outcome.message)
    return { json: { requestId: outcome.requestId, data: { response_data: outcome.resultJson } } }
  }
}

function parseEvent(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new WireError('INVALID_PARAM', 'request_data is not JSON')
  }
}

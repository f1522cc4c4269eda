import type { Outcome } from '../../contract/outcomes'
import { asks } from './options'

/** PLATFORM §4: fields of a failed call's answer. */
interface Failure {
  errMsg?: unknown
  message?: unknown
  errno?: unknown
  errCode?: unknown
}

/** @param reader the integrator's, says whether an answer with a good status says no */
export function requestOutcome(ok: boolean, answer: unknown, reader: unknown): Outcome {
  if (!ok) return failureOutcome(answer)
  const status = Number((answer as { statusCode?: unknown } | undefined)?.statusCode)
  if (status >= 500) return 'server'
  if (status >= 400) return 'client'
  return asks(reader, answer) ? 'business' : 'ok'
}

export function callOutcome(ok: boolean, answer: unknown, reader: unknown): Outcome {
  if (!ok) return failureOutcome(answer)
  const result = (answer as { result?: { ok?: unknown } } | undefined)?.result
  return (typeof reader === 'function' ? asks(reader, result) : result?.ok === false) ? 'business' : 'ok'
}

/** A cancelled payment has no code and is also what a wrong signature gives: nobody's failure until the server knows more. */
export function payOutcome(ok: boolean, answer: unknown): Outcome {
  if (ok) return 'ok'
  const { text } = describe(answer)
  if (/cancel/.test(text)) return 'aborted'
  const outcome = failureOutcome(answer)
  return outcome === 'network' && !/network|net::|offline|connect/.test(text) ? 'business' : outcome
}

/** WeChat's words first, since codes came late and differ by host; then the code's family; else the network. */
function failureOutcome(answer: unknown): Outcome {
  const { text, errno, errCode } = describe(answer)
  if (/interrupted/.test(text) || errno === 600003) return 'interrupted'
  if (/abort/.test(text)) return 'aborted'
  if (/time.?out|timed out|超时/.test(text) || errno === 5 || errCode === -501002 || errCode === -504003)
    return 'timeout'
  if (/domain list|invalid url|parameter/.test(text) || (errno >= 600005 && errno <= 600010 && errno !== 600006))
    return 'client'
  if (errCode <= -601000 || (errCode <= -501005 && errCode > -502000)) return 'client'
  if (errCode <= -404000) return 'server'
  return 'network'
}

function describe(answer: unknown): { text: string; errno: number; errCode: number } {
  const failure = (typeof answer === 'object' && answer !== null ? answer : { errMsg: answer }) as Failure
  const text = String(failure.errMsg ?? failure.message ?? '').toLowerCase()
  return { text, errno: Number(failure.errno), errCode: Number(failure.errCode) }
}

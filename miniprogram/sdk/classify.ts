import { ABORTED, BUSINESS, CLIENT, INTERRUPTED, NETWORK, OK, SERVER, TIMEOUT } from './catalogue'

/** The integrator's: says whether an answer that arrived says no. Called only if it is a function. */
export type Reader = unknown

/** All of these return an index into OUTCOMES. */
export function requestOutcome(ok: boolean, answer: unknown, reader: Reader): number {
  if (!ok) return failureOutcome(answer)
  const status = Number(Object(answer).statusCode)
  if (status >= 400) return status >= 500 ? SERVER : CLIENT
  return typeof reader === 'function' && reader(answer) === true ? BUSINESS : OK
}

export function callOutcome(ok: boolean, answer: unknown, reader: Reader): number {
  if (!ok) return failureOutcome(answer)
  const { result } = Object(answer)
  return (typeof reader === 'function' ? reader(result) === true : Object(result).ok === false) ? BUSINESS : OK
}

/** A cancelled payment has no code and is also what a wrong signature gives: nobody's failure until the server knows more. */
export function payOutcome(ok: boolean, answer: unknown): number {
  const text = textOf(answer)
  if (ok) return OK
  if (/cancel/.test(text)) return ABORTED
  const outcome = failureOutcome(answer)
  return outcome === NETWORK && !/network|net::|offline|connect/.test(text) ? BUSINESS : outcome
}

/**
 * WeChat's words first, since codes came late and differ by host; then the code's family (PLATFORM §4); else the
 * network. An aborted connection (-103) is the network's doing, an abort the app's.
 */
export function failureOutcome(answer: unknown): number {
  const text = textOf(answer)
  const { errno, errCode } = Object(answer)
  if (/interrupted/.test(text) || errno === 600003) return INTERRUPTED
  if (/(^|fail )abort/.test(text)) return ABORTED
  if (/time.?out|timed out|超时/.test(text) || errno === 5 || errCode === -501002 || errCode === -504003) return TIMEOUT
  if (
    /domain list|invalid url|parameter/.test(text) ||
    (errno >= 600005 && errno <= 600010 && errno !== 600006) ||
    errCode <= -601000 ||
    (errCode <= -501005 && errCode > -502000)
  )
    return CLIENT
  return errCode <= -404000 ? SERVER : NETWORK
}

function textOf(answer: unknown): string {
  const { errMsg, message } = Object(answer)
  return String(errMsg || message || answer).toLowerCase()
}

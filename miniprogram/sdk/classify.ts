import { ABORTED, BUSINESS, CLIENT, INTERRUPTED, NETWORK, OK, SERVER, TIMEOUT } from './catalogue'

/** The integrator's: says whether an answer that arrived says no. Called only if it is a function. */
export type Reader = unknown

/** All of these return an index into OUTCOMES. */
export const requestOutcome = (ok: boolean, answer: unknown, reader: Reader): number =>
  ok
    ? statusOutcome(Object(answer).statusCode) ||
      (typeof reader === 'function' && reader(answer) === true ? BUSINESS : OK)
    : failureOutcome(answer)

const statusOutcome = (status: number) => (status >= 500 ? SERVER : status >= 400 ? CLIENT : OK)

export const callOutcome = (ok: boolean, answer: unknown, reader: Reader): number =>
  ok ? resultOutcome(Object(answer).result, reader) : failureOutcome(answer)

const resultOutcome = (result: unknown, reader: Reader) =>
  (typeof reader === 'function' ? reader(result) === true : Object(result).ok === false) ? BUSINESS : OK

/** A cancelled payment has no code and is also what a wrong signature gives: nobody's failure until the server knows more. */
export function payOutcome(ok: boolean, answer: unknown): number {
  const text = textOf(answer)
  if (ok) return OK
  if (/cancel/.test(text)) return ABORTED
  const outcome = failureOutcome(answer)
  return outcome === NETWORK && !/network|net::|offline|connect/.test(text) ? BUSINESS : outcome
}

/**
 * WeChat's words first, since codes came late and differ by host; then the code's family (PLATFORM §4). An aborted
 * connection (-103) is the network's doing, an abort the app's.
 */
const families: [RegExp, number][] = [
  [/interrupted| 600003 /, INTERRUPTED],
  [/(^|fail )abort/, ABORTED],
  [/time.?out|timed out|超时| 5 | -50(1002|4003)$/, TIMEOUT],
  [/domain list|invalid url|parameter| 600(00[5789]|010) | -(6(?!00)|501(?!00[0-4]))\d+$/, CLIENT],
  [/ -[4-9]\d{5}$/, SERVER],
]

/** An error without any of it is the network's. */
export function failureOutcome(answer: unknown): number {
  const { errno, errCode } = Object(answer)
  const text = `${textOf(answer)} ${errno} ${errCode}`
  const [, outcome = NETWORK] = families.find(([family]) => family.test(text)) || []
  return outcome
}

function textOf(answer: unknown): string {
  const { errMsg, message } = Object(answer)
  return String(errMsg || message || answer).toLowerCase()
}

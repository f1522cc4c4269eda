/**
 * How an attempt ended, on the wire as its index. Only the failures below count against availability:
 * `interrupted` (the app went to the background) and `aborted` (the user or the app cancelled) are nobody's fault.
 */
export const OUTCOMES = [
  'ok',
  'business', // answered, but the answer says no
  'client', // HTTP 4xx
  'server', // HTTP 5xx, function failed
  'timeout',
  'network',
  'interrupted',
  'aborted',
  'unknown', // no answer either way
] as const

export type Outcome = (typeof OUTCOMES)[number]

export const FAILURES: readonly Outcome[] = ['business', 'client', 'server', 'timeout', 'network']

const failureCodes: ReadonlySet<number> = new Set(FAILURES.map((f) => OUTCOMES.indexOf(f)))

export const outcomeCode = (outcome: Outcome): number => OUTCOMES.indexOf(outcome)

/** @param code index into OUTCOMES */
export const isFailureCode = (code: number): boolean => failureCodes.has(code)

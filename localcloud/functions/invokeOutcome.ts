/** Why an invocation gave no result. */
export type InvokeFailure =
  | 'notFound'
  | 'tooLarge'
  | 'lineFull'
  | 'resultTooLarge'
  | 'error'
  | 'crash'
  | 'timeout'
  | 'dropped'
  | 'injected'

interface Run {
  requestId: string
  /** Real time in the instance; 0 when it never ran. */
  durationMs: number
  cold: boolean
}

export type InvokeOutcome = Run &
  ({ ok: true; resultJson: string } | { ok: false; failure: InvokeFailure; errCode: number; message: string })

/** The numbers a phone sees (PLATFORM §1, WIRE §7); -1 is what the client library says of a broken connection. */
const ERR_CODES: Record<InvokeFailure, number> = {
  notFound: -501000,
  tooLarge: -501007,
  lineFull: -501004,
  resultTooLarge: -604001,
  error: -504002,
  crash: -504002,
  timeout: -501002,
  dropped: -1,
  injected: -1,
}

export const failedInvocation = (
  requestId: string,
  failure: InvokeFailure,
  message: string,
  errCode: number = ERR_CODES[failure],
): InvokeOutcome => ({ ok: false, requestId, failure, errCode, message, durationMs: 0, cold: false })

/** How `wx.cloud.callFunction` words a failure. */
export const phoneError = (outcome: { errCode: number; message: string }): { errCode: number; errMsg: string } => ({
  errCode: outcome.errCode,
  errMsg: `cloud.callFunction:fail Error: errCode: ${outcome.errCode} | errMsg: ${outcome.message}`,
})

/** What every function that a client can call answers. Expected failures are values; only bugs throw. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: AnswerError }

export interface AnswerError {
  code: ErrorCode
  /** English, for the developer: names the field and the remedy. Pages show their own text by `code`. */
  message: string
  field?: string
}

/** Closed list: a page has a text for each. */
export type ErrorCode =
  | 'bad_request' // the input does not have the documented form
  | 'too_large' // over a limit of contract/limits.ts
  | 'unauthenticated' // WeChat did not say who is calling
  | 'forbidden' // the caller has no role for this
  | 'not_found'
  | 'conflict' // somebody else was faster; read again
  | 'claim_invalid' // wrong, used or expired claim code
  | 'not_a_timer' // a timed job was called by somebody else
  | 'template_missing' // settings hold no template id for this kind of message
  | 'unavailable' // the database or WeChat did not answer; try again

export const ok = <T>(value: T): Answer<T> => ({ ok: true, value })

/** @param field name of the offending input field, where there is one */
export const refuse = (code: ErrorCode, message: string, field?: string): { ok: false; error: AnswerError } => ({
  ok: false,
  error: field === undefined ? { code, message } : { code, message, field },
})

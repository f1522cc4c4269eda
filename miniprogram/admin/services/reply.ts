import type { AnswerError } from '../../../contract/answer'

/** An answer as it reached this phone. Never a rejection: no network is an answer too. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: CallError }

/** @property errCode WeChat's number when the function itself did not answer, e.g. -501002; null otherwise */
export interface CallError extends AnswerError {
  errCode: number | null
}

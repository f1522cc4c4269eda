import { errorWord } from '../format/words'
import type { CallError } from '../services/reply'

/** Why something could not be read. */
export function failureReason(error: CallError, online: boolean): string {
  if (!online) return '手机没网'
  if (error.code !== 'unavailable') return `${errorWord[error.code]}（${error.code}）`
  return `云函数没回话${error.errCode === null ? '' : `（${error.errCode}）`}`
}

/** Why nothing can be shown, and what that does not tell. */
export function failureWords(error: CallError, online: boolean): string {
  const reason = failureReason(error, online)
  return online && error.code !== 'unavailable' ? reason : `${reason}。\n点单好不好看不到，先看厨房小票`
}

import { errorWord } from '../format/words'
import type { CallError } from '../services/reply'

/** Why nothing can be shown, and what that does not tell. */
export function failureWords(error: CallError, online: boolean): string {
  if (!online) return '手机没网。\n点单好不好看不到，先看厨房小票'
  if (error.code !== 'unavailable') return `${errorWord[error.code]}（${error.code}）`
  const code = error.errCode === null ? '' : `（${error.errCode}）`
  return `云函数没回话${code}。\n点单好不好看不到，先看厨房小票`
}

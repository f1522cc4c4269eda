import type { SendOutcome, ShopActions } from '../core/ports/outside'
import { cloud } from './cloud'
import { withTimeout } from './notifiers/withTimeout'

/** -501000: there is no such function. It certainly did not run. */
const NOT_FOUND = -501000

/** Calls the shop's own function. An answer {ok: false} or {error} means that it refused. */
export const shopActions: ShopActions = {
  run: (name, data) => withTimeout(call(name, data)),
}

async function call(name: string, data: Record<string, unknown>): Promise<SendOutcome> {
  try {
    const { result } = await cloud.callFunction({ name, data })
    return outcomeOfResult(result)
  } catch (failure) {
    const { errCode, errMsg } = failure as { errCode?: number; errMsg?: string }
    const message = errMsg ?? String(failure)
    return errCode === NOT_FOUND
      ? { status: 'failed', code: errCode, message, final: true }
      : { status: 'unknown', message }
  }
}

export function outcomeOfResult(result: unknown): SendOutcome {
  const answer = (typeof result === 'object' && result !== null ? result : {}) as { ok?: unknown; error?: unknown }
  if (answer.ok !== false && answer.error === undefined) return { status: 'sent' }
  return { status: 'failed', code: 0, message: JSON.stringify(answer.error ?? answer).slice(0, 200) }
}

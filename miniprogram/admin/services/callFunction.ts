import type { Answer } from '../../../contract/answer'
import type { CallError, Reply } from './reply'

/** Calls a cloud function. WeChat's own failures (no network, no answer within its own limit of a minute, the function broke) come back as 'unavailable'. */
export async function callFunction<T>(name: string, request: object): Promise<Reply<T>> {
  try {
    const { result } = await wx.cloud.callFunction({ name, data: request })
    const answer = result as unknown as Answer<T>
    if (answer.ok) return answer
    return { ok: false, error: { ...answer.error, errCode: null } }
  } catch (reason) {
    return { ok: false, error: unavailable(reason) }
  }
}

function unavailable(reason: unknown): CallError {
  const { errCode, errMsg, message } = (reason ?? {}) as { errCode?: number; errMsg?: string; message?: string }
  return {
    code: 'unavailable',
    message: errMsg ?? message ?? 'the function did not answer',
    errCode: typeof errCode === 'number' ? errCode : null,
  }
}

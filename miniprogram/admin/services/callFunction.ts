import type { Answer } from '../../../contract/answer'
import type { CallError, Reply } from './reply'

/** WeChat gives a call 60 s; an owner at the stove gives it this long. */
const patienceMs = 15_000

/** Calls a cloud function. WeChat's own failures (no network, the function broke) come back as 'unavailable'. */
export async function callFunction<T>(name: string, request: object): Promise<Reply<T>> {
  try {
    const { result } = await withPatience(wx.cloud.callFunction({ name, data: request }))
    const answer = result as unknown as Answer<T>
    if (answer.ok) return answer
    return { ok: false, error: { ...answer.error, errCode: null } }
  } catch (reason) {
    return { ok: false, error: unavailable(reason) }
  }
}

function withPatience<T>(call: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs)
    void call.then(resolve, reject).then(() => clearTimeout(timer))
  })
}

function unavailable(reason: unknown): CallError {
  const { errCode, errMsg, message } = (reason ?? {}) as { errCode?: number; errMsg?: string; message?: string }
  return {
    code: 'unavailable',
    message: errMsg ?? message ?? 'the function did not answer',
    errCode: typeof errCode === 'number' ? errCode : null,
  }
}

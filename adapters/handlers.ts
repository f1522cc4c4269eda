import { type Answer, refuse } from '../contract/answer'
import { cloud } from './cloud'

/** Who is calling, from WeChat and from nowhere else. */
export interface Caller {
  openid: string
}

/**
 * The shell of a function that phones call. Identity comes from WeChat's context only; what the event says of it is
 * ignored. What is thrown is logged and answered as `unavailable`.
 */
export const clientFunction =
  <T>(handle: (event: unknown, caller: Caller, nowMs: number) => Promise<Answer<T>>) =>
  (event: unknown): Promise<Answer<T>> =>
    answered(async () => {
      const { OPENID } = cloud.getWXContext()
      if (OPENID === undefined || OPENID === '') return refuse('unauthenticated', 'open it in WeChat: no openid came')
      return handle(event, { openid: String(OPENID) }, Date.now())
    })

/**
 * The shell of a timed function. SOURCE is a chain that a client cannot shorten: only WeChat's own timer is exactly
 * `wx_trigger` without an openid. The event proves nothing.
 */
export const timedFunction =
  <T>(run: (nowMs: number) => Promise<Answer<T>>) =>
  (): Promise<Answer<T>> =>
    answered(async () => {
      const { SOURCE, OPENID } = cloud.getWXContext()
      const byTimer = SOURCE === 'wx_trigger' && (OPENID === undefined || OPENID === '')
      return byTimer ? run(Date.now()) : refuse('not_a_timer', 'only its timer runs this function')
    })

async function answered<T>(run: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await run()
  } catch (failure) {
    console.error(failure)
    return refuse('unavailable', 'the cloud did not answer: try again; the cause is in the log of this function')
  }
}

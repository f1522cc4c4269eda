import { type Answer, refuse } from '../contract/answer'
import { cloud } from './cloud'

/** Who is calling, from WeChat and from nowhere else. */
export interface Caller {
  openid: string
  /** from where they call; only to be looked up, never to be stored */
  address: string | undefined
}

/**
 * The shell of a function that phones call. Identity comes from WeChat's context only; what the event says of it is
 * ignored. What is thrown is logged and answered as `unavailable`.
 */
export const clientFunction =
  <T>(handle: (event: unknown, caller: Caller, nowMs: number) => Promise<Answer<T>>) =>
  (event: unknown): Promise<Answer<T>> =>
    answered(async () => {
      const { OPENID, CLIENTIP, CLIENTIPV6 } = cloud.getWXContext() as Record<string, string | undefined>
      if (OPENID === undefined || OPENID === '') return refuse('unauthenticated', 'open it in WeChat: no openid came')
      const address = CLIENTIP === undefined || CLIENTIP === '' ? CLIENTIPV6 : CLIENTIP
      return handle(withoutPlatformFields(event), { openid: String(OPENID), address }, Date.now())
    })

/** The platform adds `userInfo` (and on some hosts `tcbContext`) to what a phone sends; they are no part of the request. */
const withoutPlatformFields = (event: unknown): unknown => {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event
  const { userInfo: _, tcbContext: __, ...request } = event as Record<string, unknown>
  return request
}

/** What a push of WeChat's own carries; `openid` is whom it is about, from WeChat's context. */
export interface Push {
  openid: string
  event: unknown
}

/** WeChat's page of getWXContext does not list message pushes; this is what they are seen with. */
const PUSH_SOURCE = 'wx_unknown'

/**
 * The shell of the function that receives WeChat's message pushes. A phone's call is `wx_client`, a function's call has a
 * chain: neither gets in, whatever the event claims.
 */
export const pushFunction =
  <T>(handle: (push: Push, nowMs: number) => Promise<Answer<T>>) =>
  (event: unknown): Promise<Answer<T>> =>
    answered(async () => {
      const { SOURCE, OPENID } = cloud.getWXContext()
      if (SOURCE !== PUSH_SOURCE || OPENID === undefined || OPENID === '') {
        return refuse('forbidden', 'only pushes of WeChat are taken here')
      }
      return handle({ openid: String(OPENID), event }, Date.now())
    })

/**
 * The shell of a timed function. SOURCE is a chain that a client cannot shorten: only WeChat's own timer is exactly
 * `wx_trigger` without an openid. The event proves nothing.
 * @param handed what it does when a timed function of ours calls it; absent: nothing
 */
export const timedFunction =
  <T, U = never>(run: (nowMs: number) => Promise<Answer<T>>, handed?: HandedWork<U>) =>
  (event?: unknown): Promise<Answer<T | U>> =>
    answered<T | U>(async () => {
      const source = timerSource()
      if (source === 'timer') return run(Date.now())
      if (source === 'handed' && handed !== undefined) return handed(withoutPlatformFields(event), Date.now())
      return refuse('not_a_timer', 'only its timer runs this function')
    })

/**
 * The shell of a function that only another function of ours calls, on behalf of a timer: the chain is exactly the timer
 * and one call. A phone that calls a function that calls this one has a different chain.
 */
export const handedFunction =
  <T>(run: HandedWork<T>) =>
  (event: unknown): Promise<Answer<T>> =>
    answered(async () =>
      timerSource() === 'handed'
        ? run(withoutPlatformFields(event), Date.now())
        : refuse('not_a_timer', 'only a timer of ours hands work to this function'),
    )

type HandedWork<T> = (event: unknown, nowMs: number) => Promise<Answer<T>>

/** Work for one shard: event {shard}. */
export const handedShard =
  <T>(run: (shard: string, nowMs: number) => Promise<Answer<T>>): HandedWork<T> =>
  async (event, nowMs) => {
    const { shard } = Object(event) as { shard?: unknown }
    return typeof shard === 'string' && SHARD.test(shard)
      ? run(shard, nowMs)
      : refuse('bad_request', 'shard: the number of the one to be worked', 'shard')
  }

/** A shard's name becomes part of a field's path. */
const SHARD = /^\w{1,32}$/

/** Whether a timer calls, or a function of ours that a timer called; null: somebody else. */
function timerSource(): 'timer' | 'handed' | null {
  const { SOURCE, OPENID } = cloud.getWXContext()
  if (OPENID !== undefined && OPENID !== '') return null
  return SOURCE === 'wx_trigger' ? 'timer' : SOURCE === 'wx_trigger,scf' ? 'handed' : null
}

async function answered<T>(run: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await run()
  } catch (failure) {
    console.error(failure)
    return refuse('unavailable', 'the cloud did not answer: try again; the cause is in the log of this function')
  }
}

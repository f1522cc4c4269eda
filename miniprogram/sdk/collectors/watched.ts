import { attempt } from '../attempt'
import { type CallOptions, type Ended, watchCall } from '../watchCall'
import { wrap } from '../wrap'
import type { Collector, CollectorContext } from './collector'

/** Made for each app: what to do when it begins a call. */
export type Begin = (context: CollectorContext) => (options: CallOptions) => Ended | undefined

/**
 * Watches the calls of one of WeChat's functions.
 * @param method of wx, or of wx.cloud: `cloud.callFunction`
 * @param addsCallbacks as in watchCall.ts
 */
export const watched =
  (method: string, begin: Begin, addsCallbacks = false): Collector =>
  (context) => {
    const [owner, name = owner] = method.split('.') as [string, string?]
    const { api, host } = context
    return wrap(name === owner ? api : attempt(() => api[owner as 'cloud']), name, (original) =>
      watchCall(host, original, addsCallbacks, begin(context)),
    )
  }

import { attempt } from '../attempt'
import { type CallOptions, type Ended, watchCall } from '../watchCall'
import { wrap } from '../wrap'
import type { Collector, CollectorContext } from './collector'

/** Made for each app: what to do when it begins a call. */
export type Begin = (context: CollectorContext) => (options: CallOptions) => Ended | undefined

/**
 * Watches the calls of one of WeChat's functions.
 * @param method of wx or of wx.cloud
 * @param addsCallbacks as in watchCall.ts
 */
export const watched =
  (method: string, begin: Begin, addsCallbacks?: boolean): Collector =>
  (context) => {
    const { api, host } = context
    return wrap(method in api ? api : attempt(() => api.cloud), method, (original) =>
      watchCall(host, original, addsCallbacks, begin(context)),
    )
  }

/**
 * What started a function, as `getWXContext().SOURCE` tells it.
 * Values from WeChat's page of Cloud.getWXContext; `messagePush` is not listed there, see docs/local-cloud.md.
 */
export const SOURCES = {
  phone: 'wx_client',
  timer: 'wx_trigger',
  http: 'wx_http',
  payCallback: 'wx_paycallback',
  messagePush: 'wx_unknown',
  outside: 'other',
} as const

/** The chain a function sees when another function called it. */
export const calledByFunction = (source: string): string => `${source},scf`

/** Who and what an invocation is for. */
export interface Caller {
  source: string
  /** Only where WeChat knows a person: a phone's call, or a message push about that person. */
  openid?: string
}

export const phoneCaller = (openid: string): Caller => ({ source: SOURCES.phone, openid })

import type { Invocation } from '../functions/invoker'

/** A signed request of the SDK, checked and parsed. */
export interface ActionRequest {
  action: string
  /** Body fields; of multipart bodies `requestData` and `apiOptions` are bytes, the rest text. */
  params: Record<string, unknown>
  /** The invocation it comes from; none for a server or tool that signs with the environment's key. */
  invocation: Invocation | undefined
  /** `/admin`'s own origin, for addresses in answers. */
  origin: string
  /** An error a fault wants WeChat to answer with. */
  injected?: number | string
}

/** Bytes are what wx.openApi and wx.wxPayApi answer with; JSON with a `code` would mean an error there. */
export type ActionReply = { json: Record<string, unknown> } | { bytes: Buffer }

export type ActionHandler = (request: ActionRequest) => Promise<ActionReply>

/** A text field of a request. @throws nothing; absent fields are '' */
export const textParam = (request: ActionRequest, name: string): string => {
  const value = request.params[name]
  return typeof value === 'string' ? value : ''
}

/** Text, or nothing for anything else and for ''. */
export const optionalText = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined

/** Payment calls are known to functions as `cloudPay.*`; the wire leaves that out. */
export function apiName(request: Pick<ActionRequest, 'action' | 'params'>): string | undefined {
  const name = optionalText(request.params.apiName)
  return request.action === 'wx.wxPayApi' && name ? `cloudPay.${name}` : name
}

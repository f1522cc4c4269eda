import { type ActionHandler, type ActionReply, type ActionRequest, apiName } from '../wire/action'
import { WireError } from '../wire/wireError'
import { decodeOpenApiArguments, encodeOpenApiRefusal, encodeOpenApiReply } from './openApiCodec'
import type { SendReply } from './subscribeMessage'
import type { WeChat } from './weChat'

/** The API is not among `permissions.openapi` of the function's config.json. */
const NO_PERMISSION = -604101

type OpenApi = (args: Record<string, unknown>, injected: number | undefined) => Promise<SendReply>

/** The three ways in which the SDK reaches WeChat itself. */
export function weChatActions(weChat: WeChat, now: () => number): Record<string, ActionHandler> {
  const apis: Record<string, OpenApi> = {
    'subscribeMessage.send': (args, injected) => weChat.messages.send(args, injected),
  }

  const call = async (request: ActionRequest, args: Record<string, unknown>): Promise<SendReply> => {
    const api = apis[apiName(request) ?? '']
    if (!api) throw new WireError('INVALID_PARAM', `the local cloud does not know the API "${apiName(request) ?? ''}"`)
    return api(args, typeof request.injected === 'number' ? request.injected : undefined)
  }

  return {
    'wx.openApi': async (request) => {
      if (!isPermitted(request)) return { bytes: encodeOpenApiRefusal(NO_PERMISSION) }
      return { bytes: encodeOpenApiReply(replyText(await call(request, openApiArguments(request)))) }
    },
    'wx.api': async (request) => {
      if (!isPermitted(request)) throw new WireError('INVALID_REQUEST_SOURCE', `no permission: ${NO_PERMISSION}`)
      const args = parseJson(String(request.params.requestData ?? '{}'))
      return { json: { data: { responseData: replyText(await call(request, args)) } } }
    },
    'wx.wxPayApi': async (request) => payApi(weChat, request, now()),
  }
}

const payApis = ({ pay }: WeChat, nowMs: number): Record<string, (args: unknown) => Record<string, unknown>> => ({
  'cloudPay.unifiedOrder': (args) => pay.unifiedOrder(args, nowMs),
  'cloudPay.queryOrder': (args) => pay.queryOrder(args),
  'cloudPay.closeOrder': (args) => pay.closeOrder(args),
})

/** Payment answers in JSON bytes: a JSON content type would mean an error to the SDK. */
function payApi(weChat: WeChat, request: ActionRequest, nowMs: number): ActionReply {
  const name = apiName(request)
  const run = name === undefined ? undefined : payApis(weChat, nowMs)[name]
  if (!run) {
    throw new WireError('INVALID_PARAM', `the local cloud does not know the API "${name ?? ''}"`)
  }
  if (request.injected !== undefined) {
    const reply = { return_code: 'FAIL', return_msg: 'error injected by a fault', err_code: String(request.injected) }
    return { bytes: Buffer.from(JSON.stringify(reply)) }
  }
  const args = parseJson(bytesOf(request).toString('utf8'))
  return { bytes: Buffer.from(JSON.stringify(run(args))) }
}

/** A tool that holds the environment's key may call anything. */
function isPermitted(request: ActionRequest): boolean {
  const { invocation } = request
  return !invocation || invocation.function.openapiPermissions.includes(apiName(request) ?? '')
}

function openApiArguments(request: ActionRequest): Record<string, unknown> {
  try {
    return decodeOpenApiArguments(bytesOf(request))
  } catch (error) {
    throw new WireError('INVALID_PARAM', `requestData cannot be decoded: ${(error as Error).message}`)
  }
}

const bytesOf = (request: ActionRequest): Buffer =>
  Buffer.isBuffer(request.params.requestData) ? request.params.requestData : Buffer.alloc(0)

function parseJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new WireError('INVALID_PARAM', 'requestData is not JSON')
  }
}

/** Message ids are larger than a JavaScript number: they are written into the text as they are. */
function replyText({ msgid, ...reply }: SendReply): string {
  const text = JSON.stringify(reply)
  return msgid === undefined ? text : `${text.slice(0, -1)},"msgid":${msgid}}`
}

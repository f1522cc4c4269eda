import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultEffect } from '../faults/fault'
import { type FaultSwitchboard, sleep } from '../faults/faultSwitchboard'
import type { Invocation, Invoker } from '../functions/invoker'
import { type ActionHandler, type ActionReply, type ActionRequest, apiName, optionalText } from './action'
import { wireCodeOf } from './errorCodes'
import { parseMultipart } from './multipart'
import { BodyTooLargeError, readBody } from './readBody'
import { checkSignature, type SecretPair } from './signature'
import { WireError } from './wireError'

export interface AdminEndpointOptions {
  origin: () => string
  secret: SecretPair
  now: () => number
  invoker: Pick<Invoker, 'byToken'>
  faults: FaultSwitchboard
  /** Finds the handler of an action by its name. */
  handlerOf: (action: string) => ActionHandler | undefined
  /** Bugs of ours, not of the request. */
  onBug: (error: unknown) => void
}

/** 5 MB is the most a function may write in one call (PLATFORM §2), and some room for its wrapping. */
const LONGEST_BODY_BYTES = 6 * 1024 * 1024
const BINARY_FIELDS = new Set(['requestData', 'apiOptions'])

/** The reply is not to be sent: the connection is cut, as a broken network would. */
class ConnectionLost extends Error {}

/** `/admin`: what the SDK inside the functions talks to. */
export class AdminEndpoint {
  constructor(private readonly options: AdminEndpointOptions) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID()
    try {
      send(response, requestId, await this.answer(await this.read(request)))
    } catch (error) {
      if (error instanceof ConnectionLost) response.destroy()
      else send(response, requestId, { json: this.errorReply(error) })
    }
  }

  private async read(request: IncomingMessage): Promise<ActionRequest> {
    const contentType = request.headers['content-type'] ?? ''
    const body = await readBody(request, LONGEST_BODY_BYTES)
    const params = contentType.startsWith('multipart/form-data') ? formParams(body, contentType) : jsonParams(body)
    const invocation = this.options.invoker.byToken(String(params.sessionToken ?? ''))
    const signed = { path: request.url ?? '', headers: request.headers, params }
    checkSignature(signed, this.options.secret, this.moments(invocation))
    return { action: String(params.action ?? ''), params, invocation, origin: this.options.origin() }
  }

  /** Functions live in virtual time, and it may have moved since they looked; tools outside live in the machine's. */
  private moments(invocation: Invocation | undefined): [number, number][] {
    const nowMs = this.options.now()
    if (!invocation) {
      const machineMs = Date.now()
      return [
        [nowMs, nowMs],
        [machineMs, machineMs],
      ]
    }
    return [[Math.min(invocation.startedAt, nowMs), Math.max(invocation.startedAt, nowMs)]]
  }

  private async answer(request: ActionRequest): Promise<ActionReply> {
    const handler = this.options.handlerOf(request.action)
    if (!handler) throw new WireError('INVALID_PARAM', `the local cloud does not know the action "${request.action}"`)
    const effect = this.options.faults.take(pointOf(request))
    if (!effect) return handler(request)
    return strike(effect, request, handler)
  }

  private errorReply(error: unknown): Record<string, unknown> {
    if (error instanceof WireError) return { code: error.code, message: error.message }
    if (error instanceof BodyTooLargeError) return { code: 'INVALID_PARAM', message: error.message }
    this.options.onBug(error)
    return { code: 'SYS_ERR', message: `local cloud: ${(error as Error)?.message ?? error}` }
  }
}

const pointOf = (request: ActionRequest) => ({
  kind: 'wire' as const,
  action: request.action,
  function: request.invocation?.function.name,
  collection: optionalText(request.params.collectionName),
  api: apiName(request),
})

async function strike(effect: FaultEffect, request: ActionRequest, handler: ActionHandler): Promise<ActionReply> {
  if (effect.delayMs) await sleep(effect.delayMs)
  if (effect.kill && !effect.loseReply) return die(request.invocation)
  if (effect.drop) throw new ConnectionLost()
  if (effect.errCode !== undefined) {
    const { errCode } = effect
    request.injected = errCode
    if (typeof errCode === 'number' && INJECTED_BY_WECHAT.has(request.action)) return handler(request)
    throw new WireError(typeof errCode === 'number' ? wireCodeOf(errCode) : errCode, 'error injected by a fault')
  }
  const reply = await handler(request)
  if (effect.kill) return die(request.invocation)
  if (effect.loseReply) throw new ConnectionLost()
  return reply
}

function die(invocation: Invocation | undefined): never {
  invocation?.instance.kill()
  throw new ConnectionLost()
}

/** WeChat's own numbers (43101, 45009 …) do not travel as wire codes: the handler words them. */
const INJECTED_BY_WECHAT = new Set(['wx.openApi', 'wx.api', 'wx.wxPayApi'])

function formParams(body: Buffer, contentType: string): Record<string, unknown> {
  const fields = Object.entries(parseMultipart(body, contentType))
  return Object.fromEntries(
    fields.map(([name, bytes]) => [name, BINARY_FIELDS.has(name) ? bytes : bytes.toString('utf8')]),
  )
}

function jsonParams(body: Buffer): Record<string, unknown> {
  try {
    const params: unknown = JSON.parse(body.toString('utf8'))
    if (typeof params === 'object' && params !== null && !Array.isArray(params))
      return params as Record<string, unknown>
  } catch {
    // Falls through to the same refusal.
  }
  throw new WireError('INVALID_PARAM', 'the request body is not a JSON object')
}

/** The platform answers errors under HTTP 200 too; any other status would reach the SDK as a bare number. */
function send(response: ServerResponse, requestId: string, reply: ActionReply): void {
  if ('bytes' in reply) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(reply.bytes)
    return
  }
  const text = JSON.stringify({ requestId, ...reply.json })
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(text)
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultEffect } from '../faults/fault'
import { type FaultSwitchboard, sleep } from '../faults/faultSwitchboard'
import { sendJson } from '../wire/httpServer'
import { BodyTooLargeError, readBody } from '../wire/readBody'
import type { Verdict } from './inbox'
import type { WeChat } from './weChat'

const LONGEST_BODY_BYTES = 64 * 1024

/** A request to a server outside the cloud, read. */
interface OutsideCall {
  body: Buffer
  /** The body as an object; `{}` when it is none. */
  json: Record<string, unknown>
  query: URLSearchParams
  headers: IncomingMessage['headers']
  /** errCode that a fault wants. */
  injected: number | undefined
}

interface OutsideApi {
  /** As faults name it. */
  api: string
  answer: (call: OutsideCall) => { status?: number; json: object }
}

/**
 * Servers a function reaches over plain HTTP, played on loopback: WeChat's own (`/wechat`), WeCom's robots (`/wecom`),
 * and a sink that takes any webhook (`/webhook`).
 */
export class OutsideEndpoint {
  constructor(
    private readonly weChat: WeChat,
    private readonly faults: FaultSwitchboard,
    private readonly now: () => number,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const found = this.find(request.method ?? 'GET', url.pathname)
    if (!found) return sendJson(response, 404, { errcode: 404, errmsg: `nothing is played at ${url.pathname}` })
    try {
      const body = await readBody(request, LONGEST_BODY_BYTES)
      await this.answer(found, { body, query: url.searchParams, headers: request.headers }, response)
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error
      sendJson(response, 413, { errcode: 413, errmsg: error.message })
    }
  }

  private async answer(
    found: OutsideApi,
    call: Pick<OutsideCall, 'body' | 'query' | 'headers'>,
    response: ServerResponse,
  ): Promise<void> {
    const effect: FaultEffect = this.faults.take({ kind: 'api', api: found.api }) ?? {}
    if (effect.delayMs) await sleep(effect.delayMs)
    if (effect.drop) return void response.destroy()
    const injected = effect.errCode === undefined ? undefined : Number(effect.errCode)
    const { status = 200, json } = found.answer({ ...call, json: objectIn(call.body), injected })
    if (effect.loseReply) response.destroy()
    else sendJson(response, status, json)
  }

  private find(method: string, path: string): OutsideApi | undefined {
    if (path.startsWith('/webhook/')) return this.webhook(method, path)
    const apis: Record<string, OutsideApi> = {
      'GET /wechat/cgi-bin/token': { api: 'token', answer: ({ query }) => this.token(Object.fromEntries(query)) },
      'POST /wechat/cgi-bin/stable_token': { api: 'token', answer: ({ json }) => this.token(json) },
      'POST /wechat/cgi-bin/message/wxopen/employeerelationmsg/send': {
        api: 'employeerelationmsg.send',
        answer: (call) => this.withToken(call, () => this.weChat.employeeMessages.send(call.json, call.injected)),
      },
      'POST /wechat/wxa/business/unbinduserb2cauthinfo': {
        api: 'unbinduserb2cauthinfo',
        answer: (call) => this.withToken(call, () => this.unbind(call.json.openid_list)),
      },
      'POST /wecom/cgi-bin/webhook/send': {
        api: 'robot.send',
        answer: ({ query, json, injected }) => ({
          json: this.weChat.robots.send(query.get('key') ?? '', json, injected),
        }),
      },
    }
    const name = `${method} ${path}`
    return Object.hasOwn(apis, name) ? apis[name] : undefined
  }

  private token(given: Record<string, unknown>): { json: object } {
    return { json: this.weChat.account.issueToken(given.appid, given.secret, given.grant_type) }
  }

  private withToken({ query }: OutsideCall, run: () => Verdict): { json: object } {
    return { json: this.weChat.account.checkToken(query.get('access_token')) ?? run() }
  }

  private unbind(openids: unknown): Verdict {
    if (!Array.isArray(openids) || openids.length === 0) return { errcode: 40097, errmsg: 'invalid args: openid_list' }
    for (const openid of openids) this.weChat.employees.record({ openid: String(openid), change: 'unbound' })
    return { errcode: 0, errmsg: 'ok' }
  }

  /** Takes what it is sent, with its x- headers; a fault's errCode is the HTTP status it answers. */
  private webhook(method: string, path: string): OutsideApi {
    const answer = ({ body, headers, injected }: OutsideCall) => {
      const own = Object.entries(headers).filter(([name]) => name.startsWith('x-'))
      const values = Object.fromEntries(own.map(([name, value]) => [name, String(value)]))
      const message = { to: path, templateId: '', title: method, page: '', values, text: body.toString('utf8') }
      const errcode = injected ?? 0
      this.weChat.inbox.record({ channel: 'webhook', ...message, at: this.now() }, { errcode, errmsg: '' })
      return { status: injected ?? 200, json: {} }
    }
    return { api: 'webhook', answer }
  }
}

function objectIn(body: Buffer): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'))
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

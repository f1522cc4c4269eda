import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson } from '../wire/httpServer'
import { BodyTooLargeError, readBody } from '../wire/readBody'
import { ControlError } from './controlError'
import { type ControlCall, findRoute, type Route, STREAMED } from './route'

const LONGEST_BODY_BYTES = 6 * 1024 * 1024

/** A JSON API under a prefix: checks who asks, finds the route, words errors. */
export class ApiEndpoint {
  constructor(
    private readonly prefix: string,
    private readonly routes: readonly Route[],
    /** Throws a ControlError 401 for strangers. */
    private readonly admit: (request: IncomingMessage, url: URL) => void,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    try {
      this.admit(request, url)
      const { route, rest } = findRoute(this.routes, request.method ?? 'GET', url.pathname.slice(this.prefix.length))
      const body = request.method === 'POST' ? await jsonBody(request) : undefined
      const call: ControlCall = { body, query: url.searchParams, rest, request, response }
      const answer = await route.handle(call)
      if (answer !== STREAMED) sendJson(response, 200, answer ?? {})
    } catch (error) {
      sendRefusal(response, error)
    }
  }
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, LONGEST_BODY_BYTES)).toString('utf8')
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new ControlError(400, 'invalid_json', 'the body is not JSON')
  }
}

/** @throws what is neither a refusal nor too large: a bug, answered with 500 by the server */
function sendRefusal(response: ServerResponse, error: unknown): void {
  if (error instanceof PhoneRefusal) {
    sendJson(response, error.status, error.body)
    return
  }
  const refusal = error instanceof BodyTooLargeError ? new ControlError(413, 'too_large', error.message) : error
  if (!(refusal instanceof ControlError)) throw error
  const { code, message, field } = refusal
  sendJson(response, refusal.status, { error: { code, message, ...(field === undefined ? {} : { field }) } })
}

/** A refusal in the words the phone's `wx` API uses. */
export class PhoneRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body: { errCode: number; errMsg: string; requestID?: string },
  ) {
    super(body.errMsg)
    this.name = 'PhoneRefusal'
  }
}

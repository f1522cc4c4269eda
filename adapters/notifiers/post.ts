import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import type { SendOutcome } from '../../core/ports/outside'
import { guardedLookup, isAllowedAddress, PRIVATE_ADDRESS } from './publicAddress'

/** Our own limit, below a third of a lease (ALERTING §5.7). */
export const SEND_TIMEOUT_MS = 5_000
const ANSWER_BYTES = 64 * 1024
/** Failures before anything was sent: trying again later is safe. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
/** Stands where there is no HTTP status: nobody could be reached. */
export const UNREACHABLE = -2
/** The address is none that we call. */
export const REFUSED_ADDRESS = -3

export interface OutgoingPost {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  allowLoopback: boolean
  timeoutMs?: number
}

/** What came back: an HTTP answer of any status, or how it ended without one. */
export type PostReply = { status: 'answered'; http: number; text: string } | Exclude<SendOutcome, { status: 'sent' }>

/** One request to the outside: https only, no redirects, no private addresses, an end after five seconds. */
export function post(outgoing: OutgoingPost): Promise<PostReply> {
  const url = allowedUrl(outgoing)
  return typeof url === 'string' ? Promise.resolve(refused(url)) : send(url, outgoing)
}

const refused = (message: string): PostReply => ({ status: 'failed', code: REFUSED_ADDRESS, message, final: true })

/** @returns why not, or the address */
function allowedUrl({ url, allowLoopback }: OutgoingPost): URL | string {
  if (!URL.canParse(url)) return 'the address is no URL'
  const parsed = new URL(url)
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  const isLocal = allowLoopback && (host === 'localhost' || (isIP(host) !== 0 && !isAllowedAddress(host, false)))
  if (parsed.protocol !== 'https:' && !(isLocal && parsed.protocol === 'http:')) return 'only https is called'
  if (parsed.username || parsed.password) return 'no name or password in the address'
  // RFC 6761: these names are this machine's, so nobody need be asked
  if (!allowLoopback && /(^|\.)localhost\.?$/.test(host)) return `${host} is no public address`
  if (isIP(host) !== 0 && !isAllowedAddress(host, allowLoopback)) return `${host} is no public address`
  return parsed
}

function send(url: URL, { method = 'POST', headers = {}, body = '', allowLoopback, timeoutMs }: OutgoingPost) {
  return new Promise<PostReply>((resolve) => {
    const open = url.protocol === 'https:' ? requestHttps : requestHttp
    const outgoing = open(url, {
      method,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      lookup: guardedLookup(allowLoopback),
      signal: AbortSignal.timeout(timeoutMs ?? SEND_TIMEOUT_MS),
    })
    outgoing.on('error', (failure: NodeJS.ErrnoException) => resolve(outcomeOfFailure(failure)))
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= ANSWER_BYTES) chunks.push(chunk)
        else response.destroy()
      })
      response.on('error', () => {})
      response.on('close', () =>
        resolve({ status: 'answered', http: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
    })
    outgoing.end(body)
  })
}

function outcomeOfFailure({ code, message }: NodeJS.ErrnoException): PostReply {
  if (code === PRIVATE_ADDRESS) return refused(message)
  if (code !== undefined && NOT_CONNECTED.has(code)) return { status: 'failed', code: UNREACHABLE, message }
  return { status: 'unknown', message }
}

import { realClearTimeout, realSetTimeout } from '../clock/realTimers'
import { Listeners } from '../runtime/listeners'
import { ApiFailure, absentApi, asyncApi, type Family, type Options } from './api'

interface RequestOptions extends Options {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
  timeout?: number
  dataType?: string
  responseType?: 'text' | 'arraybuffer'
}

const DEFAULT_TIMEOUT_MS = 60_000

/** wx.request over the browser's fetch, with WeChat's RequestTask and profile. */
export const requestFamily: Family = () => ({
  uploadFile: absentApi('uploadFile'),
  downloadFile: absentApi('downloadFile'),
  connectSocket: absentApi('connectSocket'),
  request(options: RequestOptions) {
    const aborter = new AbortController()
    const headers = new Listeners<[{ header: Record<string, string>; statusCode: number }]>()
    const answer = asyncApi<RequestOptions>('request', (given) => send(given, aborter, headers))(options)
    const task = {
      abort: () => aborter.abort('abort'),
      onHeadersReceived: headers.on,
      offHeadersReceived: headers.off,
      onChunkReceived: () => {},
      offChunkReceived: () => {},
    }
    return answer === undefined ? task : Object.assign(answer, task)
  },
})

async function send(
  options: RequestOptions,
  aborter: AbortController,
  headers: Listeners<[{ header: Record<string, string>; statusCode: number }]>,
) {
  if (typeof options.url !== 'string' || !options.url) throw new ApiFailure('invalid url')
  const { url, init } = prepare(options)
  const timer = realSetTimeout(() => aborter.abort('timeout'), options.timeout ?? DEFAULT_TIMEOUT_MS)
  const startedAtMs = performance.now()
  try {
    const response = await fetch(url, { ...init, signal: aborter.signal })
    const header = Object.fromEntries(response.headers)
    headers.emit({ header, statusCode: response.status })
    const body = options.responseType === 'arraybuffer' ? await response.arrayBuffer() : await response.text()
    return {
      data: typeof body === 'string' && (options.dataType ?? 'json') === 'json' ? parsed(body) : body,
      statusCode: response.status,
      header,
      cookies: [],
      profile: profileOf(response.url, startedAtMs),
    }
  } catch (error) {
    if (aborter.signal.aborted) throw new ApiFailure(String(aborter.signal.reason))
    throw new ApiFailure(error instanceof Error ? error.message : String(error), { errno: 600001 })
  } finally {
    realClearTimeout(timer)
  }
}

function prepare({ url, method = 'GET', data, header = {} }: RequestOptions): { url: string; init: RequestInit } {
  const verb = method.toUpperCase()
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  for (const [name, value] of Object.entries(header)) headers[name.toLowerCase()] = value
  if (verb === 'GET' || verb === 'HEAD') {
    const query = data && typeof data === 'object' ? new URLSearchParams(asStrings(data)).toString() : ''
    return { url: query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url, init: { method: verb, headers } }
  }
  return { url, init: { method: verb, headers, ...bodyOf(data, headers['content-type'] ?? '') } }
}

function bodyOf(data: unknown, contentType: string): { body?: BodyInit } {
  if (data === undefined || data === null) return {}
  if (typeof data === 'string' || data instanceof ArrayBuffer) return { body: data }
  if (contentType.includes('x-www-form-urlencoded')) return { body: new URLSearchParams(asStrings(data)).toString() }
  return { body: JSON.stringify(data) }
}

const asStrings = (fields: object) =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)]))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The browser's timing of the request under WeChat's names, in epoch ms. */
function profileOf(url: string, startedAtMs: number): Record<string, number> {
  const timing = performance.getEntriesByName(url, 'resource').at(-1) as PerformanceResourceTiming | undefined
  // The browser hides the steps of other origins as 0.
  const began = timing?.fetchStart || startedAtMs
  const at = (ms: number | undefined) => Math.round(performance.timeOrigin + (ms || began))
  return {
    redirectStart: 0,
    redirectEnd: 0,
    fetchStart: at(timing?.fetchStart),
    domainLookUpStart: at(timing?.domainLookupStart),
    domainLookUpEnd: at(timing?.domainLookupEnd),
    connectStart: at(timing?.connectStart),
    connectEnd: at(timing?.connectEnd),
    SSLconnectionStart: timing?.secureConnectionStart ? at(timing.secureConnectionStart) : 0,
    SSLconnectionEnd: timing?.secureConnectionStart ? at(timing.connectEnd) : 0,
    requestStart: at(timing?.requestStart),
    requestEnd: at(timing?.requestStart),
    responseStart: at(timing?.responseStart),
    responseEnd: at(timing?.responseEnd || performance.now()),
    sendBytesCount: 0,
    receivedBytedCount: timing?.encodedBodySize ?? 0,
  }
}

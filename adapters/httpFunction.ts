import { type HttpReply, type HttpRequest, httpError } from '../core/http/http'

/**
 * The shell of a function with HTTP access. Nothing that comes this way proves who sent it: the handler checks a token or a
 * signature. A phone can call such a function too, with an event of this form: it proves no more.
 */
export const httpFunction =
  (handle: (request: HttpRequest, nowMs: number) => Promise<HttpReply>) =>
  async (event: unknown): Promise<HttpReply> => {
    const request = requestOf(event)
    if (request === null) return httpError(400, 'bad_request', 'this function answers HTTP access only')
    try {
      return await handle(request, Date.now())
    } catch (failure) {
      console.error(failure)
      return httpError(
        503,
        'unavailable',
        'the cloud did not answer: try again; the cause is in the log of this function',
      )
    }
  }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Fields as CloudBase's HTTP access documents them: path, httpMethod, headers, queryStringParameters, body, isBase64Encoded. */
function requestOf(event: unknown): HttpRequest | null {
  if (!isRecord(event) || typeof event.httpMethod !== 'string') return null
  const body = typeof event.body === 'string' ? event.body : ''
  return {
    method: event.httpMethod.toUpperCase(),
    path: typeof event.path === 'string' ? event.path : '/',
    query: texts(event.queryStringParameters),
    headers: Object.fromEntries(
      Object.entries(texts(event.headers)).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: event.isBase64Encoded === true ? Buffer.from(body, 'base64').toString('utf8') : body,
  }
}

const texts = (value: unknown): Record<string, string> =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
    : {}

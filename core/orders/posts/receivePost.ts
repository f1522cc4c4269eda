import { orderEventSchema, orderPostSchema } from '../../../contract/schemas/orderPost'
import { type HttpReply, type HttpRequest, httpError } from '../../http/http'
import type { Ports } from '../../ports'
import { MINUTE_MS } from '../../time/units'

/** A post is good for so long, either way: clocks differ, and what is older is somebody's recording. */
const WINDOW_MS = 5 * MINUTE_MS
const AHEAD_MS = 10 * MINUTE_MS
const LARGEST_BODY = 60_000

/** @param isSigned whether one of the secrets made this signature of the text */
type Verify = (text: string, signature: string, secrets: readonly string[]) => boolean

/**
 * Takes in what became of orders elsewhere. Nothing is believed that is not signed; what is, is taken event by event:
 * one that cannot be read is told with its place and reason, the others count. Posted again it is the same.
 */
export async function receivePost(
  ports: Pick<Ports, 'directory' | 'postedOrders'>,
  request: HttpRequest,
  nowMs: number,
  isSigned: Verify,
): Promise<HttpReply> {
  if (request.method !== 'POST') return httpError(405, 'bad_request', 'method: only POST is answered')
  if (request.body.length > LARGEST_BODY)
    return httpError(413, 'too_large', `body: at most ${LARGEST_BODY} characters; post fewer events at once`)
  const settings = await ports.directory.settings()
  const secrets = settings?.orderSecrets ?? []
  if (settings === null || secrets.length === 0)
    return httpError(403, 'forbidden', 'no secret is set for posted orders: see docs/orders.md')
  const timestamp = request.headers['x-timestamp'] ?? ''
  const signature = request.headers['x-signature'] ?? ''
  if (!isSigned(`${timestamp}.${request.body}`, signature, secrets))
    return httpError(
      401,
      'unauthenticated',
      'x-signature: is not sha256=HMAC of x-timestamp + "." + body by the secret',
    )
  if (!/^\d{10}$/.test(timestamp) || Math.abs(nowMs - Number(timestamp) * 1000) > WINDOW_MS)
    return httpError(
      401,
      'unauthenticated',
      'x-timestamp: more than five minutes off: sign again with the time in seconds',
    )
  const posted = orderPostSchema.safeParse(parsed(request.body))
  if (!posted.success)
    return httpError(
      400,
      'bad_request',
      `${posted.error.issues[0]?.path.join('.') || 'body'}: must be {"events": [1 to 100]}`,
    )
  const stores = new Set((await ports.directory.stores()).map(({ _id }) => _id))
  const refused: { index: number; reason: string }[] = []
  let accepted = 0
  for (const [index, raw] of posted.data.events.entries()) {
    const event = orderEventSchema.safeParse(raw)
    const issue = event.success ? null : event.error.issues[0]
    if (!event.success) refused.push({ index, reason: `${issue?.path.join('.') || 'event'}: ${issue?.message}` })
    else if (!stores.has(event.data.store)) refused.push({ index, reason: 'store: is not one of yours' })
    else if (event.data.at > nowMs + AHEAD_MS) refused.push({ index, reason: 'at: lies in the future' })
    else {
      await ports.postedOrders.put(event.data)
      accepted += 1
    }
  }
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ accepted, refused }),
  }
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

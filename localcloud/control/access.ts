import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ControlError } from './controlError'

/** Who may call: holders of the token, and phones with a session. */
export class Access {
  constructor(readonly token: string) {}

  /** @throws ControlError 401 unless the call carries the token as Bearer or as `?token=` (for EventSource) */
  admitOwner(request: IncomingMessage, url: URL): void {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? url.searchParams.get('token') ?? ''
    if (!same(given, this.token)) {
      throw new ControlError(
        401,
        'unauthorized',
        'send the token that was printed at start as "Authorization: Bearer TOKEN"',
      )
    }
  }

  /** A phone's session: it names the person and cannot be made without the token, so it outlives a restart. */
  login(openid: string): string {
    const person = Buffer.from(openid, 'utf8').toString('base64url')
    return `${person}.${this.mac(person)}`
  }

  /** @throws ControlError 401 unless the call carries a session as `x-session` or `?session=` */
  personOf(request: IncomingMessage, url: URL): string {
    const header = request.headers['x-session']
    const session = (typeof header === 'string' ? header : url.searchParams.get('session')) ?? ''
    const [person = '', mac = ''] = session.split('.')
    if (person === '' || !same(mac, this.mac(person))) {
      throw new ControlError(401, 'no_session', 'log in first: POST /_local/login {openid} gives a session')
    }
    return Buffer.from(person, 'base64url').toString('utf8')
  }

  private mac(person: string): string {
    return createHmac('sha256', this.token).update(person).digest('base64url')
  }
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

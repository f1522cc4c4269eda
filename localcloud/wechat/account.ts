import { createHmac, randomBytes } from 'node:crypto'
import type { Verdict } from './inbox'

export type TokenAnswer = { access_token: string; expires_in: number } | Verdict

const TOKEN_VALID_S = 7200
const refusal = (errcode: number, errmsg: string): Verdict => ({ errcode, errmsg })

/** The mini-program's account at WeChat: its appid and secret, and the access tokens given out for them. */
export class WeChatAccount {
  readonly secret: string
  private readonly tokens = new Map<string, number>()

  constructor(
    readonly appid: string,
    secretKey: string,
    private readonly now: () => number,
  ) {
    this.secret = createHmac('sha256', secretKey).update(`appsecret ${appid}`).digest('hex').slice(0, 32)
  }

  /** `cgi-bin/token`: a token that is good for two hours of virtual time. */
  issueToken(appid: unknown, secret: unknown, grantType: unknown): TokenAnswer {
    if (grantType !== 'client_credential') return refusal(40002, 'invalid grant_type')
    if (appid !== this.appid) return refusal(40013, 'invalid appid')
    if (secret !== this.secret) return refusal(40125, 'invalid appsecret')
    const token = randomBytes(24).toString('base64url')
    this.tokens.set(token, this.now() + TOKEN_VALID_S * 1000)
    return { access_token: token, expires_in: TOKEN_VALID_S }
  }

  /** Why a token is refused; undefined for a good one. */
  checkToken(token: string | null): Verdict | undefined {
    const until = this.tokens.get(token ?? '')
    if (until === undefined) return refusal(40001, 'invalid credential, access_token is invalid or not latest')
    return until > this.now() ? undefined : refusal(42001, 'access_token expired')
  }
}

import { post } from './post'

/** Tokens are renewed this long before they end. */
const MARGIN_MS = 5 * 60_000

/** Where an access token comes from; kept while it is good. */
export interface AccessTokens {
  /** @returns null where none is to be had */
  get(tokenUrl: string, allowLoopback: boolean): Promise<string | null>
  /** WeChat refused it: the next one is asked for anew */
  forget(tokenUrl: string): void
}

/** WeChat's token endpoint, or the shop's own that keeps the secret: {access_token, expires_in (seconds)}. */
export function accessTokens(now: () => number, ask: typeof post = post): AccessTokens {
  const kept = new Map<string, { token: string; until: number }>()
  return {
    get: async (tokenUrl, allowLoopback) => {
      const known = kept.get(tokenUrl)
      if (known !== undefined && known.until > now()) return known.token
      const reply = await ask({ url: tokenUrl, method: 'GET', allowLoopback })
      const answer = reply.status === 'answered' ? parse(reply.text) : null
      if (answer === null) return null
      kept.set(tokenUrl, { token: answer.token, until: now() + answer.validMs - MARGIN_MS })
      return answer.token
    },
    forget: (tokenUrl) => {
      kept.delete(tokenUrl)
    },
  }
}

function parse(text: string): { token: string; validMs: number } | null {
  try {
    const answer = JSON.parse(text) as { access_token?: unknown; expires_in?: unknown } | null
    if (typeof answer?.access_token !== 'string') return null
    return { token: answer.access_token, validMs: Number(answer.expires_in ?? 0) * 1000 }
  } catch {
    return null
  }
}

import { realDelay } from '../clock/realTimers'

/** What the cloud refused, in the words of wx.cloud. */
export interface CloudRefusal {
  errCode: number
  errMsg: string
}

/** The phone's line to the local cloud, as one signed-in person. */
export interface CloudLink {
  session: string
  /** @throws CloudRefusal */
  post(path: string, body: unknown): Promise<Record<string, unknown>>
  /** a tap on WeChat's consent sheet, when the phone draws it */
  answerConsent(templateId: string, result: 'accept' | 'reject'): Promise<unknown>
  /** resolves when no call is under way, or after at most that many real ms */
  settled(atMostMs: number): Promise<void>
}

const POLL_MS = 5

/** Signs in. Without a local cloud behind the page (a static preview) the session is empty. */
export async function openCloudLink(openid: string, token: string): Promise<CloudLink> {
  const session = await login(openid, token)
  let underWay = 0
  return {
    session,
    async post(path, body) {
      underWay += 1
      try {
        return await postJson(path, body, { 'x-session': session })
      } finally {
        underWay -= 1
      }
    },
    answerConsent: (templateId, result) =>
      postJson('/_local/subscribe', { openid, templateId, result }, { authorization: `Bearer ${token}` }),
    async settled(atMostMs) {
      const until = performance.now() + atMostMs
      await realDelay(0)
      while (underWay > 0 && performance.now() < until) await realDelay(POLL_MS)
    },
  }
}

async function login(openid: string, token: string): Promise<string> {
  try {
    const answer = await postJson('/_local/login', { openid }, { authorization: `Bearer ${token}` })
    return String(answer.session ?? '')
  } catch (error) {
    console.error(`cannot sign in at the local cloud: ${(error as CloudRefusal).errMsg}`)
    return ''
  }
}

async function postJson(
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Record<string, unknown>> {
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  } catch {
    throw { errCode: -1, errMsg: 'request:fail' } satisfies CloudRefusal
  }
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (response.ok) return answer
  const { error } = answer as { error?: { code?: string; message?: string } }
  throw {
    errCode: Number(answer.errCode ?? -response.status),
    errMsg: String(answer.errMsg ?? error?.message ?? `HTTP ${response.status}`),
  } satisfies CloudRefusal
}

import type { Notifier } from '../../core/ports/outside'
import { type AccessTokens, accessTokens } from './accessToken'
import { post } from './post'
import { robotOutcome } from './robot'

/** The token is no longer good, or never was. */
const TOKEN_REFUSED = new Set([40001, 40014, 42001])

/** 用工关系 messages have no cloud call: they go over HTTP with an access token. */
export const employeeMessage = (tokens: AccessTokens = accessTokens(Date.now)): Notifier<'employee'> => ({
  send: async ({ openid, templateId, page, values, tokenUrl, sendUrl, allowLoopback }) => {
    const token = await tokens.get(tokenUrl, allowLoopback)
    if (token === null) return { status: 'failed', code: -1, message: 'there is no access token to be had' }
    const separator = sendUrl.includes('?') ? '&' : '?'
    const data = Object.fromEntries(Object.entries(values).map(([keyword, value]) => [keyword, { value }]))
    // WeChat's page of this API has the values as JSON in a string
    const message = { touser: openid, template_id: templateId, page, data: JSON.stringify(data), lang: 'zh_CN' }
    const body = JSON.stringify(message)
    const url = `${sendUrl}${separator}access_token=${encodeURIComponent(token)}`
    const headers = { 'content-type': 'application/json' }
    const outcome = robotOutcome(await post({ url, body, headers, allowLoopback }))
    if (outcome.status !== 'failed' || !TOKEN_REFUSED.has(outcome.code)) return outcome
    tokens.forget(tokenUrl)
    return { ...outcome, final: false }
  },
})

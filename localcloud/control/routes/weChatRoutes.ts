import { z } from 'zod'
import { PAYMENT_OUTCOMES } from '../../wechat/payment'
import type { CloudParts } from '../cloudParts'
import { invalidArgument } from '../controlError'
import { parseBody, queryNumber, type Route } from '../route'

const RESULTS = ['accept', 'reject', 'ban'] as const

const loginSchema = z.strictObject({ openid: z.string().min(1).max(128) })
const subscribeSchema = z.strictObject({
  openid: z.string().min(1),
  templateId: z.string().min(1),
  result: z.enum(RESULTS),
})
const consentSchema = z.strictObject({ next: z.enum(RESULTS) })
const paymentsSchema = z.strictObject({
  next: z.strictObject({ outcome: z.enum(PAYMENT_OUTCOMES), notify: z.boolean().optional() }),
})
/** WeChat's own fields; whatever else an event carries goes along. */
const pushSchema = z.looseObject({ MsgType: z.string().min(1), FromUserName: z.string().optional() })

export function weChatRoutes({ access, weChat }: CloudParts): Route[] {
  return [
    {
      method: 'POST',
      path: '/login',
      handle: ({ body }) => ({ session: access.login(parseBody(loginSchema, body).openid) }),
    },
    {
      method: 'POST',
      path: '/subscribe',
      handle: async ({ body }) => {
        const { openid, templateId, result } = parseBody(subscribeSchema, body)
        if (!weChat.hasTemplate(templateId))
          throw invalidArgument('templateId', `${templateId} is no template of the account`)
        await weChat.answerConsent(openid, [{ templateId, result }])
        return weChat.ledger.of(openid, templateId)
      },
    },
    {
      method: 'GET',
      path: '/messages',
      handle: (call) => ({ messages: weChat.inbox.since(queryNumber(call, 'since', 0)) }),
    },
    { method: 'GET', path: '/credits', handle: () => ({ credits: weChat.ledger.list() }) },
    { method: 'GET', path: '/templates', handle: () => ({ templates: weChat.templates }) },
    { method: 'GET', path: '/consent', handle: () => ({ next: weChat.consentAnswer }) },
    {
      method: 'POST',
      path: '/consent',
      handle: ({ body }) => {
        weChat.consentAnswer = parseBody(consentSchema, body).next
        return { next: weChat.consentAnswer }
      },
    },
    {
      method: 'POST',
      path: '/payments',
      handle: ({ body }) => {
        const { outcome, notify } = parseBody(paymentsSchema, body).next
        weChat.pay.setNext({ outcome, notify: notify ?? outcome === 'ok' })
        return {}
      },
    },
    {
      method: 'POST',
      path: '/events',
      handle: async ({ body }) => {
        await weChat.push(parseBody(pushSchema, body))
        return {}
      },
    },
  ]
}

import { z } from 'zod'
import { MESSAGE_CHANNELS } from '../../wechat/inbox'
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
  /** The consent sheet, or the switches in WeChat's settings. */
  at: z.enum(['sheet', 'settings']).default('sheet'),
})
const employeeSchema = z.strictObject({
  openid: z.string().min(1),
  bound: z.boolean().optional(),
  templateId: z.string().min(1).optional(),
  result: z.enum(['accept', 'reject']).default('accept'),
})
const quotaSchema = z.strictObject({ messagesPerDay: z.number().int().min(0) })
const consentSchema = z.strictObject({ next: z.enum(RESULTS) })
const paymentsSchema = z.strictObject({
  next: z.strictObject({ outcome: z.enum(PAYMENT_OUTCOMES), notify: z.boolean().optional() }),
})
/** WeChat's own fields; whatever else an event carries goes along. */
const pushSchema = z.looseObject({ MsgType: z.string().min(1), FromUserName: z.string().optional() })

export function weChatRoutes(parts: CloudParts): Route[] {
  const { access, weChat } = parts
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
        const { openid, templateId, result, at } = parseBody(subscribeSchema, body)
        requireTemplate(weChat, templateId)
        if (at === 'sheet') await weChat.answerConsent(openid, [{ templateId, result }])
        else if (result === 'ban') throw invalidArgument('result', 'settings only accept or reject')
        else await weChat.changeSetting(openid, templateId, result)
        return weChat.ledger.of(openid, templateId)
      },
    },
    {
      method: 'GET',
      path: '/messages',
      handle: (call) => {
        const channel = call.query.get('channel')
        if (channel !== null && !(MESSAGE_CHANNELS as readonly string[]).includes(channel))
          throw invalidArgument('channel', `must be one of ${MESSAGE_CHANNELS.join(', ')}`)
        const messages = weChat.inbox.since(queryNumber(call, 'since', 0))
        return { messages: channel === null ? messages : messages.filter((each) => each.channel === channel) }
      },
    },
    { method: 'GET', path: '/credits', handle: () => ({ credits: weChat.ledger.list() }) },
    { method: 'GET', path: '/employees', handle: () => ({ employees: weChat.employees.list() }) },
    {
      method: 'POST',
      path: '/employees',
      handle: ({ body }) => {
        const { openid, bound, templateId, result } = parseBody(employeeSchema, body)
        if (templateId !== undefined) requireTemplate(weChat, templateId)
        if (bound !== undefined) weChat.employees.record({ openid, change: bound ? 'bound' : 'unbound' })
        if (templateId !== undefined && !weChat.employees.isBound(openid))
          throw invalidArgument('templateId', `${openid} has no employee relation: bind it first`)
        const change = result === 'accept' ? 'subscribed' : 'unsubscribed'
        if (templateId !== undefined) weChat.employees.record({ openid, change, templateId })
        return { employees: weChat.employees.list() }
      },
    },
    { method: 'GET', path: '/account', handle: () => accountOf(parts) },
    { method: 'GET', path: '/quotas', handle: () => ({ messagesPerDay: weChat.messages.perDay }) },
    {
      method: 'POST',
      path: '/quotas',
      handle: ({ body }) => {
        weChat.messages.perDay = parseBody(quotaSchema, body).messagesPerDay
        return { messagesPerDay: weChat.messages.perDay }
      },
    },
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

function requireTemplate(weChat: CloudParts['weChat'], templateId: string): void {
  if (!weChat.hasTemplate(templateId))
    throw invalidArgument('templateId', `${templateId} is no template of the account`)
}

/** What a shop enters where it would enter WeChat's and WeCom's addresses and secrets. */
function accountOf({ weChat: { account }, origin }: CloudParts) {
  const query = new URLSearchParams({
    grant_type: 'client_credential',
    ...{ appid: account.appid, secret: account.secret },
  })
  return {
    ...{ appid: account.appid, secret: account.secret },
    tokenUrl: `${origin()}/wechat/cgi-bin/token?${query}`,
    employeeSendUrl: `${origin()}/wechat/cgi-bin/message/wxopen/employeerelationmsg/send`,
    robotUrl: `${origin()}/wecom/cgi-bin/webhook/send?key=local`,
    webhookUrl: `${origin()}/webhook/local`,
  }
}

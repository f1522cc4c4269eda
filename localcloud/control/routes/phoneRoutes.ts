import { z } from 'zod'
import { phoneError } from '../../functions/invokeOutcome'
import { phoneCaller } from '../../functions/source'
import { PhoneRefusal } from '../apiEndpoint'
import type { CloudParts } from '../cloudParts'
import { type ControlCall, parseBody, type Route, STREAMED } from '../route'

const callSchema = z.object({ name: z.string().min(1), data: z.unknown().optional() })
const paySchema = z.object({
  payment: z.object({
    timeStamp: z.string(),
    nonceStr: z.string(),
    package: z.string(),
    signType: z.string().optional(),
    paySign: z.string(),
  }),
})
/** More than three templates at once are refused by WeChat (PLATFORM §5). */
const subscribeSchema = z.object({ templateIds: z.array(z.string().min(1)).min(1).max(5) })
const databaseSchema = z.object({ collection: z.string(), operation: z.string() })
const clockSchema = z.object({
  nextDue: z.number().nullable(),
  ran: z.number().optional(),
  tab: z.string().default(''),
})

const PERMISSION_DENIED = -502003
const NO_SUCH_COLLECTION = -502005
const NO_SUCH_TEMPLATE = 20001
const TOO_MANY_TEMPLATES = 20003

/** What a phone does with WeChat, as the person its session names. */
export function phoneRoutes(parts: CloudParts): Route[] {
  const { invoker, weChat, clockStream } = parts
  const person = (call: ControlCall): string => parts.access.personOf(call.request, urlOf(call))
  return [
    {
      method: 'POST',
      path: '/call',
      handle: async (call) => {
        const { name, data } = parseBody(callSchema, call.body)
        const outcome = await invoker.invoke(name, data ?? {}, phoneCaller(person(call)))
        if (!outcome.ok) throw new PhoneRefusal(502, { ...phoneError(outcome), requestID: outcome.requestId })
        return { result: JSON.parse(outcome.resultJson), requestID: outcome.requestId }
      },
    },
    {
      method: 'POST',
      path: '/pay',
      handle: async (call) => {
        const errMsg = await weChat.requestPayment(person(call), parseBody(paySchema, call.body).payment as never)
        return errMsg === undefined ? { errMsg: '', silent: true } : { errMsg }
      },
    },
    {
      method: 'POST',
      path: '/subscribe',
      handle: async (call) => {
        const { templateIds } = parseBody(subscribeSchema, call.body)
        refuseBadTemplates(templateIds, weChat)
        const result = weChat.consentAnswer
        await weChat.answerConsent(
          person(call),
          templateIds.map((templateId) => ({ templateId, result })),
        )
        return Object.fromEntries(templateIds.map((templateId) => [templateId, result]))
      },
    },
    {
      method: 'POST',
      path: '/database',
      handle: (call) => {
        person(call)
        throw databaseRefusal(parts, parseBody(databaseSchema, call.body).collection)
      },
    },
    {
      method: 'POST',
      path: '/clock',
      handle: (call) => {
        const { nextDue, ran, tab } = parseBody(clockSchema, call.body)
        clockStream.phoneSays({ session: sessionOf(call), tab }, nextDue, ran)
        return {}
      },
    },
    {
      method: 'GET',
      path: '/clock/stream',
      handle: (call) => {
        clockStream.open(call.response, { session: sessionOf(call), tab: call.query.get('tab') ?? '' })
        return STREAMED
      },
    },
  ]
}

function refuseBadTemplates(templateIds: readonly string[], weChat: CloudParts['weChat']): void {
  if (templateIds.length > 3) throw subscribeRefusal(TOO_MANY_TEMPLATES, 'Template count out of max bounds')
  const unknown = templateIds.find((id) => !weChat.hasTemplate(id))
  if (unknown)
    throw subscribeRefusal(NO_SUCH_TEMPLATE, `No template data return, verify the template id exist: ${unknown}`)
}

const subscribeRefusal = (errCode: number, text: string): PhoneRefusal =>
  new PhoneRefusal(400, { errCode, errMsg: `requestSubscribeMessage:fail ${text}` })

/** Every collection is ADMINONLY: functions reach it, phones do not. */
function databaseRefusal({ database }: CloudParts, collection: string): PhoneRefusal {
  const known = database.list().some(({ name }) => name === collection)
  return known
    ? new PhoneRefusal(403, { errCode: PERMISSION_DENIED, errMsg: `${PERMISSION_DENIED} database permission denied` })
    : new PhoneRefusal(404, {
        errCode: NO_SUCH_COLLECTION,
        errMsg: `${NO_SUCH_COLLECTION} database collection not exists. Db or Table not exist: ${collection}`,
      })
}

const urlOf = (call: ControlCall): URL => new URL(call.request.url ?? '/', 'http://localhost')

const sessionOf = (call: ControlCall): string =>
  String(call.request.headers['x-session'] ?? call.query.get('session') ?? '')

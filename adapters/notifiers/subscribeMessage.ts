import type { Notifier, PersonMessage, SendOutcome } from '../../core/ports/outside'
import { cloud } from '../cloud'
import { withTimeout } from './withTimeout'

/** How wx-server-sdk throws: WeChat's own errcode, or one of the SDK's and the platform's. */
interface SdkError {
  errCode?: number
  errMsg?: string
}

/** The platform refused before WeChat saw the message: the function may not call it (config.json), or may not just now. */
const REFUSED_BEFORE = new Set([-604101, -604104, -501003, -501004])
const BUSY = -1

/** Subscription messages through WeChat's open interface. It has no key against doubles: an unclear end is `unknown`. */
export const subscribeMessage: Notifier<'message'> = { send: (message) => withTimeout(send(message)) }

const send = async ({ openid, templateId, page, values }: PersonMessage): Promise<SendOutcome> => {
  const data = Object.fromEntries(Object.entries(values).map(([keyword, value]) => [keyword, { value }]))
  try {
    await openapiSend({ touser: openid, templateId, page, data, lang: 'zh_CN' })
    return { status: 'sent' }
  } catch (failure) {
    return outcomeOf(failure as SdkError)
  }
}

const openapiSend = (request: object): Promise<unknown> => {
  const send = cloud.openapi.subscribeMessage?.send
  if (!send) throw new Error('wx-server-sdk has no openapi.subscribeMessage.send')
  return send(request)
}

/** WeChat's errcodes are positive, and -1 when it is busy; all else leaves open whether the message went. */
export const outcomeOf = ({ errCode, errMsg }: SdkError): SendOutcome => {
  const message = errMsg ?? 'no reason given'
  if (errCode === undefined) return { status: 'unknown', message }
  const isAnswer = errCode > 0 || errCode === BUSY || REFUSED_BEFORE.has(errCode)
  return isAnswer
    ? { status: 'failed', code: errCode, message }
    : { status: 'unknown', message: `${errCode} ${message}` }
}

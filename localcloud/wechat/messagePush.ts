import type { ConsentResult } from './consentLedger'
import type { SentMessage } from './inbox'

/** WeChat's id of the mini-program account in its pushes. */
const ACCOUNT = 'gh_000000000000'

/** An event as a cloud function receives it from WeChat's message push (JSON form). */
export interface PushEvent {
  ToUserName: string
  FromUserName: string
  /** Seconds. */
  CreateTime: number
  MsgType: 'event'
  Event: string
  /** One item comes bare, several as an array. */
  List: PushItem | PushItem[]
}

type PushItem = Record<string, string>

const pushEvent = (event: string, openid: string, nowMs: number, items: PushItem[]): PushEvent => ({
  ToUserName: ACCOUNT,
  FromUserName: openid,
  CreateTime: Math.floor(nowMs / 1000),
  MsgType: 'event',
  Event: event,
  List: items.length === 1 ? (items[0] as PushItem) : items,
})

/** The consent sheet was answered. Templates banned by WeChat are not on the sheet, so not in the event. */
export function popupEvent(
  openid: string,
  answers: { templateId: string; result: ConsentResult }[],
  nowMs: number,
): PushEvent | undefined {
  const items = answers
    .filter(({ result }) => result !== 'ban')
    .map(({ templateId, result }) => ({ TemplateId: templateId, SubscribeStatusString: result, PopupScene: '2' }))
  return items.length > 0 ? pushEvent('subscribe_msg_popup_event', openid, nowMs, items) : undefined
}

/** The person switched templates in WeChat's settings. */
export const changeEvent = (
  openid: string,
  changes: { templateId: string; result: 'accept' | 'reject' }[],
  nowMs: number,
): PushEvent =>
  pushEvent(
    'subscribe_msg_change_event',
    openid,
    nowMs,
    changes.map(({ templateId, result }) => ({ TemplateId: templateId, SubscribeStatusString: result })),
  )

/** How a send ended. */
export const sentEvent = (message: SentMessage, errCode: number, nowMs: number): PushEvent =>
  pushEvent('subscribe_msg_sent_event', message.to, nowMs, [
    {
      TemplateId: message.templateId,
      MsgID: message.id,
      ErrorCode: String(errCode),
      ErrorStatus: errCode === 0 ? 'success' : 'failed',
    },
  ])

import { type Answer, ok, refuse } from '../../contract/answer'
import { pushSchema, type SubscriptionItem, type SubscriptionPush } from '../../contract/schemas/push'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { CreditDocument } from '../documents/credit'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import { countEvent, empty, emptyCredit } from './credits'
import { meaningOf } from './sendCodes'
import { settleSentEvent } from './sentEvent'

type PushPorts = Pick<Ports, 'credits' | 'directory' | 'incidents'>

export interface PushReceipt {
  /** items that changed the ledger or a delivery */
  counted: number
  /** items that were known already, or are none of ours */
  ignored: number
}

/**
 * Keeps the ledger of message credits by what WeChat tells about consents, and settles deliveries by what it tells about
 * sends. WeChat repeats pushes: each is counted once. Customers and templates of the shop itself are none of ours.
 * @param person the staff member WeChat's context names; null for anybody else
 */
export const receivePush = async (
  ports: PushPorts,
  event: unknown,
  openid: string,
  person: StaffDocument | null,
  settings: SettingsDocument,
  now: number,
): Promise<Answer<PushReceipt>> => {
  const parsed = pushSchema.safeParse(event)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || 'Event'
    return refuse('bad_request', `${field}: not a push about subscription messages`, field)
  }
  const push = parsed.data
  if (push.FromUserName !== openid) return refuse('bad_request', 'the push is about somebody else', 'FromUserName')
  const receipt: PushReceipt = { counted: 0, ignored: 0 }
  const own = new Set(Object.values(settings.templates).map((template) => template?.id))
  for (const item of push.List) {
    const isOurs = person !== null && !person.removed && own.has(item.TemplateId)
    const counted = isOurs && (await receiveItem(ports, push, item, person, now))
    receipt[counted ? 'counted' : 'ignored'] += 1
  }
  return ok(receipt)
}

const receiveItem = (
  ports: PushPorts,
  push: SubscriptionPush,
  item: SubscriptionItem,
  person: StaffDocument,
  now: number,
): Promise<boolean> => {
  if (push.Event === 'subscribe_msg_sent_event') return receiveSent(ports, push, item, person, now)
  const key = `${push.Event}:${push.CreateTime}:${item.SubscribeStatusString}`
  return retryConflict(async () => {
    const known = await ports.credits.read(person.openid, item.TemplateId)
    const credit = known ?? emptyCredit(person._id, person.openid, item.TemplateId)
    const counted = countEvent(credit, key, (before) => changed(before, push, item, now))
    if (!counted) return false
    return (await ports.credits.write({ ...counted, version: credit.version + 1 }, credit.version)) ? true : CONFLICT
  })
}

/** What WeChat says afterwards corrects the delivery, and the ledger where it says that nothing was left. */
const receiveSent = async (
  ports: PushPorts,
  push: SubscriptionPush,
  item: SubscriptionItem,
  person: StaffDocument,
  now: number,
): Promise<boolean> => {
  const changed = await settleSentEvent(ports, push, item, person, now)
  if (changed && meaningOf(item.ErrorCode ?? 0) === 'noCredit') {
    await retryConflict(async () => {
      const credit = await ports.credits.read(person.openid, item.TemplateId)
      if (!credit) return
      const emptied = { ...empty(credit, now), version: credit.version + 1 }
      return (await ports.credits.write(emptied, credit.version)) ? undefined : CONFLICT
    })
  }
  return changed
}

/** One accept is one message more. Refusing once takes nothing away; switching the template off takes all. */
const changed = (
  credit: CreditDocument,
  push: SubscriptionPush,
  item: SubscriptionItem,
  now: number,
): CreditDocument => {
  const isPopup = push.Event === 'subscribe_msg_popup_event'
  if (item.SubscribeStatusString === 'accept') return isPopup ? { ...credit, granted: credit.granted + 1 } : credit
  return isPopup ? { ...credit, refusedAt: now } : empty(credit, now)
}

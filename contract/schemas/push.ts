import * as z from 'zod'

/**
 * Message pushes of WeChat about subscription messages, in the JSON form a cloud function receives.
 * `List` is an object where it has one item and an array where it has several (PLATFORM §1).
 */
const numeric = z.coerce.number().int()
const item = z.object({
  TemplateId: z.string().min(1).max(128),
  SubscribeStatusString: z.enum(['accept', 'reject', 'ban', 'filter']).optional(),
  MsgID: z.coerce.string().max(64).optional(),
  ErrorCode: numeric.optional(),
  ErrorStatus: z.string().max(200).optional(),
})

export const SUBSCRIPTION_EVENTS = [
  'subscribe_msg_popup_event',
  'subscribe_msg_change_event',
  'subscribe_msg_sent_event',
] as const

export const pushSchema = z.object({
  FromUserName: z.string().min(1).max(128),
  /** seconds */
  CreateTime: numeric.min(1),
  MsgType: z.literal('event'),
  Event: z.enum(SUBSCRIPTION_EVENTS),
  List: z.union([item.transform((one) => [one]), z.array(item).max(20)]),
})

export type SubscriptionPush = z.infer<typeof pushSchema>
export type SubscriptionItem = SubscriptionPush['List'][number]

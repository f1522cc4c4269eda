import type { DeliveryHolder } from '../documents/delivery'
import { leasedSend } from '../incidents/leasedSend'
import type { Attempt } from '../incidents/settle'
import type { Ports } from '../ports'
import type { WebhookSetting } from './channelSettings'
import type { OutsideItem } from './outsideItem'

export interface WebhookRun {
  setting: WebhookSetting
  allowLoopback: boolean
  now: number
  onAttempt(attempt: Attempt): void
}

/** The id of a webhook's delivery: the same however often it is repeated. */
export const webhookId = (holder: Pick<DeliveryHolder, '_id'>, key: string): string => `${holder._id}:${key}`

/** Posts what is due, one after the other, each under an id by which the receiver knows a repetition. */
export const runWebhook = async (
  ports: Ports,
  items: readonly OutsideItem<DeliveryHolder>[],
  { setting, allowLoopback, now, onAttempt }: WebhookRun,
): Promise<void> => {
  for (const item of items) {
    const { holder, key, render } = item
    const delivery = holder.deliveries[key]
    if (!delivery) continue
    const { staff, name, openid, templateId } = delivery
    await leasedSend(ports, {
      ...item,
      receiver: { staff, name, openid, templateId, channel: 'webhook' },
      now,
      onAttempt,
      lastLook: async (current) => {
        const body = render(current)
        if (body === null) return null
        const id = webhookId(holder, key)
        const { url, secrets } = setting
        return () => ports.notifiers.webhook.send({ url, secrets, id, body, at: now, allowLoopback })
      },
    })
  }
}

import { dueKeys, type OutsideItem } from '../channels/outsideItem'
import { ROBOT } from '../channels/receivers'
import { runRobot } from '../channels/runRobot'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { Delivery, DeliveryHolder } from '../documents/delivery'
import type { NoticeDocument } from '../documents/notice'
import type { SettingsDocument } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import { leasedSend, settleAttempt } from '../incidents/leasedSend'
import { messageValues, storeName } from '../incidents/message'
import { deliveryAt, isOutside, pendingAt } from '../incidents/pending'
import { countAttempt, type DeliveryReport, emptyDeliveryReport } from '../incidents/runDeliveries'
import { setAsideMessage } from '../incidents/setAsideMessage'
import { type Attempt, settledDelivery } from '../incidents/settle'
import type { Ports } from '../ports'

interface NoticeContext {
  settings: SettingsDocument
  stores: readonly StoreDocument[]
  now: number
  onAttempt(attempt: Attempt): void
}

/**
 * Sends what is about no incident: reports, drills, tests. The same protocol: nobody gets one twice.
 * @param isOwn whose notices, by store; absent: all
 */
export const runNotices = async (
  ports: Ports,
  { settings, stores, now }: Omit<NoticeContext, 'onAttempt'>,
  isOwn: (store: string) => boolean = () => true,
): Promise<DeliveryReport> => {
  const report = emptyDeliveryReport()
  const context: NoticeContext = { settings, stores, now, onAttempt: (attempt) => countAttempt(report, attempt) }
  const due = (await ports.notices.readDue(now)).filter(({ store }) => isOwn(store))
  for (const { _id } of due) {
    await tellPeople(ports, _id, context).catch((reason: unknown) =>
      report.stuck.push({ incident: _id, message: String(reason) }),
    )
  }
  await tellRobot(ports, due, context)
  return report
}

/** The same, for a run that has read neither settings nor stores. */
export const runNoticesLeft = async (ports: Ports, now: number): Promise<void> => {
  const [settings, stores] = await Promise.all([ports.directory.settings(), ports.directory.stores()])
  if (settings) await runNotices(ports, { settings, stores, now })
}

const settleNotice =
  (key: string, now: number) =>
  (notice: NoticeDocument, attempt: Attempt): NoticeDocument => {
    const delivery = notice.deliveries[key] as Delivery
    const deliveries = { ...notice.deliveries, [key]: settledDelivery(delivery, attempt, now) }
    return { ...notice, deliveries, nextAt: nextAt(deliveries) }
  }

const nextAt = (deliveries: NoticeDocument['deliveries']): number | null => {
  const at = pendingAt({ deliveries })
  return at === null ? null : Math.max(1, at)
}

const isDue = (delivery: Delivery, now: number): boolean => (deliveryAt(delivery) ?? now + 1) <= now

const tellPeople = async (ports: Ports, id: string, context: NoticeContext): Promise<void> => {
  const keys = Object.entries((await ports.notices.read(id))?.deliveries ?? {})
    .filter(([, delivery]) => !isOutside(delivery) && isDue(delivery, context.now))
    .map(([key]) => key)
  for (const key of keys) {
    const notice = await ports.notices.read(id)
    const delivery = notice?.deliveries[key]
    if (notice && delivery && isDue(delivery, context.now)) await tellOne(ports, notice, key, delivery, context)
  }
}

const tellOne = async (
  ports: Ports,
  notice: NoticeDocument,
  key: string,
  delivery: Delivery,
  context: NoticeContext,
): Promise<void> => {
  const { settings, stores, now, onAttempt } = context
  const settle = settleNotice(key, now)
  const base = { repository: ports.notices, key, now, settle, onAttempt }
  if (delivery.status === 'leased') {
    const attempt: Attempt = { status: 'unknown', message: 'the run that was sending it ended without an answer' }
    return settleAttempt(ports, { ...base, holder: notice }, attempt)
  }
  const template = notice.kind === 'report' ? settings.templates.digest : settings.templates.normal
  const store = stores.find(({ _id }) => _id === notice.store)
  const { staff, name, openid } = delivery
  if (!template || !store) return giveUp(ports, notice._id, key)
  const aside = { templateId: template.id, key: `${notice._id}:${key}`, keep: 0, now }
  if (!(await setAsideMessage(ports, delivery, aside))) return giveUp(ports, notice._id, key)
  await leasedSend(ports, {
    ...base,
    holder: notice,
    receiver: { staff, name, openid, templateId: template.id },
    lastLook: async (current) => {
      const person = await ports.directory.readStaff(staff)
      if (!person || person.removed || !person.stores.includes(current.store)) return null
      const { title, sentence, createdAt } = current
      const subject = { title, sentence, severity: 'warn' as const, openedAt: createdAt, word: wordOf(current) }
      const values = messageValues(subject, store, template)
      return () => ports.notifiers.message.send({ openid, templateId: template.id, page: template.page, values })
    },
  })
}

const wordOf = ({ kind, severity }: NoticeDocument): string => {
  if (kind !== 'report') return kind === 'test' ? '测试' : '演练'
  return severity === 'ok' ? '正常' : severity === 'warn' ? '出过事' : '还没好'
}

/** No message left, or no template: the page says so. */
const giveUp = (ports: Ports, id: string, key: string): Promise<void> =>
  retryConflict(async () => {
    const notice = await ports.notices.read(id)
    const delivery = notice?.deliveries[key]
    if (!notice || !delivery || delivery.status === 'leased') return
    const deliveries = { ...notice.deliveries, [key]: { ...delivery, status: 'refused' as const } }
    const after = { ...notice, deliveries, nextAt: nextAt(deliveries), version: notice.version + 1 }
    return (await ports.notices.write(after, notice.version)) ? undefined : CONFLICT
  })

const tellRobot = async (
  ports: Ports,
  due: readonly NoticeDocument[],
  { settings: { channels }, stores, now, onAttempt }: NoticeContext,
): Promise<void> => {
  if (!channels?.robot) return
  const items: OutsideItem<NoticeDocument>[] = []
  for (const { _id } of due) {
    const notice = await ports.notices.read(_id)
    const store = stores.find((one) => one._id === notice?.store)
    if (!notice || !store) continue
    for (const key of dueKeys(notice, ROBOT.channel, now)) {
      const render = (current: NoticeDocument): string => `【${storeName(store)}】${current.text ?? current.title}`
      items.push({
        repository: ports.notices,
        holder: notice,
        key,
        since: notice.createdAt,
        render,
        settle: settleNotice(key, now),
      })
    }
  }
  const run = {
    setting: channels.robot,
    allowLoopback: channels.allowLoopback ?? false,
    now,
    mentions: false,
    onAttempt,
  }
  await runRobot(ports, items as unknown as OutsideItem<DeliveryHolder>[], run)
}

import type { DeliveryHolder } from '../documents/delivery'
import { holdsLease, lease } from '../incidents/lease'
import { settleAttempt } from '../incidents/leasedSend'
import type { Attempt } from '../incidents/settle'
import type { Ports } from '../ports'
import type { RobotSetting } from './channelSettings'
import type { OutsideItem } from './outsideItem'
import { cutBytes, digestText, ROBOT_BYTES } from './outsideText'
import { takePosts } from './robotBucket'

export interface RobotRun {
  setting: RobotSetting
  allowLoopback: boolean
  now: number
  /** a critical one mentions people */
  mentions: boolean
  onAttempt(attempt: Attempt): void
}

interface Leased {
  item: OutsideItem<DeliveryHolder>
  holder: DeliveryHolder
  text: string
}

/** Posts what is due. Where the minute's allowance does not do, the oldest are merged into one post. */
export const runRobot = async (
  ports: Ports,
  items: readonly OutsideItem<DeliveryHolder>[],
  run: RobotRun,
): Promise<void> => {
  if (items.length === 0) return
  const room = await takePosts(ports, items.length, run.now)
  if (room === 0) return
  const leased: Leased[] = []
  for (const item of [...items].sort((a, b) => a.since - b.since)) {
    const one = await leaseItem(ports, item, run)
    if (one) leased.push(one)
  }
  const merged = leased.splice(0, leased.length > room ? leased.length - room + 1 : 0)
  if (merged.length > 0) await postAll(ports, merged, run)
  for (const one of leased) await postAll(ports, [one], run)
}

/** Leases it and looks again: null if another run has it, or nobody wants it any more. */
const leaseItem = async (ports: Ports, item: OutsideItem<DeliveryHolder>, run: RobotRun): Promise<Leased | null> => {
  const { repository, key } = item
  const receiver = item.holder.deliveries[key]
  if (!receiver) return null
  const { staff, name, openid, templateId } = receiver
  const holder = lease(item.holder, key, { staff, name, openid, templateId, channel: 'robot' }, run.now)
  if (!(await repository.write(holder, item.holder.version))) return null
  const current = await repository.read(holder._id)
  const text = current && holdsLease(current, holder, key) ? item.render(current) : null
  if (text !== null) return { item, holder, text }
  await settleAttempt(ports, { ...item, holder, now: run.now, onAttempt: run.onAttempt }, { status: 'skipped' })
  return null
}

const postAll = async (ports: Ports, posts: readonly Leased[], run: RobotRun): Promise<void> => {
  const { setting, allowLoopback, now, onAttempt } = run
  const texts = posts.map(({ text }) => text)
  const text = texts.length > 1 ? digestText(texts) : cutBytes(texts[0] ?? '', ROBOT_BYTES)
  const mentions = run.mentions ? setting.mentions : []
  const outcome = await ports.notifiers.robot.send({ url: setting.url, text, mentions, allowLoopback })
  for (const { item, holder } of posts) await settleAttempt(ports, { ...item, holder, now, onAttempt }, outcome)
}

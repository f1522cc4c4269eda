import type { CreditDocument } from '../../../core/documents/credit'
import type { IncidentDocument } from '../../../core/documents/incident'
import { rank } from '../../../core/incidents/severity'
import { NORMAL } from '../../../test/fakes/alertedShop'
import { START, type Told, type World } from './world'

/** WeCom's own limit; ours is lower. */
const POSTS_A_MINUTE = 20

/** Looks at a message at the moment it leaves. @returns what to note if it arrives */
export function watchMessage(world: World, { openid, page }: { openid: string; page: string }): Told | null {
  const { ports, broken, nowMs } = world
  const id = decodeURIComponent(/id=([^&]+)/.exec(page)?.[1] ?? '')
  const incident = ports.store.incidents.get(id)
  const [key] =
    Object.entries(incident?.deliveries ?? {}).find(
      ([, delivery]) => delivery.openid === openid && delivery.status === 'leased',
    ) ?? []
  if (incident === undefined || key === undefined) {
    broken.add('I10 a message was sent without a delivery written before it')
    return null
  }
  const person = [...ports.store.staff.values()].find((one) => one.openid === openid)
  if (person === undefined || person.removed || person.optedOut) {
    broken.add('I3 somebody who left was sent a message')
  }
  if (incident.resolvedAt !== null && nowMs - incident.resolvedAt > 120_000 && /^(warn|crit):/.test(key)) {
    broken.add('I7 a message said that it fires after it had ended')
  }
  if (world.delivered.some((told) => told.incident === id && told.key === key && told.to === openid)) {
    broken.add('I2 somebody got the same message twice')
  }
  return { incident: id, key, to: openid, atMs: nowMs }
}

export function watchPost(world: World): void {
  world.robotPosts.push(world.nowMs)
  const lately = world.robotPosts.filter((at) => at > world.nowMs - 60_000).length
  if (lately > POSTS_A_MINUTE) world.broken.add(`I11 the robot posted more than ${POSTS_A_MINUTE} times a minute`)
}

export function watchIncident({ ports, broken, plan }: World, after: IncidentDocument): void {
  const before = ports.store.incidents.get(after._id)
  if (before === undefined || before.version !== after.version - 1) return
  if (rank[after.severity] < rank[before.severity]) broken.add('I9 the severity of an incident fell')
  const ends = before.status !== 'resolved' && after.status === 'resolved' && after.resolvedAt !== null
  if (!ends || after.area === 'monitor') return
  const minute = (after.resolvedAt as number) / 60_000 - 1 - START
  const own = plan.signals.filter(({ label }) => after.alerts.some(({ rule }) => rule === label))
  const isUnseen = ({ gap, lag }: (typeof own)[number]) =>
    gap !== null && minute - lag < gap[1] && minute - lag - 2 >= gap[0]
  if (own.some(isUnseen)) broken.add('I8 an incident ended in a minute that nobody saw')
}

export function watchCredit({ ports, broken, plan }: World, after: CreditDocument): void {
  const before = ports.store.credits.get(after._id)
  if (before === undefined || before.version !== after.version - 1) return
  const reserved = Object.keys(after.reserved)
  if (after.spent + reserved.length > after.granted && reserved.length > Object.keys(before.reserved).length) {
    broken.add('I4 more messages were set aside than there are')
  }
  const added = reserved.find((key) => before.reserved[key] === undefined)
  const left = after.granted - after.spent - reserved.length
  const isWarning = added !== undefined && /:warn:[^:]*$/.test(added)
  if (plan.hasSharedTemplate && after.templateId === NORMAL && isWarning && left < 1) {
    broken.add('I4 a warning took somebody’s last message')
  }
}

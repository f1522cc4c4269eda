import { ROBOT } from '../channels/receivers'
import type { HeartbeatDocument } from '../documents/heartbeat'
import type { NoticeDocument } from '../documents/notice'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import { queued } from '../incidents/lease'
import { walletOf } from '../incidents/wallet'
import type { Ports } from '../ports'
import { addDays, dayStart, localTime } from '../time/localTime'
import { dailyReport } from './dailyReport'
import { dayHours } from './dayHours'

/** 09:00 by the shop's clock; a timer that was late may still send it for two hours. */
const FROM_MINUTE = 540
const UNTIL_MINUTE = 660
const INCIDENTS_READ = 30

export const reportHeartbeat = (store: string): string => `report:${store}`

/** Is a store's report of yesterday to be written now? A shop that was not measured yesterday has none. */
export const isReportDue = (store: StoreDocument, last: HeartbeatDocument | undefined, now: number): boolean => {
  const { day, minuteOfDay } = localTime(now, store.zone)
  const today = dayStart(day, store.zone)
  if (minuteOfDay < FROM_MINUTE || minuteOfDay >= UNTIL_MINUTE) return false
  return store.firstSeenAt !== null && store.firstSeenAt < today && (last?.through ?? 0) < today
}

/** Writes the report down, once a day, for the run that sends it. */
export const makeReport = async (
  ports: Ports,
  store: StoreDocument,
  settings: SettingsDocument,
  now: number,
): Promise<void> => {
  const today = localTime(now, store.zone).day
  const day = addDays(today, -1)
  const [staff, orders, incidents] = await Promise.all([
    ports.directory.staff(),
    ports.orders.readHours(store._id, [...dayHours(day, store), ...dayHours(addDays(day, -7), store)]),
    ports.incidents.readLatest(store._id, INCIDENTS_READ),
  ])
  const own = staff.filter((person) => !person.removed && person.stores.includes(store._id))
  const credits = await ports.credits.readAll(own.map(({ openid }) => openid))
  const facts = orders.flatMap((hour) => Object.values(hour.facts))
  const viewer = own[0]
  const wallet = viewer ? walletOf({ credits, staff, settings, store, viewer, now }) : null
  const report = dailyReport({ store, day, facts, incidents, criticalLeft: wallet?.critical ?? 0 })
  const text = wallet?.low ? `${report.text}\n${wallet.sentence}，找时间充能` : report.text
  const people = own.filter((person) => !person.optedOut && (person.dailyReport ?? person.role === 'owner'))
  await ports.notices.insert({
    _id: `report:${store._id}:${today}`,
    version: 1,
    store: store._id,
    kind: 'report',
    severity: report.word === '正常' ? 'ok' : report.word === '出过事' ? 'warn' : 'crit',
    title: report.title,
    sentence: report.sentence,
    text,
    createdAt: now,
    nextAt: now,
    deliveries: deliveriesTo(people, settings, now),
  })
  await ports.heartbeats.beat(reportHeartbeat(store._id), now, dayStart(today, store.zone))
}

export const deliveriesTo = (
  people: readonly StaffDocument[],
  { channels }: SettingsDocument,
  now: number,
): NoticeDocument['deliveries'] => ({
  ...Object.fromEntries(
    people.map(({ _id, name, openid }) => [_id, queued({ staff: _id, name, openid, templateId: '' }, now)]),
  ),
  ...(channels?.robot ? { [ROBOT.staff]: queued(ROBOT, now) } : {}),
})

import type { HeartbeatDocument } from '../documents/heartbeat'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import { creditId, creditsLeft } from '../incidents/credits'
import { onCall } from '../incidents/onCall'
import type { Ports } from '../ports'
import { localTime } from '../time/localTime'
import { DAY_MS, minuteOf } from '../time/units'
import { deliveriesTo } from './makeReports'

/** Tuesday afternoon: the quietest time of a restaurant's week. */
const WEEKDAY = 2
const FROM_MINUTE = 14 * 60 + 30
const UNTIL_MINUTE = FROM_MINUTE + 60
/** A drill takes a message from somebody only if more than this stay. */
const SPARE = 3

export const drillHeartbeat = (store: string): string => `drill:${store}`

/** Once a week, where there is a group to tell or somebody is to be told. */
export const isDrillDue = (store: StoreDocument, last: HeartbeatDocument | undefined, now: number): boolean => {
  const { weekday, minuteOfDay } = localTime(now, store.zone)
  const isTime = weekday === WEEKDAY && minuteOfDay >= FROM_MINUTE && minuteOfDay < UNTIL_MINUTE
  return isTime && (last === undefined || now - last.at > DAY_MS)
}

/** A false alarm end to end: to the group each week, and in a month's first week to one person with messages to spare. */
export const makeDrill = async (
  ports: Ports,
  store: StoreDocument,
  settings: SettingsDocument,
  now: number,
): Promise<void> => {
  const { day } = localTime(now, store.zone)
  const isMonthly = Number(day.slice(8)) <= 7
  const person = isMonthly ? await sparePerson(ports, store, settings, now) : null
  const deliveries = deliveriesTo(person ? [person] : [], settings, now)
  if (Object.keys(deliveries).length > 0) {
    await ports.notices.insert({
      _id: `drill:${store._id}:${day}`,
      version: 1,
      store: store._id,
      kind: 'drill',
      severity: 'ok',
      title: '演练：假告警',
      sentence: '看得到就行，不用处理',
      createdAt: now,
      nextAt: now,
      deliveries,
    })
  }
  await ports.heartbeats.beat(drillHeartbeat(store._id), now, now)
}

const sparePerson = async (
  ports: Ports,
  store: StoreDocument,
  { templates }: SettingsDocument,
  now: number,
): Promise<StaffDocument | null> => {
  const template = templates.normal
  if (!template) return null
  const people = onCall(await ports.directory.staff(), store._id)
  const credits = await ports.credits.readAll(people.map(({ openid }) => openid))
  const left = ({ _id }: StaffDocument): number =>
    creditsLeft(credits.find((credit) => credit._id === creditId(_id, template.id)) ?? null, minuteOf(now))
  return people.find((person) => left(person) > SPARE) ?? null
}

import type { Wallet } from '../../contract/admin'
import type { CreditDocument } from '../documents/credit'
import type { SettingsDocument, TemplateKind } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import type { ForecastPoint } from '../insight/forecast/forecast'
import { dailyForecast, usedBy, usedUpWithin } from '../insight/forecast/usedUp'
import { onDuty } from '../staff/onDuty'
import { DAY_MS, minuteOf } from '../time/units'
import { creditId, creditsLeft } from './credits'
import { STEPS } from './escalation'
import { runsOutText } from './forecast'
import { onCall } from './onCall'

/** Fewer critical messages than this in the whole shop are a warning of their own (ALERTING §5.3). */
const LOW = 2
/** With so many of each kind a tap need not ask for more. */
const PLENTY = 10
const RATE_DAYS = 28
/** How far ahead a curve is drawn, and how far the end is looked for. */
const COURSE_DAYS = 28
const FORECAST_DAYS = 365
const KINDS: readonly TemplateKind[] = ['critical', 'normal', 'digest']

export interface WalletInput {
  credits: readonly CreditDocument[]
  staff: readonly StaffDocument[]
  settings: SettingsDocument
  store: StoreDocument
  viewer: StaffDocument
  now: number
}

/** Who can be reached, by how many messages, and how long that will last: pure. */
export const walletOf = (input: WalletInput): Wallet => {
  const { credits, staff, settings, store, viewer, now } = input
  const left = (person: StaffDocument, kind: TemplateKind): number => creditLeft(credits, person, settings, kind, now)
  const duty = onDuty(settings.rota?.[store._id], store.zone, now)
  const people = onCall(staff, store._id, duty)
  const critical = people.reduce((sum, person) => sum + left(person, 'critical'), 0)
  const spentDays = spentByDay(credits, people, settings, now)
  const perWeek = spentDays.length === 0 ? null : (spentDays.reduce((a, b) => a + b) / spentDays.length) * 7
  const points = dailyForecast(spentDays, now, now + FORECAST_DAYS * DAY_MS, { sparse: true })
  const { at: runsOutAt, earliest, latest } = usedUpWithin(critical, points, now)
  return {
    critical,
    perWeek: perWeek === null ? null : Math.round(perWeek * 10) / 10,
    runsOutAt,
    runsOutWithin: { earliest, latest },
    course: courseOf(critical, points, now),
    spentDays,
    sentence: runsOutText(critical, runsOutAt, store.zone, now),
    low: critical < LOW,
    mine: { critical: left(viewer, 'critical'), normal: left(viewer, 'normal'), digest: left(viewer, 'digest') },
    people: staff
      .filter((person) => !person.removed && person.stores.includes(store._id))
      .sort((a, b) => (a.order || Number.MAX_VALUE) - (b.order || Number.MAX_VALUE))
      .map((person) => ({
        staff: person._id,
        name: person.name,
        role: person.role,
        critical: left(person, 'critical'),
        onDuty: people[0]?._id === person._id,
        optedOut: person.optedOut ?? false,
      })),
    steps: stepsOf(people, settings, (person) => left(person, 'critical') > 0),
    topUp: topUpFor(credits, viewer, settings, now),
  }
}

const creditLeft = (
  credits: readonly CreditDocument[],
  person: StaffDocument,
  { templates }: SettingsDocument,
  kind: TemplateKind,
  now: number,
): number => {
  const template = templates[kind]
  if (!template) return 0
  const credit = credits.find((one) => one._id === creditId(person._id, template.id)) ?? null
  return Math.max(0, creditsLeft(credit, minuteOf(now)))
}

/** Template ids to ask a person for at their next tap, critical first: WeChat adds one to each, silently if they chose so. */
export const topUpFor = (
  credits: readonly CreditDocument[],
  person: StaffDocument,
  settings: SettingsDocument,
  now: number,
): string[] => {
  const wanted = KINDS.filter((kind) => creditLeft(credits, person, settings, kind, now) < PLENTY)
  return [...new Set(wanted.flatMap((kind) => settings.templates[kind]?.id ?? []))]
}

/** What will be left, day by day. */
const courseOf = (critical: number, points: readonly ForecastPoint[], now: number): Wallet['course'] => {
  if (points.length === 0) return []
  const rest = (used: number): number => Math.round(Math.max(0, critical - used) * 10) / 10
  return [
    { at: now, left: critical, low: critical, high: critical },
    ...usedBy(points.slice(0, COURSE_DAYS)).map(({ at, expected, low, high }) => ({
      ...{ at, left: rest(expected), low: rest(high), high: rest(low) },
    })),
  ]
}

/** Critical messages of each day, of the last four weeks or since the first one, a week at least; empty: none was sent. */
const spentByDay = (
  credits: readonly CreditDocument[],
  people: readonly StaffDocument[],
  { templates }: SettingsDocument,
  now: number,
): number[] => {
  const since = minuteOf(now - RATE_DAYS * DAY_MS)
  const spent = credits
    .filter(
      ({ openid, templateId }) => templateId === templates.critical?.id && people.some((p) => p.openid === openid),
    )
    .flatMap(({ spentMinutes = [] }) => spentMinutes)
    .filter((minute) => minute >= since)
  if (spent.length === 0) return []
  const back = (minute: number): number => Math.max(0, Math.floor((minuteOf(now) - minute) / 1440))
  const days = Array.from({ length: Math.max(7, Math.min(RATE_DAYS, back(Math.min(...spent)) + 1)) }, () => 0)
  for (const minute of spent) {
    const day = Math.max(0, days.length - 1 - back(minute))
    days[day] = (days[day] as number) + 1
  }
  return days
}

/** The plan of a critical incident, as it would run now. */
const stepsOf = (
  people: readonly StaffDocument[],
  { channels }: SettingsDocument,
  isReachable: (person: StaffDocument) => boolean,
): Wallet['steps'] => {
  const left = [...people]
  const take = (isWanted: (person: StaffDocument) => boolean): StaffDocument | undefined => {
    const index = Math.max(0, left.findIndex(isWanted))
    return left.splice(index, 1)[0]
  }
  return STEPS.crit.flatMap(({ who, afterMinutes }) => {
    if (who === 'robot' && channels?.robot) return [{ afterMinutes, who: '企业微信群', reachable: true }]
    const person = take(who === 'owner' ? ({ role }) => role === 'owner' : isReachable)
    return person ? [{ afterMinutes, who: person.name, reachable: isReachable(person) }] : []
  })
}

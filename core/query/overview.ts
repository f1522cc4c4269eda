import type { PaymentDoubts } from '../../contract/paymentTruth'
import { LEARNING_DAYS, type Overview } from '../../contract/query'
import type { Rule } from '../../contract/schemas/rule'
import { MONITOR_AREA } from '../alerting/gap'
import type { CreditDocument } from '../documents/credit'
import type { HeartbeatDocument } from '../documents/heartbeat'
import type { IncidentDocument } from '../documents/incident'
import type { IssueDocument } from '../documents/issue'
import type { OrderHourDocument } from '../documents/orderHour'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import type { Window } from '../evidence'
import { type SummaryContext, summarizeIncident } from '../incidents/summary'
import type { Outlook } from '../insight/outlook'
import { ordersThrough, runHeartbeat } from '../rollup/heartbeatIds'
import { foldedOf } from '../rollup/shards'
import type { DayDocument } from '../rollup/tiers'
import { isOpen } from '../rules/openingHours'
import { dayStart, localTime } from '../time/localTime'
import { DAY_MS, MINUTE_MS, minuteOf } from '../time/units'
import { creditSummary } from './creditSummary'
import { silentGaps, unwatchedGaps } from './gaps'
import { type FiringAlert, lightsNote, lightsOf } from './lights'
import { lostOf, moneyAtRisk } from './lost'
import { type OrderBook, orderBook } from './orderBook'
import type { Recent } from './recent'
import { stepsOf } from './steps'
import { todayFigures } from './today'
import { trendOf } from './trend'
import { usualOf } from './usual'
import { verdictOf } from './verdict'

/** All that an overview is made of, as read. */
export interface OverviewSource {
  store: StoreDocument
  viewer: StaffDocument
  staff: readonly StaffDocument[]
  settings: SettingsDocument
  nowMs: number
  heartbeats: ReadonlyMap<string, HeartbeatDocument>
  /** what phones told lately: of lightsWindow */
  recent: Recent
  /** of payments opened during the open incident, as the run last knew; null without one */
  payments: PaymentDoubts | null
  /** earlier days, for what is usual */
  days: readonly DayDocument[]
  orderHours: readonly OrderHourDocument[]
  /** epoch ms up to which orders are complete; null for never */
  ordersThrough: number | null
  /** newest first */
  incidents: readonly IncidentDocument[]
  credits: readonly CreditDocument[]
  issues: readonly IssueDocument[]
  rules: readonly Rule[]
  /** what is expected of paid orders; null while that is being learnt */
  outlook: Outlook | null
}

/** How far back lights look; an incident is looked at from its beginning, if that is later. */
const LIGHT_MINUTES = 30
/** Who is still typing a password has not failed to pay. */
const PAYING_MS = 3 * MINUTE_MS
/** How far back minutes are read: lights, and holes in the record. */
export const RECENT_MINUTES = 120

/** The owner's page: pure, the same documents give the same page. */
export function overviewOf(source: OverviewSource): Overview {
  const { store, viewer, staff, settings, nowMs, heartbeats, rules, recent, ordersThrough } = source
  const { zone } = store
  const clock = localTime(nowMs, zone)
  const dayStartMs = dayStart(clock.day, zone)
  const folded = foldedOf(heartbeats, store, nowMs)
  const incidents = source.incidents.filter(({ area }) => area !== MONITOR_AREA)
  const open = openIncident(source.incidents)
  const last = incidents.find(({ status }) => status === 'resolved') ?? null
  const book = orderBook(source.orderHours, store, nowMs)
  const to = recent.window.to
  const day = learningDay(store, nowMs)
  const shopOpen = isOpen(store, nowMs)
  const usual = usualOf(source.days, clock.minuteOfDay)
  const lights = lightsOf(
    {
      recent,
      usual,
      learning: day <= LEARNING_DAYS && source.days.length < LEARNING_DAYS,
      open: shopOpen,
      today: ordersThrough === null ? null : book.totals(dayStartMs, nowMs),
      lately: ordersThrough === null ? null : latelyPlaced(book, recent.window.from * MINUTE_MS, ordersThrough),
      issues: source.issues,
      dayStartMs,
    },
    firingAlerts(open, rules),
  )
  const today = todayFigures(book, nowMs, zone)
  const credits = creditSummary({ credits: source.credits, staff, settings, store: store._id, viewer, nowMs })
  const customers = recent.of(['session']).users.size
  const steps = stepsOf({ store, staff, credits, orders: book.size, customers, nowMs })
  const context: SummaryContext = { rules, staff, credits: source.credits, settings, now: nowMs }
  const incident =
    open === null
      ? null
      : {
          ...summarizeIncident(open, context),
          lost: lostOf(moneyAtRisk(open, costSource(source))),
          payments: source.payments,
        }
  const silence = { received: recent.received, from: seenFrom(store, dayStartMs, to), to, book, store }
  return {
    store: { id: store._id, name: store.name, branch: store.branch, open: shopOpen },
    viewer: { name: viewer.name, role: viewer.role },
    now: nowMs,
    zone,
    foldedThrough: folded,
    lastRunAt: heartbeats.get(runHeartbeat('aggregate'))?.at ?? null,
    gaps: [...unwatchedGaps(source.incidents, dayStartMs), ...silentGaps(silence)].sort((a, b) => a.from - b.from),
    day,
    verdict: verdictOf({ incident, lights, today, steps, day, open: shopOpen, watched: store.firstSeenAt !== null }),
    today,
    trend: trendOf({
      book,
      store,
      nowMs,
      ordersThrough,
      incidentOpen: open !== null,
      incidents,
      outlook: source.outlook,
    }),
    lights,
    lightsNote: lightsNote(lights, open !== null),
    incident,
    lastIncident: last === null ? null : summarizeIncident(last, context),
    credits,
    steps,
    demo: recent.demo || usual.demo || book.demo,
  }
}

const costSource = ({ store, orderHours, heartbeats, outlook, nowMs }: OverviewSource) => ({
  ...{ store, orders: orderHours, outlook, nowMs },
  ordersThrough: ordersThrough(heartbeats, store._id),
})

/** Days since the first measurement, by the shop's calendar; 1 on the first and before it. */
function learningDay({ firstSeenAt, zone }: StoreDocument, nowMs: number): number {
  if (firstSeenAt === null) return 1
  const start = (ms: number) => dayStart(localTime(ms, zone).day, zone)
  return 1 + Math.max(0, Math.round((start(nowMs) - start(firstSeenAt)) / DAY_MS))
}

/** The newest incident of the shop that is not over; those of the monitoring itself are told elsewhere. */
export const openIncident = (incidents: readonly IncidentDocument[]): IncidentDocument | null =>
  incidents.find(({ area, status }) => area !== MONITOR_AREA && status !== 'resolved') ?? null

/**
 * What the lights look at, event minutes.
 * @param openedAt of the open incident, epoch ms; null for none
 * @param to the newest folded minute's end, epoch minute
 */
export function lightsWindow(openedAt: number | null, to: number): Window {
  const usual = to - LIGHT_MINUTES
  return { from: openedAt === null ? usual : Math.min(to - 1, Math.max(usual, minuteOf(openedAt))), to }
}

/** Silence before the shop was measured at all, or before today, is no hole. */
const seenFrom = ({ firstSeenAt }: StoreDocument, dayStartMs: number, to: number): number =>
  Math.max(to - RECENT_MINUTES, minuteOf(dayStartMs), Math.ceil((firstSeenAt ?? Number.MAX_SAFE_INTEGER) / MINUTE_MS))

const latelyPlaced = (book: OrderBook, fromMs: number, ordersThrough: number) =>
  book.placed(fromMs, ordersThrough - PAYING_MS)

function firingAlerts(open: IncidentDocument | null, rules: readonly Rule[]): FiringAlert[] {
  return (open?.alerts ?? []).flatMap(({ rule: id, severity, title, until }) => {
    const rule = rules.find((one) => one.id === id)
    return until !== null || rule === undefined ? [] : [{ indicator: rule.indicator, severity, title }]
  })
}

import { type Answer, ok } from '../../contract/answer'
import type { ReportDay, Reports, SlaCard } from '../../contract/pages/reports'
import type { IncidentDocument } from '../documents/incident'
import type { OrderHourDocument } from '../documents/orderHour'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import { totalsIn } from '../orders/totals'
import type { Ports } from '../ports'
import { dayHours } from '../reports/dayHours'
import { slaCard } from '../reports/slaCard'
import { addDays, dayStart, localTime } from '../time/localTime'
import { costSource } from './costSource'
import { costHours, moneyAtRisk } from './lost'
import { viewedStore } from './viewedStore'

const DAYS = 7
const MONTH_DAYS = 30
const INCIDENTS_READ = 200
/** What an incident cost is reckoned for so many, the newest first: each needs four earlier weeks of its day. */
const RECKONED = 10

/** The last week day by day, and the cards, in two turns: incidents, then the orders that they cost. */
export async function answerReports(
  ports: Ports,
  viewer: StaffDocument,
  storeId: string,
  nowMs: number,
): Promise<Answer<Reports>> {
  const found = await viewedStore(ports, viewer, storeId)
  if (!found.ok) return found
  const store = found.value
  const today = localTime(nowMs, store.zone).day
  const monthFrom = dayStart(addDays(today, -MONTH_DAYS), store.zone)
  const latest = await ports.incidents.readLatest(storeId, INCIDENTS_READ)
  const incidents = latest.filter((one) => one.alerts.length > 0 && (one.resolvedAt ?? nowMs) > monthFrom)
  const weekFrom = dayStart(addDays(today, -DAYS), store.zone)
  const reckoned = incidents
    .filter((one) => one.severity === 'crit' && (one.resolvedAt ?? nowMs) > weekFrom)
    .slice(0, RECKONED)
  const hours = new Set([
    ...Array.from({ length: 2 * DAYS }, (_, index) => dayHours(addDays(today, -1 - index), store)).flat(),
    ...reckoned.flatMap((one) => costHours(one, store.zone, nowMs)),
  ])
  const costs = await ports.pages.readCosts([storeId], [...hours])
  const { orders } = costs
  const source = costSource(costs, store, nowMs)
  const lost = new Map(reckoned.map((one) => [one._id, moneyAtRisk(one, source)?.fen ?? null]))
  const days = Array.from({ length: DAYS }, (_, index) =>
    reportDay(addDays(today, -1 - index), { store, orders, incidents, lost, nowMs }),
  )
  const todayFrom = dayStart(today, store.zone)
  const watchedFrom = firstWholeDay(store, todayFrom)
  return ok({
    now: nowMs,
    zone: store.zone,
    store: { name: store.name, branch: store.branch },
    days,
    cards: [
      { ...cardOf(store, incidents, Math.max(weekFrom, watchedFrom), todayFrom), ...sumsOf(days) },
      {
        ...cardOf(store, incidents, Math.max(monthFrom, watchedFrom), todayFrom),
        orders: null,
        revenueFen: null,
        lostFen: null,
      },
    ],
  })
}

/** When the first day begins that phones told of from beginning to end, epoch ms; `none` while there is none. */
function firstWholeDay({ firstSeenAt, zone }: StoreDocument, none: number): number {
  if (firstSeenAt === null) return none
  const { day } = localTime(firstSeenAt, zone)
  const from = dayStart(day, zone)
  return Math.min(none, from === firstSeenAt ? from : dayStart(addDays(day, 1), zone))
}

const cardOf = (store: StoreDocument, incidents: readonly IncidentDocument[], from: number, to: number) => ({
  ...slaCard(store, incidents, from, to),
  from,
  to,
})

/** An incident that lasted over midnight is listed on both days and counted once. */
const sumsOf = (days: readonly ReportDay[]): Pick<SlaCard, 'orders' | 'revenueFen' | 'lostFen'> => {
  const costs = new Map(days.flatMap(({ incidents }) => incidents.map(({ id, fen }) => [id, fen] as const)))
  const known = [...costs.values()].filter((fen) => fen !== null)
  return {
    orders: days.reduce((sum, { orders }) => sum + orders, 0),
    revenueFen: days.reduce((sum, { revenueFen }) => sum + revenueFen, 0),
    lostFen: known.length === 0 ? null : known.reduce((sum, fen) => sum + fen, 0),
  }
}

interface DayInput {
  store: StoreDocument
  orders: readonly OrderHourDocument[]
  incidents: readonly IncidentDocument[]
  lost: ReadonlyMap<string, number | null>
  nowMs: number
}

function reportDay(day: string, { store, orders, incidents, lost, nowMs }: DayInput): ReportDay {
  const { zone } = store
  const factsOf = (wanted: string) => {
    const hours = new Set(dayHours(wanted, store))
    return orders.filter(({ hour }) => hours.has(hour)).flatMap(({ facts }) => Object.values(facts))
  }
  const sums = (wanted: string) => {
    const facts = factsOf(wanted)
    const { paid, paidFen } = totalsIn(facts, dayStart(wanted, zone), dayStart(addDays(wanted, 1), zone))
    return { known: facts.length > 0, orders: paid, revenueFen: paidFen }
  }
  const [from, to] = [dayStart(day, zone), dayStart(addDays(day, 1), zone)]
  const { orders: count, revenueFen } = sums(day)
  const { known, ...before } = sums(addDays(day, -7))
  return {
    day,
    from,
    watched: store.firstSeenAt !== null && store.firstSeenAt < to,
    orders: count,
    revenueFen,
    before: known ? before : null,
    incidents: incidents
      .filter((one) => one.openedAt < to && (one.resolvedAt ?? nowMs) > from)
      .map((one) => ({
        id: one._id,
        title: one.title,
        severity: one.severity,
        from: one.openedAt,
        to: one.resolvedAt,
        fen: lost.get(one._id) ?? null,
        review: one.review ?? null,
      })),
  }
}

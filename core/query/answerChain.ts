import { type Answer, ok } from '../../contract/answer'
import type { Level } from '../../contract/health'
import type { Chain, ChainStore } from '../../contract/pages/chain'
import { MONITOR_AREA } from '../alerting/gap'
import type { HeartbeatDocument } from '../documents/heartbeat'
import type { IncidentDocument } from '../documents/incident'
import type { OrderHourDocument } from '../documents/orderHour'
import type { Sales } from '../documents/sales'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import { groupBy } from '../groupBy'
import { rank } from '../incidents/severity'
import type { Ports } from '../ports'
import type { CostDocuments } from '../ports/pages'
import { dayHours } from '../reports/dayHours'
import { foldBeatsOf, foldedOf } from '../rollup/shards'
import { isOpen } from '../rules/openingHours'
import { addDays, localTime } from '../time/localTime'
import { MINUTE_MS } from '../time/units'
import { costSource } from './costSource'
import { type CostSource, moneyAtRisk } from './lost'
import { bookHours, orderBook } from './orderBook'
import { salesFigures } from './sales'
import { todayFigures } from './today'
import { viewedStore } from './viewedStore'

/** An old green is no green: after this much longer than a quiet shop may rest, nothing is known. */
const STALE_MS = 15 * MINUTE_MS
const worst: readonly Level[] = ['crit', 'warn', 'none', 'ok']

/** What an incident costs needs four earlier weeks of its store: of so many stores one call can read them. */
const COSTED = 7

/**
 * All stores of the viewer, the most troubled first. Today's figures are those that the minute's runs wrote beside their
 * cursors; a store of which there are none yet is read by its hours. One call, and one more for what the worst incidents
 * cost.
 * @param storeId the one in hand; it must be the viewer's
 */
export async function answerChain(
  ports: Ports,
  viewer: StaffDocument,
  storeId: string,
  nowMs: number,
): Promise<Answer<Chain>> {
  const inHand = await viewedStore(ports, viewer, storeId)
  if (!inHand.ok) return inHand
  const stores = (await ports.directory.stores()).filter(({ _id }) => viewer.stores.includes(_id))
  const folds = [...new Set(stores.flatMap((store) => foldBeatsOf(store, nowMs)))]
  const { beats, sales, open } = await ports.pages.readChain(folds)
  const openOf = ({ _id }: StoreDocument) => open.filter((one) => one.store === _id && one.area !== MONITOR_AREA)
  const troubled = stores.flatMap((store) => {
    const worst = worstOf(openOf(store))
    return worst === null ? [] : [{ store, worst }]
  })
  const costed = troubled
    .sort((a, b) => byWorst(a.worst, b.worst))
    .slice(0, COSTED)
    .map(({ store }) => store)
  const unsold = stores.filter((store) => !sales.has(store._id) && !costed.includes(store))
  const [read, costs] = await Promise.all([
    readOrders(ports, unsold, (store) => compared(store, nowMs)),
    readCosts(ports, costed, nowMs),
  ])
  const orders = groupBy([...read, ...costs.orders], ({ store }) => store)
  const known = (store: StoreDocument) => ({
    orders: orders.get(store._id) ?? [],
    sales: sales.get(store._id) ?? null,
    cost: costed.includes(store) ? costSource(costs, store, nowMs) : null,
  })
  return ok({
    now: nowMs,
    stores: stores
      .map((store) => chainStore(store, { ...known(store), open: openOf(store), beats, nowMs }))
      .sort(byTrouble),
  })
}

const byWorst = (a: IncidentDocument, b: IncidentDocument): number =>
  rank[b.severity] - rank[a.severity] || a.openedAt - b.openedAt

const worstOf = (open: readonly IncidentDocument[]): IncidentDocument | null => [...open].sort(byWorst)[0] ?? null

/** Hours of today and of the same weekday last week. */
const compared = (store: StoreDocument, nowMs: number): number[] => {
  const today = localTime(nowMs, store.zone).day
  return [...dayHours(today, store), ...dayHours(addDays(today, -7), store)]
}

const readOrders = async (
  ports: Ports,
  stores: readonly StoreDocument[],
  hoursOf: (store: StoreDocument) => number[],
): Promise<OrderHourDocument[]> => {
  if (stores.length === 0) return []
  const hours = [...new Set(stores.flatMap(hoursOf))]
  return ports.orders.readHoursOf(
    stores.map(({ _id }) => _id),
    hours,
  )
}

const readCosts = async (ports: Ports, stores: readonly StoreDocument[], nowMs: number): Promise<CostDocuments> =>
  stores.length === 0
    ? { beats: new Map(), orders: [], baselines: [] }
    : ports.pages.readCosts(
        stores.map(({ _id }) => _id),
        [...new Set(stores.flatMap(({ zone }) => bookHours(nowMs, zone)))],
      )

interface Known {
  open: readonly IncidentDocument[]
  /** its own, as far as they were read */
  orders: readonly OrderHourDocument[]
  sales: Sales | null
  /** what its incidents cost is reckoned from; null: of too many that are worse */
  cost: CostSource | null
  beats: ReadonlyMap<string, HeartbeatDocument>
  nowMs: number
}

function chainStore(store: StoreDocument, { open, orders, sales, cost, beats, nowMs }: Known): ChainStore {
  const book = orderBook(orders, store, nowMs)
  const first = worstOf(open)
  // the fold goes on for all stores of a shard, also for one that no phone has told of yet
  const foldedThrough = store.firstSeenAt === null ? null : foldedOf(beats, store, nowMs)
  const isKnown = foldedThrough !== null && nowMs - foldedThrough <= STALE_MS
  return {
    id: store._id,
    name: store.name,
    branch: store.branch,
    zone: store.zone,
    open: isOpen(store, nowMs),
    level: first?.severity ?? (isKnown ? 'ok' : 'none'),
    foldedThrough,
    incident: first
      ? {
          id: first._id,
          severity: first.severity,
          title: first.title,
          openedAt: first.openedAt,
          by: first.acknowledged?.by ?? null,
        }
      : null,
    incidents: open.length,
    lostFen: first && cost ? (moneyAtRisk(first, cost)?.fen ?? null) : null,
    today: sales === null ? todayFigures(book, nowMs, store.zone) : salesFigures(sales, nowMs, store.zone),
  }
}

/** Worse first; of equals what costs more, what nobody has taken, what lasts longer, what sells more. */
const byTrouble = (a: ChainStore, b: ChainStore): number =>
  worst.indexOf(a.level) - worst.indexOf(b.level) ||
  (b.lostFen ?? 0) - (a.lostFen ?? 0) ||
  Number(a.incident?.by != null) - Number(b.incident?.by != null) ||
  (a.incident?.openedAt ?? 0) - (b.incident?.openedAt ?? 0) ||
  b.today.revenueFen - a.today.revenueFen ||
  (a.id < b.id ? -1 : 1)

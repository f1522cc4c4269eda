import { type Answer, ok, refuse } from '../../../contract/answer'
import { orderRef } from '../../../contract/orderRef'
import { ORDER_SIGHTS } from '../../../contract/orderSights'
import type { OrderWatch, OrderWatchQuery, RoadStep } from '../../../contract/pages/orderWatch'
import { ahead } from '../../concurrency/ahead'
import type { BatchDocument } from '../../documents/batch'
import type { IncidentDocument } from '../../documents/incident'
import type { OrderFact, OrderHourDocument } from '../../documents/orderHour'
import type { StaffDocument } from '../../documents/staff'
import type { StoreDocument } from '../../documents/store'
import { paymentCases } from '../../orders/paymentTruth'
import { readFact } from '../../orders/readFact'
import { type Sight, sightsIn, sightsOfBatches } from '../../orders/sights'
import { refundedFenOf } from '../../orders/totals'
import type { Ports } from '../../ports'
import { KEPT_DAYS } from '../../rollup/retention'
import { homesOf } from '../../rollup/shards'
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS } from '../../time/units'
import type { PageMemory } from '../pageMemory'
import { stateOf } from '../pages/transactions/truth'
import { viewedStore } from '../viewedStore'
import { phoneSteps, serverSteps, shopSteps, sightSteps } from './road'

/** A visit begins so long before its order at most, and phones tell so long after. */
const BEFORE_MS = 45 * MINUTE_MS
const AFTER_MS = 3 * HOUR_MS
const STEPS_MOST = 150
const INCIDENTS_READ = 20
/** Looks of one person at one order this near are one look. */
const ONE_LOOK_MS = 10 * MINUTE_MS

/** Whoever asks knows about when the order was made: so much nearer it is. */
const ABOUT_MS = HOUR_MS

/**
 * One order's road: what the customer's phone lived through, what the server knows, what was up in the shop. Nothing of
 * the customer is told that the shop's own document does not tell; who looks is written down before anything is answered.
 * Where it is known beforehand which order is meant, what belongs to it is read with it in one call.
 */
export async function answerOrderWatch(
  ports: Ports,
  viewer: StaffDocument,
  { store: id, order: text, at }: OrderWatchQuery,
  nowMs: number,
  memory: PageMemory,
): Promise<Answer<OrderWatch>> {
  const found = await viewedStore(ports, viewer, id)
  if (!found.ok) return found
  const store = found.value
  const settings = await ports.directory.settings()
  if (settings === null) return refuse('unavailable', 'the environment is not set up: run npm run deploy')
  const meant = at === undefined ? remembered(memory, store, text) : { id: text, at }
  const early = meant === null ? null : ahead(readAround(ports, store, meant, nowMs))
  const read = readOrder(await ports.orders.findOrder(settings.orders, text), store, (order) =>
    readFact(order, {
      ...{ mapping: settings.orders, onlyStore: store._id, nowMs },
      hashOf: (customer) => ports.orders.hashCustomer(customer, settings.salt),
    }),
  )
  if (read === null) return refuse('not_found', 'no order has this number, or it cannot be read', 'order')
  const { createdAt } = read.fact
  const isMeant = meant?.id === read.id && Math.abs(meant.at - createdAt) <= ABOUT_MS
  const reading =
    isMeant && early !== null ? early : ahead(readAround(ports, store, { id: read.id, at: createdAt }, nowMs))
  await noteLook(ports, viewer, read.id, nowMs)
  const span = { from: createdAt - BEFORE_MS, to: Math.min(nowMs, createdAt + AFTER_MS) }
  return ok(watchOf({ ...(await reading), ...span, store, read, nowMs }))
}

/** An order, and about when it was made. */
interface Meant {
  id: string
  at: number
}

/** A number that somebody types is one of today's, mostly, which an instance that has shown them knows. */
function remembered(memory: PageMemory, { _id }: StoreDocument, text: string): Meant | null {
  for (const hour of memory.orders.get(_id)?.hours.values() ?? [])
    for (const [id, { number, createdAt }] of Object.entries(hour?.facts ?? {}))
      if (id === text || number === text) return { id, at: createdAt }
  return null
}

interface Around {
  ref: string
  documents: OrderHourDocument[]
  batches: BatchDocument[]
  incidents: IncidentDocument[]
  /** batches of that time are not deleted yet */
  kept: boolean
}

/** What was written of an order that was made within an hour of then. */
async function readAround(ports: Ports, store: StoreDocument, { id, at }: Meant, nowMs: number): Promise<Around> {
  const ref = orderRef(store._id, id)
  const [from, to] = [at - ABOUT_MS - BEFORE_MS, Math.min(nowMs, at + ABOUT_MS + AFTER_MS)]
  const first = hourOf(at - ABOUT_MS) - 1
  const hours = Array.from({ length: hourOf(at + ABOUT_MS + AFTER_MS) - first + 1 }, (_, after) => first + after)
  const kept = nowMs - at < KEPT_DAYS.batches * DAY_MS
  const [documents, batches, incidents] = await Promise.all([
    ports.orders.readHours(store._id, hours),
    kept ? ports.batches.readAbout(homesOf(store, from), ref, from, to + HOUR_MS) : [],
    ports.incidents.readLatest(store._id, INCIDENTS_READ),
  ])
  return { ref, documents, batches, incidents, kept }
}

interface Read {
  id: string
  fact: OrderFact
  names: Record<string, string>
}

interface Source extends Around {
  store: StoreDocument
  read: Read
  from: number
  to: number
  nowMs: number
}

function watchOf(source: Source): OrderWatch {
  const { store, read, ref, documents, batches, incidents, from, to, kept, nowMs } = source
  const { fact } = read
  const sights = sightsIn(documents).filter((sight) => sight.ref === ref)
  const told = sights.length > 0 ? sights : sightsOf(batches, ref)
  const phone = phoneSteps(batches).filter(({ at }) => at >= from && at <= to)
  const road = [...serverSteps(fact), ...sightSteps(told), ...phone, ...shopSteps(incidents, from, to)]
  const calls = phone.filter(({ kind, durationMs }) => kind === 'call' && durationMs !== null)
  const slowest = [...calls].sort((a, b) => (b.durationMs as number) - (a.durationMs as number))[0]
  const payment = paymentCases(withFact(documents, read), store._id, 0, Number.MAX_SAFE_INTEGER, nowMs).find(
    (one) => one.ref === ref,
  )
  return {
    ...{ now: nowMs, zone: store.zone, foldedThrough: nowMs },
    order: {
      id: read.id,
      number: fact.number ?? read.id,
      amountFen: fact.amountFen,
      refundedFen: refundedFenOf(fact),
      createdAt: fact.createdAt,
      state: stateOf(fact),
      items: (fact.items ?? []).map(({ dish, count, priceFen }) => ({
        name: read.names[dish] ?? dish,
        count,
        priceFen,
      })),
    },
    payment: payment === undefined ? null : { phone: payment.phone, server: payment.server, dangers: payment.dangers },
    road: inOrder(road).slice(0, STEPS_MOST),
    slowest: slowest === undefined ? null : { label: slowest.label, durationMs: slowest.durationMs as number },
    details: batches.length > 0 ? 'here' : kept ? 'none' : 'gone',
    demo: documents.some(({ demo }) => demo === true),
  }
}

/** Of two at the same time the phone's comes first: it asked. */
const LANES: readonly RoadStep['lane'][] = ['phone', 'server', 'shop']
const inOrder = (road: RoadStep[]): RoadStep[] =>
  road.sort((a, b) => a.at - b.at || LANES.indexOf(a.lane) - LANES.indexOf(b.lane))

/** What is not folded yet: at most a minute or two old. */
function sightsOf(batches: readonly BatchDocument[], ref: string): Sight[] {
  const found = sightsOfBatches(batches) ?? []
  return found.flatMap(([own, code, at]) => {
    const sight = ORDER_SIGHTS[code]
    return own === ref && sight !== undefined ? [{ ref, sight, at }] : []
  })
}

/** The order as it is in the shop this moment, which may be newer than the last reading. */
function withFact(documents: readonly OrderHourDocument[], { id, fact }: Read): OrderHourDocument[] {
  const hour = hourOf(fact.createdAt)
  return documents.map((one) => (one.hour === hour ? { ...one, facts: { ...one.facts, [id]: fact } } : one))
}

function readOrder(
  orders: readonly Record<string, unknown>[],
  store: StoreDocument,
  read: (order: Record<string, unknown>) => ReturnType<typeof readFact>,
): Read | null {
  if (orders.length !== 1) return null
  const one = read(orders[0] as Record<string, unknown>)
  return one.ok && one.store === store._id ? one : null
}

async function noteLook(ports: Ports, viewer: StaffDocument, order: string, nowMs: number): Promise<void> {
  const _id = `look:${viewer._id}:${order}:${Math.floor(nowMs / ONE_LOOK_MS)}`
  await ports.accessLog.insert({ _id, at: nowMs, by: viewer._id, action: 'orderWatch', subject: order })
}

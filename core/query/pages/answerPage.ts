import { type Answer, ok, refuse } from '../../../contract/answer'
import type { SeriesName } from '../../../contract/insight'
import { LIMITS } from '../../../contract/limits'
import { type Indicator, METRICS, type MetricName } from '../../../contract/metrics'
import type { Range } from '../../../contract/pages/range'
import { ahead } from '../../concurrency/ahead'
import type { SettingsDocument } from '../../documents/settings'
import type { StaffDocument } from '../../documents/staff'
import type { StoreDocument } from '../../documents/store'
import { outlookOf } from '../../insight/outlook'
import type { Ports } from '../../ports'
import type { CloudUsage } from '../../ports/meter'
import {
  baselineHeartbeat,
  ordersHeartbeat,
  runHeartbeat,
  seenHeartbeat,
  tiersHeartbeat,
} from '../../rollup/heartbeatIds'
import { KEPT_DAYS } from '../../rollup/retention'
import { foldBeatsOf, type Homed, homesOf, readMinutesOf } from '../../rollup/shards'
import { addDays, localTime } from '../../time/localTime'
import { hourOf, MINUTE_MS, MINUTES_PER_HOUR } from '../../time/units'
import { History } from '../measured/history'
import { measuredOf } from '../measured/measured'
import type { DaysWanted, PageDocuments, PageWants } from '../measured/pageDocuments'
import { readCells } from '../measured/readCells'
import { bookHours, type OrderBook } from '../orderBook'
import type { PageMemory } from '../pageMemory'
import { type Grain, oldestKept, planRange, type RangePlan } from '../range/planRange'
import { keepBaseline, knownBaseline, readBaseline } from '../readBaseline'
import { monthOf } from './load/usage'
import type { PageSource } from './pageSource'
import { pageWhy } from './pageWhy'
import { readRemembered } from './readRemembered'

/** What one kind of page looks at, and what it makes of it. */
export interface PageKind<P, B = undefined> {
  metrics: readonly MetricName[]
  /** of which distinct people are told */
  users: readonly MetricName[]
  /** breakdowns by network, device and so on, of these metrics, and what explains spread; null: none */
  dims: { metrics: readonly MetricName[]; spread: boolean } | null
  /** error groups */
  issues: boolean
  /** what the environment uses of its plan */
  usage: boolean
  /** a label that is told by slot */
  label?: string
  /** nothing is held against earlier times: they are not read */
  alone?: boolean
  /** how the chart is cut, where not as finely as it can be drawn */
  grain?: Grain
  /** the series whose baseline is told */
  outlook?: SeriesName
  /** whose alerts are explained */
  why?: Indicator
  /**
   * What else it looks at: begun with the page's own read, and done with one more call of the database at most.
   * @param read what the page itself has read
   */
  beside?(reading: Reading, read: Promise<PageDocuments>): Promise<B>
  /** its orders, where it has them: they explain too */
  book?(beside: B, store: StoreDocument, untilMs: number): OrderBook
  /** fingerprint of the one error that the page is of */
  error?: string
  build(source: PageSource, beside: B): P
}

export interface Reading {
  ports: Ports
  memory: PageMemory
  store: StoreDocument
  /** all there are */
  stores: readonly StoreDocument[]
  settings: SettingsDocument
  nowMs: number
}

export interface PageAsked {
  store: string
  range?: Range
}

/**
 * A page of numbers: one call of the database, and a second for what the first has shown to be wanted: an hour that is not
 * made yet and should be, why there is an alert, orders that changed, once an hour what is usual
 * (adapters/gatheredReads makes one call of a turn).
 * @param viewer must belong to the store
 */
export async function answerPage<P, B = undefined>(
  ports: Ports,
  viewer: Pick<StaffDocument, 'stores'>,
  { store: id, range = 'today' }: PageAsked,
  kind: PageKind<P, B>,
  nowMs: number,
  memory: PageMemory,
): Promise<Answer<P>> {
  const [settings, stores, rules] = await Promise.all([
    ports.directory.settings(),
    ports.directory.stores(),
    ports.rules.read(),
  ])
  const store = stores.find(({ _id }) => _id === id)
  if (store === undefined || !viewer.stores.includes(id))
    return refuse('forbidden', 'this store is not one of yours: ask its owner for a code', 'store')
  if (settings === null) return refuse('unavailable', 'the environment is not set up: run npm run deploy')
  if (typeof range !== 'string' && range.from >= Math.min(range.to, nowMs))
    return refuse('bad_request', 'range.from: must lie before range.to and before now', 'range.from')
  if (typeof range !== 'string' && range.to <= oldestKept(nowMs))
    return refuse(
      'bad_request',
      `range.to: numbers are kept for ${KEPT_DAYS.days} days, ask for a later time`,
      'range.to',
    )
  const plan = planRange(range, nowMs, store.zone, kind.grain)
  const series = kind.outlook
  const known = series === undefined ? null : knownBaseline(memory, id, nowMs)
  const wants = { ...sinceMade(wantsOf(plan, store, kind, nowMs), memory), baseline: known === undefined }
  const reading = readRemembered(ports.pages, memory, wants, nowMs)
  const beside = ahead(
    Promise.resolve(kind.beside?.({ ports, memory, store, stores, settings, nowMs }, reading) as Promise<B>),
  )
  const read = await reading
  if (known === undefined) keepBaseline(memory, id, read.baseline, nowMs)
  memory.made.set(store.shard, hourOf(madeThrough(read, store.shard)))
  const book = async () => kind.book?.(await beside, store, nowMs) ?? null
  const [documents, baseline, why, usage, more] = await Promise.all([
    withMissingMinutes(ports, read, wants, store),
    series === undefined ? null : readBaseline(ports, memory, id, Promise.resolve(read.beats), nowMs),
    kind.why === undefined
      ? null
      : pageWhy(ports, {
          ...{ indicator: kind.why, store, settings, rules, incidents: read.incidents, nowMs },
          book: book(),
        }),
    kind.usage ? readUsage(ports, memory, settings, store.zone, nowMs) : null,
    beside,
  ])
  const metrics = new Set<number>(kind.metrics.map((metric) => METRICS[metric].id))
  const measured = measuredOf(readCells(documents, id, plan, metrics, kind.label), plan.at.length)
  const history = new History(documents.days)
  const outlook = series === undefined ? null : outlookOf(baseline, store, series)
  const source = { store, settings, rules, nowMs, plan, documents, measured, history, usage, outlook, why }
  return ok(kind.build(source, more))
}

/** The outside is asked at most this often: it counts by five minutes. */
const USAGE_MS = 5 * MINUTE_MS

async function readUsage(
  ports: Ports,
  memory: PageMemory,
  { usage }: SettingsDocument,
  zone: string,
  nowMs: number,
): Promise<CloudUsage | null> {
  if (usage === undefined) return null
  const known = memory.usage
  if (known !== null && nowMs >= known.atMs && nowMs - known.atMs < USAGE_MS) return known.value
  const value = await ports.meter.read(usage, monthOf(nowMs, zone).from, nowMs)
  memory.usage = { atMs: nowMs, value }
  return value
}

const wantsOf = (
  plan: RangePlan,
  store: Homed & { _id: string },
  { metrics, users, dims, issues, error, alone }: Omit<PageKind<unknown>, 'build' | 'beside' | 'book'>,
  nowMs: number,
): PageWants => ({
  store: store._id,
  shards: homesOf(store, plan.from),
  beats: [
    ...[...foldBeatsOf(store, nowMs), tiersHeartbeat(store.shard), seenHeartbeat],
    ...[ordersHeartbeat(store._id), baselineHeartbeat(store._id)],
    ...(['aggregate', 'compact', 'watchdog'] as const).map((job) => runHeartbeat(job)),
  ],
  minutes: plan.minutes,
  head: plan.head,
  hours: plan.hours,
  days: alone === true ? daysOfRange(plan) : plan.days,
  metrics: metrics.map((metric) => METRICS[metric].id),
  users: users.map((metric) => METRICS[metric].id),
  dims: dims === null ? null : dimsWants(plan, dims),
  incidentsSince: plan.from,
  issuesSince: issues ? plan.from : null,
  baseline: false,
  error:
    error === undefined
      ? null
      : {
          fingerprint: error,
          from: plan.from,
          to: plan.to + LIMITS.latenessMs,
          orderHours: bookHours(nowMs, plan.zone),
        },
})

/** Without those that the range is only held against. */
function daysOfRange({ tier, from, to, zone, days }: RangePlan): DaysWanted[] {
  if (tier !== 'days') return []
  const [first, end] = [localTime(from, zone).day, addDays(localTime(to - 1, zone).day, 2)]
  return days.flatMap((one) => {
    const clipped = { ...one, from: later(one.from, first), to: sooner(one.to, end) }
    return clipped.from < clipped.to ? [clipped] : []
  })
}

const later = (a: string, b: string): string => (a > b ? a : b)
const sooner = (a: string, b: string): string => (a < b ? a : b)

function dimsWants(
  { tier, from, to, hours, zone }: RangePlan,
  { metrics, spread }: NonNullable<PageKind<unknown>['dims']>,
): PageWants['dims'] {
  const wanted = { metrics: metrics.map((metric) => METRICS[metric].id), spread }
  if (tier !== 'days') return { ...wanted, minutes: true, hours, days: null }
  const day = (ms: number) => localTime(ms, zone).day
  return { ...wanted, minutes: false, hours: null, days: { from: day(from), to: addDays(day(to - 1), 2) } }
}

/** Minutes of hours that this instance knows to be made need not be read: they are most of what a page would read. */
function sinceMade(wants: PageWants, { made }: PageMemory): PageWants {
  const { minutes, hours, shards } = wants
  const [shard] = shards
  // a store that moved has minutes in both shards: they are read as if nothing were known
  if (minutes === null || hours === null || shard === undefined || shards.length > 1) return wants
  const from = Math.max(minutes.from, (made.get(shard) ?? 0) * MINUTES_PER_HOUR)
  return { ...wants, minutes: { from: Math.min(from, minutes.to), to: minutes.to } }
}

/** Hours that ended before then are made, epoch ms. */
const madeThrough = ({ beats }: PageDocuments, shard: string): number =>
  Math.max(beats.get(runHeartbeat('compact'))?.at ?? 0, beats.get(tiersHeartbeat(shard))?.through ?? 0)

/**
 * Where `compact` is late, the hours that it has not made yet are read minute by minute. It rests while nothing comes in,
 * and a shop has no hours from before its first measurement: then nothing is missing.
 */
async function withMissingMinutes(
  ports: Ports,
  read: PageDocuments,
  wants: PageWants,
  store: StoreDocument,
): Promise<PageDocuments> {
  const { minutes, hours } = wants
  const { firstSeenAt } = store
  if (minutes === null || hours === null || firstSeenAt === null) return read
  const madeMs = madeThrough(read, store.shard)
  const fromHour = Math.max(hours.from, hourOf(madeMs), hourOf(firstSeenAt))
  const missing = { from: fromHour * MINUTES_PER_HOUR, to: minutes.from }
  if (missing.to <= missing.from || (read.beats.get(seenHeartbeat)?.through ?? 0) < madeMs) return read
  const late = await readMinutesOf(ports, store, missing.from, missing.to)
  return { ...read, minutes: [...late, ...read.minutes] }
}

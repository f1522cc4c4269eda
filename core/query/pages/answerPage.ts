import { type Answer, ok, refuse } from '../../../contract/answer'
import { LIMITS } from '../../../contract/limits'
import { METRICS, type MetricName } from '../../../contract/metrics'
import type { Range } from '../../../contract/pages/range'
import type { SettingsDocument, StaffDocument, StoreDocument } from '../../documents'
import type { CloudUsage, Ports } from '../../ports'
import { runHeartbeat, seenHeartbeat, tiersHeartbeat } from '../../rollup/heartbeatIds'
import { foldBeatsOf, type Homed, homesOf, readMinutesOf } from '../../rollup/shards'
import { addDays, localTime } from '../../time/localTime'
import { DAY_MS, hourOf, MINUTE_MS, MINUTES_PER_HOUR } from '../../time/units'
import { History } from '../measured/history'
import { measuredOf } from '../measured/measured'
import type { PageDocuments, PageWants } from '../measured/pageDocuments'
import { readCells } from '../measured/readCells'
import { bookHours } from '../orderBook'
import type { PageMemory } from '../pageMemory'
import { planRange, type RangePlan } from '../range/planRange'
import { monthOf } from './load/usage'
import type { PageSource } from './pageSource'
import { readRemembered } from './readRemembered'

/** What one kind of page looks at, and what it makes of it. */
export interface PageKind<P> {
  metrics: readonly MetricName[]
  /** distinct people are told */
  users: boolean
  /** breakdowns by network, device and so on */
  dims: boolean
  /** error groups */
  issues: boolean
  /** what the environment uses of its plan */
  usage: boolean
  /** fingerprint of the one error that the page is of */
  error?: string
  build(source: PageSource): P
}

export interface PageAsked {
  store: string
  range?: Range
}

/**
 * A page of numbers: one read of the database, two where an hour is not made yet that should be.
 * @param viewer must belong to the store
 */
export async function answerPage<P>(
  ports: Ports,
  viewer: Pick<StaffDocument, 'stores'>,
  { store: id, range = 'today' }: PageAsked,
  kind: PageKind<P>,
  nowMs: number,
  memory: PageMemory,
): Promise<Answer<P>> {
  const [settings, stores] = await Promise.all([ports.directory.settings(), ports.directory.stores()])
  const store = stores.find(({ _id }) => _id === id)
  if (store === undefined || !viewer.stores.includes(id))
    return refuse('forbidden', 'this store is not one of yours: ask its owner for a code', 'store')
  if (settings === null) return refuse('unavailable', 'the environment is not set up: run npm run deploy')
  if (typeof range !== 'string' && range.from >= Math.min(range.to, nowMs))
    return refuse('bad_request', 'range.from: must lie before range.to and before now', 'range.from')
  const plan = planRange(range, nowMs, store.zone)
  const wants = wantsOf(plan, store, kind, nowMs)
  const read = await readRemembered(ports.pages, memory, wants, nowMs)
  const documents = await withMissingMinutes(ports, read, wants, store)
  const metrics = new Set<number>(kind.metrics.map((metric) => METRICS[metric].id))
  const measured = measuredOf(readCells(documents, id, plan, metrics), plan.at.length)
  const history = new History(documents.days)
  const rules = await ports.rules.read()
  const usage = kind.usage ? await readUsage(ports, memory, settings, store.zone, nowMs) : null
  return ok(kind.build({ store, settings, rules, nowMs, plan, documents, measured, history, usage }))
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
  { users, dims, issues, error }: Pick<PageKind<unknown>, 'users' | 'dims' | 'issues' | 'error'>,
  nowMs: number,
): PageWants => ({
  store: store._id,
  shards: homesOf(store, plan.from),
  beats: [
    ...[...foldBeatsOf(store, nowMs), tiersHeartbeat(store.shard), seenHeartbeat],
    ...(['aggregate', 'compact', 'watchdog'] as const).map((job) => runHeartbeat(job)),
  ],
  minutes: plan.minutes,
  hours: plan.hours,
  days: plan.days,
  users,
  dims: dims ? dimsWants(plan) : null,
  incidentsSince: plan.from,
  issuesSince: issues ? plan.from : null,
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

/** Of charts by the day there are none: a year of breakdowns is too much for one answer. */
function dimsWants({ tier, stepMs, from, to, hours, zone }: RangePlan): PageWants['dims'] {
  if (tier !== 'days') return { minutes: true, hours, days: null }
  if (stepMs >= DAY_MS) return null
  const day = (ms: number) => localTime(ms, zone).day
  return { minutes: false, hours: null, days: { from: day(from), to: addDays(day(to - 1), 2) } }
}

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
  const through = (id: string, field: 'at' | 'through') => read.beats.get(id)?.[field] ?? 0
  const madeMs = Math.max(through(runHeartbeat('compact'), 'at'), through(tiersHeartbeat(store.shard), 'through'))
  const fromHour = Math.max(hours.from, hourOf(madeMs), hourOf(firstSeenAt))
  const missing = { from: fromHour * MINUTES_PER_HOUR, to: minutes.from }
  if (missing.to <= missing.from || through(seenHeartbeat, 'through') < madeMs) return read
  const late = await readMinutesOf(ports, store, missing.from, missing.to)
  return { ...read, minutes: [...late, ...read.minutes] }
}

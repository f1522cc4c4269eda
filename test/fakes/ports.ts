import type { OrderEvent } from '../../contract/schemas/orderPost'
import type { Rule } from '../../contract/schemas/rule'
import type {
  AccessLogDocument,
  AlertStateDocument,
  BatchDocument,
  Board,
  ChannelDocument,
  CreditDocument,
  HeartbeatDocument,
  IncidentDocument,
  IssueDocument,
  MinuteDocument,
  NoticeDocument,
  OrderHourDocument,
  Sales,
  SettingsDocument,
  SilenceDocument,
  StaffDocument,
  StoreDocument,
} from '../../core/documents'
import { widen } from '../../core/errors/issuesOf'
import type { SourceMapIndexDocument, SourceMapPartDocument } from '../../core/errors/sourceMaps/documents'
import type { BaselineDocument } from '../../core/insight/watch/baseline'
import type { PersonalCollection, StoredDocument } from '../../core/people/personalRecords'
import type { Changed, ChannelRequests, InsertOutcome, Ports, SendOutcome } from '../../core/ports'
import { type Expiring, OF_NO_STORE } from '../../core/retention/expiry'
import { ordersHeartbeat } from '../../core/rollup/heartbeatIds'
import type { DayDocument, HourDocument } from '../../core/rollup/tiers'
import { withListedApis } from '../../core/slo/apiSettings'
import { HOUR_MS, minuteOf } from '../../core/time/units'
import { readPage } from './readPage'

/** What a message port was asked to send. */
export interface SentMessage {
  openid: string
  templateId: string
  page: string
  values: Record<string, string>
}

/** Everything the fake holds, for a test to look into and to prepare. */
export interface FakeStore {
  batches: Map<string, BatchDocument>
  minutes: Map<string, MinuteDocument>
  hours: Map<string, HourDocument>
  days: Map<string, DayDocument>
  orders: Record<string, unknown>[]
  orderHours: Map<string, OrderHourDocument>
  /** orders that were posted, each as its last event */
  postedOrders: Map<string, OrderEvent & { _id: string; updatedAt: Date }>
  alertStates: Map<string, AlertStateDocument>
  baselines: Map<string, BaselineDocument>
  incidents: Map<string, IncidentDocument>
  credits: Map<string, CreditDocument>
  settings: Map<string, SettingsDocument>
  stores: Map<string, StoreDocument>
  staff: Map<string, StaffDocument>
  issues: Map<string, IssueDocument>
  heartbeats: Map<string, HeartbeatDocument>
  boards: Map<string, Board>
  sales: Map<string, Sales>
  /** which shard wrote a store's sales; '' where there is one */
  salesShard: Map<string, string>
  /** name → until when it is somebody's */
  leases: Map<string, number>
  changes: Record<Changed, number>
  accessLog: Map<string, AccessLogDocument>
  sourceMaps: Map<string, SourceMapIndexDocument | SourceMapPartDocument>
  rules: Rule[]
  silences: Map<string, SilenceDocument>
  notices: Map<string, NoticeDocument>
  channels: Map<string, ChannelDocument>
  messages: SentMessage[]
  robot: ChannelRequests['robot'][]
  webhook: ChannelRequests['webhook'][]
  /** calls of the shop's own functions */
  actions: { name: string; event: Record<string, unknown> }[]
  /** calls of our own functions */
  handed: { name: string; event: Record<string, unknown> }[]
  pings: string[]
}

export interface FakePorts extends Ports {
  store: FakeStore
  /** The database's clock: what a batch gets as receivedAt. */
  clock: { now: number }
  /** Called before every operation with its name: throw to fail, await to interleave. */
  before: { run: (operation: string) => void | Promise<void> }
  /** How the next messages end; sent when empty. */
  outcomes: SendOutcome[]
  /** The same for what is not a message to a person. */
  outside: Record<'robot' | 'webhook' | 'actions', SendOutcome[]>
}

const insertInto = <T extends { _id: string }>(map: Map<string, T>, document: T): InsertOutcome => {
  if (map.has(document._id)) return 'exists'
  map.set(document._id, structuredClone(document))
  return 'inserted'
}

const compareAndSet = <T extends { _id: string; version: number }>(
  map: Map<string, T>,
  document: T,
  expected: number,
): boolean => {
  if ((map.get(document._id)?.version ?? 0) !== expected) return false
  map.set(document._id, structuredClone(document))
  return true
}

const removeWhere = <T>(map: Map<string, T>, gone: (value: T) => boolean): number => {
  const ids = [...map].filter(([, value]) => gone(value)).map(([id]) => id)
  for (const id of ids) map.delete(id)
  return ids.length
}

/** An unknown one arrived all the same: the harder case. */
const keepUnlessFailed = <T>(kept: T[], one: T, outcomes: SendOutcome[]): SendOutcome => {
  const outcome = outcomes.shift() ?? { status: 'sent' as const }
  if (outcome.status !== 'failed') kept.push(one)
  return outcome
}

/** By what an expiring document tells its age. */
interface ExpiringFields {
  store: string
  lastAt: number
  hour: number
  updatedAt: Date
  createdAt: number
  nextAt: number | null
  until: number
  openedAt: number
  status: string
  at: number
}

const isOver: Record<Expiring, (document: ExpiringFields, beforeMs: number) => boolean> = {
  issues: ({ lastAt }, before) => lastAt < before,
  orderHours: ({ hour }, before) => hour < Math.floor(before / HOUR_MS),
  postedOrders: ({ updatedAt }, before) => updatedAt.getTime() < before,
  notices: ({ createdAt, nextAt }, before) => createdAt < before && nextAt === null,
  silences: ({ until }, before) => until < before,
  incidents: ({ openedAt, status }, before) => openedAt < before && status === 'resolved',
  accessLog: ({ at }, before) => at < before,
}

const within = (value: number, from: number, to: number): boolean => value >= from && value < to

/** Ports in memory, as strict as the real ones: copies in and out, compare-and-set on versions, inserts that collide. */
export function fakePorts(now = 0): FakePorts {
  const store: FakeStore = {
    batches: new Map(),
    minutes: new Map(),
    hours: new Map(),
    days: new Map(),
    orders: [],
    orderHours: new Map(),
    postedOrders: new Map(),
    alertStates: new Map(),
    baselines: new Map(),
    incidents: new Map(),
    credits: new Map(),
    settings: new Map(),
    stores: new Map(),
    staff: new Map(),
    issues: new Map(),
    heartbeats: new Map(),
    boards: new Map(),
    sales: new Map(),
    salesShard: new Map(),
    leases: new Map(),
    changes: { incidents: 0, credits: 0 },
    accessLog: new Map(),
    sourceMaps: new Map(),
    rules: [],
    silences: new Map(),
    notices: new Map(),
    channels: new Map(),
    messages: [],
    robot: [],
    webhook: [],
    actions: [],
    handed: [],
    pings: [],
  }
  const clock = { now }
  const before: FakePorts['before'] = { run: () => {} }
  const outcomes: SendOutcome[] = []
  const outside: FakePorts['outside'] = { robot: [], webhook: [], actions: [] }
  /** Every operation takes a turn of the event loop and copies its result, as one over the wire does. */
  const documentsOf = (collection: PersonalCollection | Expiring) =>
    ((store as unknown as Record<string, unknown>)[collection] ?? new Map()) as Map<string, StoredDocument>
  const operation =
    <A extends unknown[], R>(name: string, run: (...args: A) => R) =>
    async (...args: A): Promise<R> => {
      await before.run(name)
      return structuredClone(run(...args))
    }
  const moveForward = ({ _id, at, through }: HeartbeatDocument): void => {
    const known = store.heartbeats.get(_id)
    store.heartbeats.set(_id, {
      _id,
      at: Math.max(at, known?.at ?? at),
      through: Math.max(through, known?.through ?? through),
    })
  }
  const received = (batch: BatchDocument): number => batch.receivedAt.getTime()
  const ports: Ports = {
    batches: {
      insert: operation('batches.insert', (batch) =>
        insertInto(store.batches, { ...batch, receivedAt: new Date(clock.now) }),
      ),
      readMinute: operation('batches.readMinute', (shard, minute) =>
        [...store.batches.values()].filter((batch) => batch.shard === shard && minuteOf(received(batch)) === minute),
      ),
      firstReceivedFrom: operation('batches.firstReceivedFrom', (shard, fromMs) =>
        [...store.batches.values()]
          .filter((batch) => batch.shard === shard && received(batch) >= fromMs)
          .reduce<number | null>((first, batch) => Math.min(first ?? received(batch), received(batch)), null),
      ),
      readAbout: operation('batches.readAbout', (shard, ref, from, to) => {
        const within = [...store.batches.values()].filter(
          (one) => one.shard === shard && received(one) >= from && received(one) < to,
        )
        const sessions = within.filter(({ batch }) => batch.dict.includes(ref)).map(({ batch }) => batch.session)
        return within.filter(({ batch }) => sessions.includes(batch.session))
      }),
      count: operation('batches.count', (shard, from, to) => {
        const counts = new Map<number, number>()
        for (const batch of store.batches.values()) {
          const minute = minuteOf(received(batch))
          if (batch.shard === shard && within(minute, from, to)) counts.set(minute, (counts.get(minute) ?? 0) + 1)
        }
        return counts
      }),
      removeReceivedBefore: operation('batches.removeReceivedBefore', (shard, beforeMs) =>
        removeWhere(store.batches, (batch) => batch.shard === shard && received(batch) < beforeMs),
      ),
    },
    minutes: {
      put: operation('minutes.put', (minute) => {
        const known = store.minutes.get(minute._id)
        if (known !== undefined && (known.sealed || known.batches >= minute.batches)) return 'kept'
        store.minutes.set(minute._id, structuredClone(minute))
        return 'written'
      }),
      read: operation('minutes.read', (shard, from, to, only, more) =>
        minutesIn(shard, from, to)
          .map((minute) => (more === 'dims' ? minute : withoutDims(minute)))
          .map((minute) => (only === undefined ? minute : ofStore(minute, only))),
      ),
      summaries: operation('minutes.summaries', (shard, from, to) =>
        minutesIn(shard, from, to).map(({ minute, part, parts, batches, sealed }) => ({
          minute,
          part,
          parts,
          batches,
          sealed,
        })),
      ),
      seal: operation('minutes.seal', (shard, from, to) => {
        for (const minute of minutesIn(shard, from, to)) minute.sealed = true
      }),
      removeSealedBefore: operation('minutes.removeSealedBefore', (shard, minute) =>
        removeWhere(store.minutes, (known) => known.shard === shard && known.minute < minute && known.sealed),
      ),
    },
    rollups: {
      putHour: operation('rollups.putHour', (hour) => putTier(store.hours, hour)),
      putDay: operation('rollups.putDay', (day) => putTier(store.days, day)),
      readHours: operation('rollups.readHours', (id, from, to, more) =>
        [...store.hours.values()]
          .filter((hour) => hour.store === id && within(hour.hour, from, to))
          .sort((a, b) => a.hour - b.hour)
          .map((hour) => (more === 'dims' ? hour : withoutDims(hour))),
      ),
      readDays: operation('rollups.readDays', (id, from, to, more) =>
        [...store.days.values()]
          .filter((day) => day.store === id && day.day >= from && day.day < to)
          .sort((a, b) => (a.day < b.day ? -1 : 1))
          .map((day) => (more === 'dims' ? day : withoutDims(day))),
      ),
      readDayBatches: operation('rollups.readDayBatches', (ids, from, to) =>
        [...store.days.values()]
          .filter((day) => ids.includes(day.store) && day.day >= from && day.day < to)
          .map((day) => ({ store: day.store, day: day.day, batches: day.batches })),
      ),
      removeHoursBefore: operation('rollups.removeHoursBefore', (id, hour) =>
        removeWhere(store.hours, (known) => known.store === id && known.hour < hour),
      ),
      removeDaysBefore: operation('rollups.removeDaysBefore', (id, day) =>
        removeWhere(store.days, (known) => known.store === id && known.day < day),
      ),
    },
    orders: {
      readChanged: operation('orders.readChanged', (mapping, fromMs, toMs, select) =>
        store.orders.filter((order) => {
          const whose = String(order[mapping.store ?? ''])
          if (mapping.store !== null && select?.of?.includes(whose) === false) return false
          if (mapping.store !== null && select?.except?.includes(whose) === true) return false
          const at = order[mapping.updatedAt]
          return within(at instanceof Date ? at.getTime() : Number(at), fromMs, toMs)
        }),
      ),
      readLatest: operation('orders.readLatest', (mapping, limit) =>
        [...store.orders].sort((a, b) => Number(b[mapping.updatedAt]) - Number(a[mapping.updatedAt])).slice(0, limit),
      ),
      findOrder: operation('orders.findOrder', ({ id, number }, text) =>
        store.orders.filter((order) => [order[id], number == null ? null : order[number]].map(String).includes(text)),
      ),
      hashCustomer: (customer) => `h${customer}`.slice(0, 16),
      putHour: operation('orders.putHour', (id, hour, { facts, sights, dishes }) => {
        const _id = `${id}:${hour}`
        const known = store.orderHours.get(_id) ?? { _id, store: id, hour, facts: {} }
        store.orderHours.set(_id, {
          ...known,
          facts: { ...known.facts, ...structuredClone(facts) },
          sights: { ...known.sights, ...sights },
          dishes: { ...known.dishes, ...dishes },
        })
      }),
      readPast: operation('orders.readPast', (id, from, to) =>
        [...store.orderHours.values()]
          .filter((known) => known.store === id && within(known.hour, from, to))
          .sort((a, b) => a.hour - b.hour),
      ),
      readHoursOf: operation('orders.readHoursOf', (ids, hours) =>
        [...store.orderHours.values()].filter((known) => ids.includes(known.store) && hours.includes(known.hour)),
      ),
      readHours: operation('orders.readHours', (id, hours) =>
        [...store.orderHours.values()]
          .filter((known) => known.store === id && hours.includes(known.hour))
          .sort((a, b) => a.hour - b.hour),
      ),
    },
    baselines: {
      readAll: operation('baselines.readAll', (ids) => ids.flatMap((id) => store.baselines.get(id) ?? [])),
      write: operation('baselines.write', (baseline, expected) => compareAndSet(store.baselines, baseline, expected)),
    },
    postedOrders: {
      put: operation('postedOrders.put', (event) => {
        const _id = `${event.store}:${event.order}`
        store.postedOrders.set(_id, { ...event, _id, updatedAt: new Date(clock.now) })
      }),
    },
    alertStates: {
      read: operation('alertStates.read', (id) => store.alertStates.get(id) ?? null),
      readAll: operation('alertStates.readAll', (ids) => ids.flatMap((id) => store.alertStates.get(id) ?? [])),
      write: operation('alertStates.write', (state, expected) => compareAndSet(store.alertStates, state, expected)),
    },
    incidents: {
      insert: operation('incidents.insert', (incident) => insertInto(store.incidents, incident)),
      read: operation('incidents.read', (id) => store.incidents.get(id) ?? null),
      write: operation('incidents.write', (incident, expected) => compareAndSet(store.incidents, incident, expected)),
      readActive: operation('incidents.readActive', () =>
        [...store.incidents.values()].filter((incident) => incident.status !== 'resolved' || incident.nextAt !== null),
      ),
      readLatest: operation('incidents.readLatest', (id, limit) =>
        [...store.incidents.values()]
          .filter((incident) => incident.store === id)
          .sort((a, b) => b.openedAt - a.openedAt)
          .slice(0, limit),
      ),
    },
    credits: {
      read: operation(
        'credits.read',
        (openid, templateId) =>
          [...store.credits.values()].find((c) => c.openid === openid && c.templateId === templateId) ?? null,
      ),
      readAll: operation('credits.readAll', (openids) =>
        [...store.credits.values()].filter(({ openid }) => openids.includes(openid)),
      ),
      write: operation('credits.write', (credit, expected) => compareAndSet(store.credits, credit, expected)),
    },
    directory: {
      all: operation('directory.all', () => {
        const stored = store.settings.get('main')
        if (stored === undefined) return { settings: null, stores: [], staff: [] }
        return {
          settings: withListedApis(stored),
          stores: [...store.stores.values()],
          staff: [...store.staff.values()],
        }
      }),
      settings: operation('directory.settings', () => {
        const stored = store.settings.get('main')
        return stored === undefined ? null : withListedApis(stored)
      }),
      writeSettings: operation('directory.writeSettings', (settings, expected) =>
        compareAndSet(store.settings, settings, expected),
      ),
      noteSaving: operation('directory.noteSaving', (saving) => {
        const known = store.settings.get('main')
        if (known !== undefined) known.saving = structuredClone(saving)
      }),
      stores: operation('directory.stores', () => [...store.stores.values()]),
      writeStore: operation('directory.writeStore', (document) => {
        const known = store.stores.get(document._id)
        const { shard, alsoIn = undefined } = known ?? document
        store.stores.set(document._id, structuredClone({ ...document, shard, ...(alsoIn && { alsoIn }) }))
      }),
      noteAlsoIn: operation('directory.noteAlsoIn', (id, shard, untilMs) => noteAlsoIn(id, shard, untilMs)),
      moveStore: operation('directory.moveStore', (id, from, to, untilMs) => {
        const known = store.stores.get(id)
        if (known?.shard !== from) return
        known.shard = to
        noteAlsoIn(id, from, untilMs)
      }),
      markSeen: operation('directory.markSeen', (id, atMs) => {
        const known = store.stores.get(id)
        if (known !== undefined) known.firstSeenAt ??= atMs
      }),
      staff: operation('directory.staff', () => [...store.staff.values()]),
      readStaff: operation('directory.readStaff', (id) => store.staff.get(id) ?? null),
      writeStaff: operation('directory.writeStaff', (document) => {
        store.staff.set(document._id, structuredClone(document))
      }),
    },
    issues: {
      touch: operation('issues.touch', (issues) => {
        for (const issue of issues) {
          const known = store.issues.get(issue._id)
          store.issues.set(issue._id, structuredClone(known === undefined ? issue : widen(known, issue)))
        }
      }),
      readOf: operation('issues.readOf', (ids, sinceMs) =>
        [...store.issues.values()].filter((issue) => ids.includes(issue.store) && issue.lastAt >= sinceMs),
      ),
      mark: operation('issues.mark', (id, mark) => {
        const issue = store.issues.get(id)
        if (issue === undefined) return false
        store.issues.set(id, { ...issue, status: mark.status, marks: [...(issue.marks ?? []), mark] })
        return true
      }),
      read: operation('issues.read', (id, sinceMs) =>
        [...store.issues.values()].filter((issue) => issue.store === id && issue.lastAt >= sinceMs),
      ),
    },
    heartbeats: {
      read: operation(
        'heartbeats.read',
        (ids) => new Map([...store.heartbeats].filter(([id]) => (ids as string[]).includes(id))),
      ),
      beat: operation('heartbeats.beat', (id, at, through) => moveForward({ _id: id, at, through })),
      beatAll: operation('heartbeats.beatAll', (beats, boards = [], shard = '', sales = []) => {
        for (const one of sales) {
          store.sales.set(one.store, structuredClone(one))
          store.salesShard.set(one.store, shard)
        }
        for (const beat of beats) moveForward(beat)
        for (const board of boards) store.boards.set(board.store, structuredClone(board))
      }),
      lease: operation('heartbeats.lease', (name, nowMs, untilMs) => {
        if ((store.leases.get(name) ?? 0) > nowMs) return false
        store.leases.set(name, untilMs)
        return true
      }),
      glance: operation('heartbeats.glance', (ids, id) => ({
        beats: new Map([...store.heartbeats].filter(([known]) => (ids as string[]).includes(known))),
        changes: { ...store.changes },
        board: store.boards.get(id) ?? null,
      })),
      readSales: operation('heartbeats.readSales', (shard = '') =>
        [...store.sales.values()].filter((one) => store.salesShard.get(one.store) === shard),
      ),
      bump: operation('heartbeats.bump', (changed) => {
        store.changes[changed] += 1
      }),
    },
    meter: { read: operation('meter.read', () => null) },
    pages: {
      read: operation('pages.read', (wants) => readPage(store, wants)),
      readCosts: operation('pages.readCosts', (ids, hours) => ({
        beats: new Map([...store.heartbeats].filter(([known]) => ids.map(ordersHeartbeat).includes(known))),
        orders: [...store.orderHours.values()]
          .filter((one) => ids.includes(one.store) && hours.includes(one.hour))
          .map(({ _id, store: own, hour, facts }) => ({ _id, store: own, hour, facts })),
        baselines: ids.flatMap((id) => store.baselines.get(id) ?? []),
      })),
      readChain: operation('pages.readChain', (ids) => ({
        beats: new Map([...store.heartbeats].filter(([known]) => (ids as string[]).includes(known))),
        sales: new Map(store.sales),
        open: [...store.incidents.values()].filter(({ status }) => status !== 'resolved'),
      })),
    },
    notifiers: {
      message: { send: operation('messages.send', (message) => keepUnlessFailed(store.messages, message, outcomes)) },
      employee: {
        send: operation('employee.send', ({ openid, templateId, page, values }) =>
          keepUnlessFailed(store.messages, { openid, templateId, page, values }, outcomes),
        ),
      },
      robot: { send: operation('robot.send', (post) => keepUnlessFailed(store.robot, post, outside.robot)) },
      webhook: { send: operation('webhook.send', (post) => keepUnlessFailed(store.webhook, post, outside.webhook)) },
    },
    actions: {
      run: operation('actions.run', (name, event) => keepUnlessFailed(store.actions, { name, event }, outside.actions)),
    },
    handOver: {
      call: operation('handOver.call', (name, event) => {
        store.handed.push({ name, event })
        return null
      }),
    },
    deadMan: { ping: operation('deadMan.ping', (url) => keepUnlessFailed(store.pings, url, [])) },
    silences: {
      readActive: operation('silences.readActive', (now) => [...store.silences.values()].filter((s) => s.until > now)),
      read: operation('silences.read', (id) => store.silences.get(id) ?? null),
      write: operation('silences.write', (silence, expected) => compareAndSet(store.silences, silence, expected)),
    },
    notices: {
      insert: operation('notices.insert', (notice) => insertInto(store.notices, notice)),
      read: operation('notices.read', (id) => store.notices.get(id) ?? null),
      write: operation('notices.write', (notice, expected) => compareAndSet(store.notices, notice, expected)),
      readDue: operation('notices.readDue', (now) =>
        [...store.notices.values()].filter(({ nextAt }) => nextAt !== null && nextAt > 0 && nextAt <= now),
      ),
    },
    channels: {
      read: operation('channels.read', (id) => store.channels.get(id) ?? null),
      write: operation('channels.write', (channel, expected) => compareAndSet(store.channels, channel, expected)),
    },
    rules: { read: operation('rules.read', () => store.rules) },
    people: {
      page: operation('people.page', (collection, afterId, limit) =>
        [...documentsOf(collection).values()]
          .filter(({ _id }) => _id > afterId)
          .sort((a, b) => (a._id < b._id ? -1 : 1))
          .slice(0, limit),
      ),
      replace: operation('people.replace', (collection, document) => {
        const known = documentsOf(collection).get(document._id)
        const { batches, version } = document
        if (known === undefined || known.batches !== batches || known.version !== version) return false
        const next = typeof version === 'number' ? { ...document, version: version + 1 } : document
        documentsOf(collection).set(document._id, next)
        return true
      }),
      remove: operation('people.remove', (collection, id) => void documentsOf(collection).delete(id)),
      standIn: () => 'standInOfSixteen',
    },
    expiry: {
      remove: operation('expiry.remove', (collection, before, stores) => {
        const isOwn = (one: ExpiringFields) => OF_NO_STORE.has(collection) || stores.includes(one.store)
        const known = documentsOf(collection) as unknown as Map<string, ExpiringFields>
        return removeWhere(known, (one) => isOwn(one) && isOver[collection](one, before))
      }),
    },
    accessLog: {
      readBetween: operation('accessLog.readBetween', (from, to) =>
        [...store.accessLog.values()].filter(({ at }) => at >= from && at < to),
      ),
      insert: operation('accessLog.insert', (entry) => insertInto(store.accessLog, entry)),
    },
    sourceMaps: {
      parts: operation('sourceMaps.parts', (ids) =>
        ids.flatMap((id) => (store.sourceMaps.get(id) as SourceMapPartDocument | undefined) ?? []),
      ),
    },
  }

  const noteAlsoIn = (id: string, shard: string, untilMs: number): void => {
    const known = store.stores.get(id)
    if (known !== undefined)
      known.alsoIn = { ...known.alsoIn, [shard]: Math.max(untilMs, known.alsoIn?.[shard] ?? untilMs) }
  }

  const minutesIn = (shard: string, from: number, to: number): MinuteDocument[] =>
    [...store.minutes.values()]
      .filter((known) => known.shard === shard && within(known.minute, from, to))
      .sort((a, b) => a.minute - b.minute || a.part - b.part)

  return { ...ports, store, clock, before, outcomes, outside }
}

function ofStore(minute: MinuteDocument, id: string): MinuteDocument {
  const own = minute.stores[id]
  const dims = minute.dims?.[id]
  return {
    ...withoutDims(minute),
    stores: own === undefined ? {} : { [id]: own },
    ...(dims === undefined ? {} : { dims: { [id]: dims } }),
  }
}

function withoutDims<T extends { dims?: unknown }>(document: T): T {
  const { dims: _, ...rest } = document
  return rest as T
}

function putTier<T extends { _id: string; batches: number; sealed: boolean }>(map: Map<string, T>, tier: T): void {
  const known = map.get(tier._id)
  if (known !== undefined && (known.sealed || known.batches > tier.batches)) return
  map.set(tier._id, structuredClone(tier))
}

import type { IncidentDocument } from '../../core/documents/incident'
import type { MinuteDocument, SeriesColumns } from '../../core/documents/minute'
import { indexId } from '../../core/errors/sourceMaps/documents'
import type { BaselineDocument } from '../../core/insight/watch/baseline'
import type { PageReader } from '../../core/ports/pages'
import { type PageWants, SIGHTINGS_READ } from '../../core/query/measured/pageDocuments'
import { ordersHeartbeat } from '../../core/rollup/heartbeatIds'
import type { DayDocument, HourDocument } from '../../core/rollup/tiers'
import type { Command, Database, Pipeline } from '../cloud'
import type { GatheredReads } from '../gatheredReads'
import { beatIds, beatsOf, type StoredBeats, salesOf } from './heartbeats'
import { decodedHour, type StoredHour } from './orders'

const BEATS = { beats: 1, at: 1, through: 1 }
const MINUTE = ['shard', 'minute', 'part', 'parts', 'batches', 'sealed', 'codec', 'demo']
const TIER = ['store', 'batches', 'sealed', 'codec', 'demo']
const ROWS = ['m', 'l', 'c', 'k'].map((column) => `series.${column}`)
/** What a page reads of its store in a minute: not what phones saw of orders. */
const OF_STORE = [...['m', 'l', 'e', 'c', 'k'].map((column) => `series.${column}`), 'dropped', 'batches']
/** In place of tables that were not asked for. */
const NO_ROWS = { m: [], l: [], e: [], c: [], k: [], f: [], u: [] }
const NO_TABLES = { totals: NO_ROWS, series: NO_ROWS, late: NO_ROWS, dropped: [] }

/** What pages are made of, each page in one call (adapters/gatheredReads). */
export function pageReader({ command }: Pick<Database, 'command'>, reads: Pick<GatheredReads, 'lookup'>): PageReader {
  const find = async (wanted: readonly Join[]) => {
    const rows = wanted.map((join) => reads.lookup(join[1], (pipeline) => stages(pipeline, join)))
    const found = new Map((await Promise.all(rows)).map((all, index) => [(wanted[index] as Join)[0], all]))
    return <T>(name: string): T[] => (found.get(name) ?? []) as T[]
  }
  return {
    readChain: async (beats) => {
      const of = await find([
        ['beats', 'heartbeats', { _id: beatIds(command, beats) }, { ...BEATS, sales: 1 }],
        ['open', 'incidents', { status: command.in(['open', 'acknowledged']) }],
      ])
      const found = of<StoredBeats>('beats')
      return { beats: beatsOf(found, beats), sales: salesOf(found), open: of<IncidentDocument>('open') }
    },
    readCosts: async (stores, hours) => {
      const ids = stores.flatMap((store) => hours.map((hour) => `${store}:${hour}`))
      const marks = stores.map(ordersHeartbeat)
      const of = await find([
        ['beats', 'heartbeats', { _id: beatIds(command, marks) }, BEATS],
        ['orderHours', 'orderHours', { _id: command.in(ids) }, { store: 1, hour: 1, facts: 1 }],
        ['baselines', 'baselines', { _id: command.in(stores) }],
      ])
      return {
        beats: beatsOf(of<StoredBeats>('beats'), marks),
        orders: of<StoredHour>('orderHours').map(decodedHour),
        baselines: of<BaselineDocument>('baselines'),
      }
    },
    read: async (wants) => {
      const of = await find(joins(wants, command))
      const days = wants.days.flatMap((_, part) => of<Partial<DayDocument> & Pick<DayDocument, '_id'>>(`days${part}`))
      return {
        beats: beatsOf(of<StoredBeats>('beats'), wants.beats),
        minutes: [...of<MinuteDocument>('head'), ...of<MinuteDocument>('minutes')]
          .map((minute) => ({ ...minute, stores: withPeople(minute.stores) }))
          .sort((a, b) => a.minute - b.minute || a.part - b.part),
        hours: of<HourDocument>('hours').sort((a, b) => a.hour - b.hour),
        days: days.map((day) => ({ ...NO_TABLES, ...day }) as DayDocument).sort((a, b) => (a.day < b.day ? -1 : 1)),
        dimHours: of('dimHours'),
        dimDays: of('dimDays'),
        incidents: of<IncidentDocument>('incidents').sort((a, b) => a.openedAt - b.openedAt),
        issues: of('issues'),
        sightings: of('sightings'),
        orderHours: of<StoredHour>('orderHours').map(decodedHour),
        maps: of('maps'),
        baseline: of<BaselineDocument>('baselines')[0] ?? null,
      }
    },
  }
}

type Join = [
  as: string,
  from: string,
  condition: object,
  fields?: Record<string, unknown>,
  before?: readonly Record<string, unknown>[] | undefined,
]

function joins({ store, shards, beats, metrics, users, dims, ...wants }: PageWants, command: Command): Join[] {
  const within = <T>({ from, to }: { from: T; to: T }) => command.gte(from).and(command.lt(to))
  const found: Join[] = [['beats', 'heartbeats', { _id: beatIds(command, beats) }, BEATS]]
  const rows = { ...ones([...ROWS, 'late', 'dropped']), ...peopleOf(users) }
  const totals = { ...ones(['totals.m', 'totals.c']), 'totals.k': ofMetrics(metrics, 'totals', 'k') }
  for (const name of ['minutes', 'head'] as const) {
    const span = wants[name]
    if (span === null) continue
    const own = [...OF_STORE, ...(users.length === 0 ? [] : ['series.f', 'series.u'])]
    const head = ones([...MINUTE, ...own.map((field) => `stores.${store}.${field}`)])
    const condition = { shard: command.in(shards), minute: within(span) }
    const broken = dims?.minutes === true ? brokenDown(dims, `dims.${store}`, MINUTE_DIMS) : NOT_BROKEN_DOWN
    found.push([name, 'minutes', condition, { ...head, ...broken.fields }, broken.before])
  }
  if (wants.hours !== null)
    found.push([
      ...(['hours', 'hours', { store, hour: within(wants.hours) }] as const),
      { ...ones([...TIER, 'hour']), ...totals, ...rows },
    ])
  for (const [part, days] of wants.days.entries())
    found.push([
      ...([`days${part}`, 'days', { store, day: within(days) }] as const),
      {
        ...ones([...TIER, 'day', 'fromHour', 'hours']),
        ...(days.totals ? totals : {}),
        ...(days.rows ? rows : {}),
      },
    ])
  if (dims?.hours) found.push(tierDims('dimHours', 'hours', { store, hour: within(dims.hours) }, dims))
  if (dims?.days) found.push(tierDims('dimDays', 'days', { store, day: within(dims.days) }, dims))
  found.push(['incidents', 'incidents', { store, ...openSince(wants.incidentsSince, command) }])
  if (wants.issuesSince !== null) found.push(['issues', 'issues', { store, lastAt: command.gte(wants.issuesSince) }])
  if (wants.baseline) found.push(['baselines', 'baselines', { _id: store }])
  if (wants.error !== null) {
    const { fingerprint, from, to, orderHours } = wants.error
    const receivedAt = command.gte(new Date(from)).and(command.lt(new Date(to)))
    found.push([
      'sightings',
      'batches',
      { shard: command.in(shards), receivedAt, 'batch.store': store, 'batch.dict': fingerprint },
    ])
    found.push(['orderHours', 'orderHours', { _id: command.in(orderHours.map((hour) => `${store}:${hour}`)) }])
    found.push(['maps', 'sourceMaps', { _id: command.gte(INDEXES).and(command.lt(AFTER_INDEXES)) }])
  }
  return found
}

/** Open ones may be older than the range. */
const openSince = (sinceMs: number, command: Command): object => ({
  openedAt: command.gte(sinceMs - LONGEST_INCIDENT_MS),
})

const LONGEST_INCIDENT_MS = 7 * 86_400_000
/** Every text that begins with `index:` lies between. */
const INDEXES = indexId('')
const AFTER_INDEXES = 'index;'

/** Users of some metrics' rows. */
const peopleOf = (metrics: readonly number[]): Record<string, unknown> =>
  metrics.length === 0
    ? {}
    : { 'series.f': ofMetrics(metrics, 'series', 'f'), 'series.u': ofMetrics(metrics, 'series', 'u') }

/** A column of lists with some metrics' rows only; the others' are left empty in their place. */
function ofMetrics(metrics: readonly number[], table: string, column: string): Record<string, unknown> {
  const [metric, own] = [0, 1].map((place) => ({ $arrayElemAt: ['$$row', place] }))
  return {
    $map: {
      input: { $zip: { inputs: [`$${table}.m`, `$${table}.${column}`] } },
      as: 'row',
      in: { $cond: [{ $in: [metric, [...metrics]] }, own, []] },
    },
  }
}

/**
 * Where the rows of some metrics begin in a table, and how many there are up to the last of them: rows are in the order of
 * their metrics, so they lie together (others may lie between). Cutting columns there is far less work for the database
 * than looking at each row.
 * @param table its path in the document; @param name of what is found
 * @returns fields to add one after the other
 */
function boundsOf(metrics: readonly number[], table: string, name: string): Record<string, unknown>[] {
  const ids = `$${table}.m`
  const among = (input: unknown[], cond: unknown) => ({ $filter: { input, as: 'at', cond } })
  const firstOf = (list: string) => metrics.map((id) => ({ $indexOfArray: [list, id] }))
  const known = { $gte: ['$$at', 0] }
  return [
    { [`${name}.back`]: { $reverseArray: ids }, [`${name}.size`]: { $size: { $ifNull: [ids, []] } } },
    {
      [`${name}.from`]: { $min: among(firstOf(ids), known) },
      [`${name}.behind`]: { $min: among(firstOf(`$${name}.back`), known) },
    },
    { [`${name}.count`]: { $subtract: [`$${name}.size`, { $add: [`$${name}.from`, `$${name}.behind`] }] } },
  ]
}

const cutColumns = (table: string, columns: readonly string[], name: string): Record<string, unknown> =>
  Object.fromEntries(
    columns.map((column) => [
      `${table}.${column}`,
      { $cond: [`$${name}.count`, { $slice: [`$${table}.${column}`, `$${name}.from`, `$${name}.count`] }, []] },
    ]),
  )

const TIER_DIMS = ['m', 'd', 'v', 'c', 'k']
const MINUTE_DIMS = [...TIER_DIMS, 'e']
const NOT_BROKEN_DOWN = { fields: {}, before: undefined }

const tierDims = (as: string, from: string, condition: object, dims: NonNullable<PageWants['dims']>): Join => {
  const { fields, before } = brokenDown(dims, 'dims', TIER_DIMS)
  const head = { ...ones(['store', 'hour', 'day', 'fromHour', 'hours']), ...fields }
  // of a day few events are late: cutting them would be more work than they are
  if (from === 'days') return [as, from, condition, { ...head, 'dims.late': 1 }, before]
  const late = cutColumns('dims.late', MINUTE_DIMS, 'ofLate')
  const bounds = boundsOf(dims.metrics, 'dims.late', 'ofLate')
  return [as, from, condition, { ...head, ...late }, before.map((stage, index) => ({ ...stage, ...bounds[index] }))]
}

/** Breakdowns cut at the bounds: a page shows one or two metrics of some ten. @param dims where they lie in the document */
function brokenDown({ metrics, spread }: NonNullable<PageWants['dims']>, dims: string, columns: readonly string[]) {
  const table = `${dims}.rows`
  return {
    fields: { ...(spread ? ones([`${dims}.spread`]) : {}), ...cutColumns(table, columns, 'ofRows') },
    before: boundsOf(metrics, table, 'ofRows'),
  }
}

/** Where they were not asked for there are none. */
const withPeople = (stores: MinuteDocument['stores'] = {}): MinuteDocument['stores'] =>
  Object.fromEntries(
    Object.entries(stores).map(([store, own]) => {
      const { f = own.series.m.map(nobody), u = f } = own.series as Partial<SeriesColumns>
      return [store, { ...own, series: { ...own.series, f, u } }]
    }),
  )

const nobody = (): string[] => []

const ones = (fields: readonly string[]): Record<string, 1> => Object.fromEntries(fields.map((field) => [field, 1]))

function stages(pipeline: Pipeline, [as, , condition, fields, before = []]: Join): Pipeline {
  const newest = as === 'sightings'
  const matched = pipeline.match(condition)
  if (newest) return matched.sort({ receivedAt: -1 }).limit(SIGHTINGS_READ)
  const known = before.reduce((rows, added) => rows.addFields(added), matched)
  return fields === undefined ? known : known.project(fields)
}

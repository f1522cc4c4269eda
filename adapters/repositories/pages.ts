import type {
  BatchDocument,
  IncidentDocument,
  IssueDocument,
  MinuteDocument,
  OrderHourDocument,
} from '../../core/documents'
import type { PageReader } from '../../core/ports'
import { type PageDocuments, type PageWants, SIGHTINGS_READ } from '../../core/query/measured/pageDocuments'
import type { DayDocument, HourDocument } from '../../core/rollup/tiers'
import type { Command, Database } from '../cloud'
import { beatIds, beatsOf, type StoredBeats } from './heartbeats'

interface Found {
  beats: StoredBeats[]
  minutes?: MinuteDocument[]
  hours?: HourDocument[]
  days?: DayDocument[]
  dimHours?: PageDocuments['dimHours']
  dimDays?: PageDocuments['dimDays']
  incidents: IncidentDocument[]
  issues?: IssueDocument[]
  sightings?: BatchDocument[]
  orderHours?: OrderHourDocument[]
}

const TIER = ['store', 'batches', 'sealed', 'codec', 'totals', 'late', 'dropped', 'demo']
const SERIES = ['m', 'l', 'c', 'k'].map((column) => `series.${column}`)

/**
 * Reads several collections in one call: the settings' one document, which is always there, joined with what is wanted
 * (a lookup by a pipeline that does not look at it, so each is a plain query by its index). One call costs as much as
 * fifteen calls of a function, whatever it brings (docs/adr/one-read-a-page.md).
 */
export function pageReader(db: Database): PageReader {
  const { command } = db
  return {
    read: async (wants) => {
      const one = db.collection('settings').aggregate().match({ _id: 'main' }).project({ _id: 1 })
      const { list } = await joins(wants, command)
        .reduce((rows, join) => rows.lookup({ from: join[1], pipeline: stages(command, join), as: join[0] }), one)
        .end()
      const found = (list[0] ?? { beats: [], incidents: [] }) as Found
      return {
        beats: beatsOf(found.beats, wants.beats),
        minutes: (found.minutes ?? [])
          .map((minute) => ({ ...minute, stores: minute.stores ?? {} }))
          .sort((a, b) => a.minute - b.minute || a.part - b.part),
        hours: (found.hours ?? []).sort((a, b) => a.hour - b.hour),
        days: (found.days ?? []).sort((a, b) => (a.day < b.day ? -1 : 1)),
        dimHours: found.dimHours ?? [],
        dimDays: found.dimDays ?? [],
        incidents: found.incidents.sort((a, b) => a.openedAt - b.openedAt),
        issues: found.issues ?? [],
        sightings: found.sightings ?? [],
        orderHours: found.orderHours ?? [],
      }
    },
  }
}

type Join = [as: keyof Found, from: string, condition: object, fields?: Record<string, 1>]

function joins({ store, shards, beats, users, dims, ...wants }: PageWants, command: Command): Join[] {
  const within = <T>({ from, to }: { from: T; to: T }) => command.gte(from).and(command.lt(to))
  const found: Join[] = [['beats', 'heartbeats', { _id: beatIds(command, beats) }, { beats: 1, at: 1, through: 1 }]]
  const tier = (...own: string[]): Record<string, 1> => ones([...TIER, ...(users ? ['series'] : SERIES), ...own])
  if (wants.minutes !== null) {
    const head = ['shard', 'minute', 'part', 'parts', 'batches', 'sealed', 'codec', 'demo', `stores.${store}`]
    const more = dims?.minutes === true ? [`dims.${store}`] : []
    found.push([
      'minutes',
      'minutes',
      { shard: command.in(shards), minute: within(wants.minutes) },
      ones([...head, ...more]),
    ])
  }
  if (wants.hours !== null) found.push(['hours', 'hours', { store, hour: within(wants.hours) }, tier('hour')])
  if (wants.days !== null)
    found.push(['days', 'days', { store, day: within(wants.days) }, tier('day', 'fromHour', 'hours')])
  const rows = ['store', 'hour', 'day', 'fromHour', 'hours', 'dims']
  if (dims?.hours) found.push(['dimHours', 'hours', { store, hour: within(dims.hours) }, ones(rows)])
  if (dims?.days) found.push(['dimDays', 'days', { store, day: within(dims.days) }, ones(rows)])
  found.push(['incidents', 'incidents', { store, ...openSince(wants.incidentsSince, command) }])
  if (wants.issuesSince !== null) found.push(['issues', 'issues', { store, lastAt: command.gte(wants.issuesSince) }])
  if (wants.error !== null) {
    const { fingerprint, from, to, orderHours } = wants.error
    const receivedAt = command.gte(new Date(from)).and(command.lt(new Date(to)))
    found.push([
      'sightings',
      'batches',
      { shard: command.in(shards), receivedAt, 'batch.store': store, 'batch.dict': fingerprint },
    ])
    found.push(['orderHours', 'orderHours', { _id: command.in(orderHours.map((hour) => `${store}:${hour}`)) }])
  }
  return found
}

/** Open ones may be older than the range. */
const openSince = (sinceMs: number, command: Command): object => ({
  openedAt: command.gte(sinceMs - LONGEST_INCIDENT_MS),
})

const LONGEST_INCIDENT_MS = 7 * 86_400_000

const ones = (fields: readonly string[]): Record<string, 1> => Object.fromEntries(fields.map((field) => [field, 1]))

function stages(command: Command, [as, , condition, fields]: Join): object {
  const newest = as === 'sightings'
  const matched = command.aggregate.pipeline().match(condition)
  if (newest) return matched.sort({ receivedAt: -1 }).limit(SIGHTINGS_READ).done()
  return (fields === undefined ? matched : matched.project(fields)).done()
}

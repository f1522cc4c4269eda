import { METRICS, type MetricName } from '../../contract/metrics'
import type { Rule } from '../../contract/schemas/rule'
import { encodeSketch } from '../../contract/sketch/codec'
import { Sketch } from '../../contract/sketch/sketch'
import type { MinuteDocument, SeriesColumns } from '../../core/documents/minute'
import { alertedShop, fakeStore, NOON_MINUTE, person } from '../../test/fakes/alertedShop'
import { defaultRules } from '../../test/fakes/defaultRules'
import type { FakePorts } from '../../test/fakes/ports'

export const STORES = 50
export const RULES = 200
const LOOKBACK_MINUTES = 150
const METRICS_SEEN: MetricName[] = ['request', 'call', 'pay', 'step', 'error', 'session', 'launch', 'render', 'route']
const OK = 0
const SERVER = 3

/** The pack's rules over and over, until there are two hundred: all of them are judged for every store. */
export const manyRules = (): Rule[] =>
  Array.from({ length: RULES }, (__, index) => {
    const rule = defaultRules[index % defaultRules.length] as Rule
    const { inhibitedBy: _, ...free } = rule
    return { ...free, id: `${rule.id}${index}` } as Rule
  })

/**
 * Fifty shops of one shard with two and a half hours of measurements of nine metrics.
 * @param brokenFrom epoch minute from which payments of the first shop fail
 */
export function chainOf(brokenFrom = Number.POSITIVE_INFINITY): FakePorts {
  const ports = alertedShop(50)
  const stores = Array.from({ length: STORES }, (_, index) => `s${index + 1}`)
  for (const _id of stores) ports.store.stores.set(_id, { ...fakeStore, _id })
  for (const one of [...ports.store.staff.values()])
    ports.store.staff.set(one._id, { ...person(one._id, one.order), stores })
  for (let minute = NOON_MINUTE - LOOKBACK_MINUTES; minute < NOON_MINUTE + 60; minute++) {
    const document = minuteOf(minute, stores, brokenFrom)
    ports.store.minutes.set(document._id, document)
  }
  // a document from the database is new by itself: the fakes' copies are no work of ours
  const read: FakePorts['minutes']['read'] = async (_, from, to, store) => {
    await ports.before.run('minutes.read')
    const found = [...ports.store.minutes.values()].filter(({ minute }) => minute >= from && minute < to)
    return store === undefined
      ? found
      : found.map((one) => ({ ...one, stores: { [store]: one.stores[store] as never } }))
  }
  return { ...ports, minutes: { ...ports.minutes, read } }
}

const sketch = (() => {
  const durations = new Sketch()
  for (let index = 1; index <= 20; index++) durations.add(index * 40)
  return encodeSketch(durations)
})()

function minuteOf(minute: number, stores: readonly string[], brokenFrom: number): MinuteDocument {
  return {
    _id: `0:${minute}`,
    shard: '0',
    minute,
    part: 0,
    parts: 1,
    batches: stores.length,
    sealed: false,
    codec: 1,
    stores: Object.fromEntries(
      stores.map((store, index) => {
        const isBroken = index === 0 && minute >= brokenFrom
        return [store, { series: seriesOf(minute, isBroken), dropped: [], batches: 1 }]
      }),
    ),
  }
}

function seriesOf(minute: number, isBroken: boolean): SeriesColumns {
  const users = Array.from({ length: 6 }, (_, user) => `user${minute}-${user}`)
  const columns: SeriesColumns = { m: [], l: [], e: [], c: [], k: [], f: [], u: [] }
  for (const metric of METRICS_SEEN.filter((one) => one !== 'error')) {
    const { kind, id } = METRICS[metric]
    const fails = isBroken && metric === 'pay'
    columns.m.push(id)
    columns.l.push(`${metric}-label`)
    columns.e.push(0)
    columns.c.push(fails ? [...Array(SERVER).fill(0), 20] : [...Array(OK).fill(0), 20])
    columns.k.push(kind === 'timing' ? sketch : '')
    columns.f.push(fails ? users : [])
    columns.u.push(METRICS[metric].users === 'all' ? users : [])
  }
  return columns
}

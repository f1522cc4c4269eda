import aggregateConfig from '../../cloudfunctions/aggregate/config.json'
import collectConfig from '../../cloudfunctions/collect/config.json'
import compactConfig from '../../cloudfunctions/compact/config.json'
import { POINTS, POINTS_PER_YUAN } from '../../contract/prices'
import { STORES_AT_ONCE } from '../../core/concurrency/inParallel'
import type { Group } from '../harness/group'
import type { Row } from '../harness/row'
import type { Used } from './meteredPorts'
import { PEAK, type Simulated, simulate, WHOLE_DAY } from './simulate'
import { ORDERS_A_DAY } from './traffic'

const STORES = 1_000
const SHARDS = 20
const PER_SHARD = STORES / SHARDS
/** A day of these shops is simulated, and scaled by what a noon of a whole shard costs beside a noon of these. */
const SAMPLE = 4
const MIDDLE = 16
const DAYS_A_MONTH = 30
const MINUTES_A_DAY = 1_440
/** A call of the database from a function, one after the other: assumed, no real account was asked. */
const DB_CALL_MS = 15
const DOCUMENT_KB = 512
/** PLATFORM §2: what a function may read in one call, marked as weakly sourced. */
const READ_MB = 50

interface Cost {
  calls: number
  seconds: number
  dbCalls: number
  gbs: number
}

/** A chain of a thousand shops with a thousand orders a day each, as one shard of fifty of them. */
export const chainGroup: Group = async function* () {
  const startMs = Date.now()
  const say = (text: string) => console.error(`chain: ${text} (${Math.round((Date.now() - startMs) / 1000)} s)`)
  say('learning what is usual')
  const usualAt = async (from: number) => {
    const { baseline } = await simulate({ stores: 1, from: from - 80, to: from, cold: false })
    return baseline === undefined ? {} : { baseline }
  }
  const usual = await usualAt(PEAK.from)
  const noons = new Map<string, Simulated>()
  for (const [stores, cold] of [
    [SAMPLE, false],
    [SAMPLE, true],
    [MIDDLE, true],
    [PER_SHARD, true],
    [PER_SHARD, false],
  ] as const) {
    say(`noon of ${stores} shops, ${cold ? 'each run by another instance' : 'one instance'}`)
    noons.set(`${stores}${cold ? 'cold' : ''}`, await simulate({ ...PEAK, stores, cold, ...usual }))
  }
  const noon = (name: string) => noons.get(name) as Simulated
  say(`a day of ${SAMPLE} shops`)
  const day = await simulate({
    ...{ ...WHOLE_DAY, stores: SAMPLE, cold: false, ...(await usualAt(0)) },
    onHour: (hour) => hour % 3 === 0 && say(`${hour}:00`),
  })
  const whole = noon(`${PER_SHARD}cold`)
  yield* traffic(day, whole)
  yield* bill(day, noon(`${SAMPLE}`), whole)
  yield* linearity(noon(`${SAMPLE}cold`), noon(`${MIDDLE}cold`), whole)
  yield* limits(day, whole, noon(`${PER_SHARD}`), say)
}

function* traffic(day: Simulated, whole: Simulated): Iterable<Row> {
  const perShop = (value: number) => (value / day.stores) * STORES
  const seconds = whole.minutes * 60
  yield { name: 'chain.orders.day', value: Math.round(perShop(day.orders)) }
  yield { name: 'chain.batches.per1000orders', value: Math.round((day.batches / day.orders) * 1_000) }
  yield { name: 'chain.events.perSecond.mean', value: Math.round(perShop(day.events) / 86_400) }
  yield { name: 'chain.events.perSecond.noon', value: Math.round((whole.events / seconds) * SHARDS) }
  yield { name: 'chain.batches.perSecond.noon', value: Math.round((whole.batches / seconds) * SHARDS) }
  const dbCalls = whole.collect.dbCalls + whole.aggregate.dbCalls
  yield { name: 'chain.dbCalls.perSecond.noon', value: Math.round((dbCalls / seconds) * SHARDS) }
}

/** A day of the sample, each part scaled as a noon of a whole shard is to a noon of the sample. */
function* bill(day: Simulated, sampleNoon: Simulated, wholeNoon: Simulated): Iterable<Row> {
  const shops = STORES / day.stores
  const collect = costOf(day.collect, collectConfig.memorySize, { cpu: shops, dbCalls: shops, runs: shops })
  const aggregate = costOf(day.aggregate, aggregateConfig.memorySize, {
    cpu: (perRun(wholeNoon.aggregate, 'cpuMs') / perRun(sampleNoon.aggregate, 'cpuMs')) * SHARDS,
    dbCalls: (perRun(wholeNoon.aggregate, 'dbCalls') / perRun(sampleNoon.aggregate, 'dbCalls')) * SHARDS,
    runs: SHARDS,
  })
  // of a run of `compact` nearly all is of its stores
  const compact = costOf(day.compact, compactConfig.memorySize, { cpu: shops, dbCalls: shops, runs: SHARDS })
  const timer = timerCost()
  const all = [collect, aggregate, compact, timer]
  const sum = (of: keyof Cost) => all.reduce((total, one) => total + one[of], 0)
  const thousands = (STORES * ORDERS_A_DAY) / 1_000
  const points = all.reduce((total, one) => total + pointsOf(one), 0)
  yield { name: 'chain.functionSeconds.per1000orders', value: sum('seconds') / thousands, target: 200 }
  yield { name: 'chain.dbCalls.per1000orders', value: Math.round(sum('dbCalls') / thousands) }
  yield {
    name: 'chain.documents.per1000orders',
    value: Math.round(((day.collect.documents + day.aggregate.documents) * shops) / thousands),
  }
  yield { name: 'chain.points.month', value: Math.round(points * DAYS_A_MONTH) }
  yield { name: 'chain.yuan.month', value: Math.round((points * DAYS_A_MONTH) / POINTS_PER_YUAN) }
  yield { name: 'chain.yuan.per1000orders', value: points / POINTS_PER_YUAN / thousands, target: 0.2 }
  for (const [name, part] of Object.entries({ collect, aggregate, compact, timer }))
    yield { name: `chain.yuan.per1000orders/${name}`, value: pointsOf(part) / POINTS_PER_YUAN / thousands }
}

const perRun = (used: Used, of: 'cpuMs' | 'dbCalls'): number => used[of] / used.runs

function costOf(used: Used, memoryMb: number, times: { cpu: number; dbCalls: number; runs: number }): Cost {
  const dbCalls = used.dbCalls * times.dbCalls
  const seconds = (used.cpuMs * times.cpu + dbCalls * DB_CALL_MS) / 1_000
  return { calls: used.runs * times.runs, seconds, dbCalls, gbs: (seconds * memoryMb) / 1024 }
}

/** The timer's own run: it waits three seconds at most for its calls, reads their cursors and writes its own. */
function timerCost(): Cost {
  const seconds = MINUTES_A_DAY * (3 + (2 * DB_CALL_MS) / 1_000)
  return {
    calls: MINUTES_A_DAY,
    seconds,
    dbCalls: 2 * MINUTES_A_DAY,
    gbs: (seconds * aggregateConfig.memorySize) / 1024,
  }
}

const pointsOf = ({ calls, dbCalls, gbs }: Cost): number =>
  calls * POINTS.perFunctionCall + dbCalls * POINTS.perDbCall + gbs * POINTS.perGbSecond

/** Whether what the scaling takes for granted is so: a shard of fifty costs what four and sixteen shops foretell. */
function* linearity(few: Simulated, some: Simulated, whole: Simulated): Iterable<Row> {
  for (const field of ['cpuMs', 'dbCalls'] as const) {
    const [a, b, c] = [few, some, whole].map(({ aggregate }) => perRun(aggregate, field)) as [number, number, number]
    const foretold = a + ((b - a) / (MIDDLE - SAMPLE)) * (PER_SHARD - SAMPLE)
    yield { name: `chain.linear.${field}`, value: c / foretold, target: 1.25 }
  }
}

function* limits(day: Simulated, cold: Simulated, warm: Simulated, say: (text: string) => void): Iterable<Row> {
  const seconds = ({ most }: Used) => (most.cpuMs + most.dbCalls * DB_CALL_MS) / 1_000
  const mean = (used: Used) => (perRun(used, 'cpuMs') + perRun(used, 'dbCalls') * DB_CALL_MS) / 1_000
  // calls of the shard's own are counted as if they were its stores', which is too much by a little
  const { cpuMs, dbCalls } = day.compact.most
  const compactS = ((cpuMs + (dbCalls * DB_CALL_MS) / STORES_AT_ONCE) / 1_000 / SAMPLE) * PER_SHARD
  const pageMb = (cold.page.bytesRead / PER_SHARD / 1e6) * STORES
  const collecting = (cold.batches / cold.minutes / 60) * SHARDS * mean(cold.collect)
  yield { name: 'chain.aggregate.seconds.noon', value: mean(cold.aggregate) }
  yield { name: 'chain.aggregate.seconds.noon.warm', value: mean(warm.aggregate) }
  yield { name: 'chain.aggregate.megabytes.noon', value: cold.aggregate.bytesRead / cold.aggregate.runs / 1e6 }
  yield { name: 'chain.aggregate.seconds.most', value: seconds(cold.aggregate), target: aggregateConfig.timeout }
  yield { name: 'chain.compact.seconds.most', value: compactS, target: compactConfig.timeout }
  yield { name: 'chain.minute.kilobytes', value: cold.largest.minute / 1e3, target: DOCUMENT_KB }
  yield { name: 'chain.cursors.kilobytes', value: cold.largest.cursors / 1e3, target: DOCUMENT_KB }
  yield { name: 'chain.hour.kilobytes', value: day.largest.hour / 1e3, target: DOCUMENT_KB }
  yield { name: 'chain.collect.concurrent.noon', value: collecting }
  yield { name: 'chain.page.megabytes', value: pageMb, target: READ_MB }
  const used: [string, number, number][] = [
    ['time of a run of aggregate', seconds(cold.aggregate), aggregateConfig.timeout],
    ['time of a run of compact', compactS, compactConfig.timeout],
    ['document of cursors and boards', cold.largest.cursors / 1e3, DOCUMENT_KB],
    ['what the page of all stores reads', pageMb, READ_MB],
  ]
  for (const [name, value, limit] of used.sort((a, b) => b[1] / b[2] - a[1] / a[2]))
    say(`${name}: ${value.toPrecision(3)} of ${limit}, ${Math.round((value / limit) * 100)} %`)
}

import type { Warming } from '../../contract/pages/load'
import { POINTS, POINTS_PER_YUAN } from '../../contract/prices'
import { WARM_FUNCTIONS_MOST, WARM_HOLD_MS, WARM_INSTANCES_MOST } from '../../contract/warm'
import { instancesFor } from './instances'
import { LEADS_MINUTES } from './runWarming'
import type { Rush } from './rushes'

const DAYS_A_MONTH = 30
/** Where nobody tells how much memory a function has. */
const USUAL_MEMORY_MB = 256

/** A function of the shop that is watched from the inside: only such a one answers a ping. */
export interface WatchedFunction {
  name: string
  /** runs for each visit, and how long one takes */
  perVisit: number
  meanMs: number
  /** measured; null: there was none */
  coldStartMs: number | null
  memoryMb: number | null
}

/**
 * What keeping functions warm before rushes would take and give: instances that the forecast calls for beyond those that
 * the visits just before keep anyway, the pings' calls and time, the cold starts that customers are spared.
 */
export function planWarming(
  functions: readonly WatchedFunction[],
  rushes: readonly Rush[],
  nowMs: number,
): Omit<Warming, 'on'> {
  const rows = functions.slice(0, WARM_FUNCTIONS_MOST).map((one) => {
    const of = (visits: number) => instancesFor(visits * one.perVisit, one.meanMs)
    const needs = rushes.map(({ before, most }) => ({
      most: Math.min(WARM_INSTANCES_MOST, of(most)),
      before: of(before),
    }))
    const instances = Math.max(1, ...needs.map(({ most }) => most))
    return { ...one, instances, spared: needs.reduce((sum, need) => sum + Math.max(0, need.most - need.before), 0) }
  })
  const rounds = LEADS_MINUTES.length * rushes.length
  const calls = rows.reduce((sum, { instances }) => sum + instances * rounds, 0)
  const gbs = rows.reduce((sum, { instances, spared, coldStartMs, memoryMb }) => {
    const ms = instances * rounds * WARM_HOLD_MS + spared * (coldStartMs ?? 0)
    return sum + (ms / 1_000) * ((memoryMb ?? USUAL_MEMORY_MB) / 1024)
  }, 0)
  const points = (calls * POINTS.perFunctionCall + gbs * POINTS.perGbSecond) * DAYS_A_MONTH
  return {
    functions: rows.map(({ name, instances, coldStartMs }) => ({ name, instances, coldStartMs })),
    next: rushes.find(({ at }) => at > nowMs)?.at ?? null,
    rushesADay: rushes.length,
    perMonth: {
      calls: calls * DAYS_A_MONTH,
      points,
      yuan: points / POINTS_PER_YUAN,
      coldStarts: rows.reduce((sum, { spared }) => sum + spared, 0) * DAYS_A_MONTH,
      savedMs: rows.reduce((sum, { spared, coldStartMs }) => sum + spared * (coldStartMs ?? 0), 0) * DAYS_A_MONTH,
    },
  }
}

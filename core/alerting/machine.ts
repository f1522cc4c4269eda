import type { Rule } from '../../contract/schemas/rule'
import type { SeriesState } from '../documents/alertState'

/** Both in the unit of the times passed to `step`: epoch minutes in production. */
export interface Timing {
  for: number
  keepFiringFor: number
}

export type NoData = Rule['noData']
export type Change = 'pending' | 'firing' | 'resolved' | 'inactive'

export interface Stepped {
  /** null: inactive */
  state: SeriesState | null
  change: Change | null
}

/**
 * One alert series, one judged time: inactive → pending → firing → resolved.
 * Where there is data it does what Prometheus 2.42 does (test/core/alerting holds it to promtool's answers):
 * `for` and `keepFiringFor` go by the clock, for 0 fires at once, keepFiringFor starts at the first false time and
 * any true time ends it, firing again later is a new alert. Prometheus has no "no data": that policy is ours.
 */
export const step = (
  before: SeriesState | null,
  holds: boolean | 'unknown',
  at: number,
  timing: Timing,
  noData: NoData,
): Stepped => {
  const seen = holds === 'unknown' ? withoutData[noData] : holds
  if (seen === 'unknown') return before === null ? inactive(null) : stepUnseen(before, at, timing)
  const state = before === null ? null : leaveOutUnseen(before, at)
  return seen ? stepTrue(state, at, timing) : stepFalse(state, at, timing)
}

const withoutData: Record<NoData, boolean | 'unknown'> = { keep: 'unknown', ok: false, alert: true }

const inactive = (change: Change | null): Stepped => ({ state: null, change })

const stepTrue = (before: SeriesState | null, at: number, timing: Timing): Stepped => {
  const state = before ?? { state: 'pending', activeAt: at, keepSince: null, noDataSince: null, value: null }
  if (state.state === 'firing') return { state: { ...state, keepSince: null }, change: null }
  if (at - state.activeAt >= timing.for) return { state: { ...state, state: 'firing' }, change: 'firing' }
  return { state, change: before === null ? 'pending' : null }
}

const stepFalse = (state: SeriesState | null, at: number, timing: Timing): Stepped => {
  if (state === null) return inactive(null)
  if (state.state === 'pending') return inactive('inactive')
  const keepSince = state.keepSince ?? at
  return at - keepSince < timing.keepFiringFor ? { state: { ...state, keepSince }, change: null } : inactive('resolved')
}

/** Nothing was seen: firing stays as it is, however long; pending waits as long as its `for`, then it is forgotten. */
const stepUnseen = (before: SeriesState, at: number, timing: Timing): Stepped => {
  const noDataSince = before.noDataSince ?? at
  if (before.state === 'pending' && at - noDataSince >= timing.for) return inactive('inactive')
  return { state: { ...before, noDataSince }, change: null }
}

/** Time in which nothing was seen satisfies neither `for` nor `keepFiringFor`: their starts move by it. */
const leaveOutUnseen = (state: SeriesState, at: number): SeriesState => {
  if (state.noDataSince === null) return state
  const unseen = at - state.noDataSince
  return {
    ...state,
    activeAt: state.state === 'pending' ? state.activeAt + unseen : state.activeAt,
    keepSince: state.keepSince === null ? null : state.keepSince + unseen,
    noDataSince: null,
  }
}

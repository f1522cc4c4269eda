import type { AlertStateDocument, SeriesState } from '../documents/alertState'
import type { IncidentDocument } from '../documents/incident'
import type { StoreDocument } from '../documents/store'
import { MINUTE_MS } from '../time/units'

/** The longest stretch that is judged minute by minute afterwards (DESIGN §5). */
export const CATCH_UP_MINUTES = 15

/** Area of incidents about the monitoring itself. */
export const MONITOR_AREA = 'monitor'

/**
 * A stretch too long to judge: alerts that fire stay, pending ones are forgotten, since nobody saw their minutes.
 * Minutes are epoch minutes; `through` is the last one left out.
 */
export const leaveOutGap = (state: AlertStateDocument, from: number, through: number): AlertStateDocument => ({
  ...state,
  judgedThrough: through,
  series: Object.fromEntries(
    Object.entries(state.series)
      .map(([rule, all]) => [rule, firingOnly(all, from)] as const)
      .filter(([, all]) => Object.keys(all).length > 0),
  ),
  outbox: [...state.outbox, { kind: 'open', incident: gapIncident(state._id, from, through) }],
})

const firingOnly = (all: Record<string, SeriesState>, from: number): Record<string, SeriesState> =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([, one]) => one.state === 'firing')
      .map(([series, one]) => [series, { ...one, noDataSince: one.noDataSince ?? from }]),
  )

/** For the record only: it is over when it is found, so nobody is told by message. */
const gapIncident = (store: StoreDocument['_id'], from: number, through: number): IncidentDocument => {
  const openedAt = from * MINUTE_MS
  const resolvedAt = (through + 1) * MINUTE_MS
  const minutes = through + 1 - from
  return {
    _id: `${store}:${MONITOR_AREA}:gap${from}`,
    store,
    area: MONITOR_AREA,
    version: 1,
    severity: 'warn',
    status: 'resolved',
    title: '监控停过一阵',
    sentence: `有${minutes}分钟没人看着`,
    openedAt,
    resolvedAt,
    acknowledged: null,
    alerts: [],
    appliedThrough: through,
    deliveries: {},
    nextAt: null,
    step: 0,
    history: [{ at: resolvedAt, text: `监控停了${minutes}分钟，这段时间没有判断` }],
  }
}

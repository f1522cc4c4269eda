import { METRICS, type MetricName } from '../../contract/metrics'
import type { Merged } from '../evidence'
import type { PageKind } from '../query/pages/answerPage'
import { foldedOf } from '../rollup/shards'

/** Everything that was measured of a store in a range, for other programs. */
export interface ExportTable {
  store: string
  /** first moments of the slots, epoch ms; each ends where the next begins, the last at `to` */
  at: number[]
  to: number
  /** what is complete, epoch ms; null before the first fold */
  foldedThrough: number | null
  rows: ExportRow[]
  totals: ExportTotal[]
}

/** One label of a metric. */
export interface ExportRow {
  metric: MetricName
  label: string
  /** by outcome index in each slot; null where nothing at all was received, which is not zero */
  counts: (readonly number[] | null)[]
  /** over the whole range */
  whole: Merged
}

/** A metric over all its labels. */
export interface ExportTotal {
  metric: MetricName
  slots: (Merged | null)[]
}

const ALL = Object.keys(METRICS) as MetricName[]

export const exportKind: PageKind<ExportTable> = {
  metrics: ALL,
  users: [],
  dims: null,
  issues: false,
  usage: false,
  build: ({ store, nowMs, plan, measured, documents }) => ({
    store: store._id,
    at: plan.at,
    to: plan.to,
    foldedThrough: foldedOf(documents.beats, store, nowMs),
    rows: ALL.flatMap((metric) =>
      [...measured.byLabel(metric)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([label, whole]) => ({ metric, label, whole, counts: measured.labelOutcomes(metric, label) })),
    ),
    totals: ALL.map((metric) => ({ metric, slots: measured.slots([metric]) })).filter(({ slots }) =>
      slots.some((slot) => (slot?.total ?? 0) > 0),
    ),
  }),
}

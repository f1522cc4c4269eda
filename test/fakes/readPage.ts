import { indexId } from '../../core/errors/sourceMaps/documents'
import { type PageDocuments, type PageWants, SIGHTINGS_READ } from '../../core/query/measured/pageDocuments'
import type { TierDims } from '../../core/rollup/dims/storedDims'
import type { TierSeries, TierTotals } from '../../core/rollup/tiers'

/** What a fake store keeps of it. */
type Kept = {
  [K in 'minutes' | 'hours' | 'days' | 'incidents' | 'issues' | 'orderHours']: ReadonlyMap<
    string,
    PageDocuments[K][number]
  >
} & {
  heartbeats: PageDocuments['beats']
  batches: ReadonlyMap<string, PageDocuments['sightings'][number]>
  baselines: ReadonlyMap<string, NonNullable<PageDocuments['baseline']>>
  sourceMaps: ReadonlyMap<string, object>
}

/** What the one read of a page brings, from a fake store. */
export function readPage(store: Kept, wants: PageWants): PageDocuments {
  const own = (one: { store: string }) => one.store === wants.store
  const { minutes, head, hours, issuesSince } = wants
  return {
    beats: new Map([...store.heartbeats].filter(([id]) => wants.beats.includes(id))),
    minutes: [...store.minutes.values()]
      .filter(({ shard, minute }) => wants.shards.includes(shard) && (within(minute, minutes) || within(minute, head)))
      .sort((a, b) => a.minute - b.minute || a.part - b.part),
    hours: [...store.hours.values()]
      .filter((one) => own(one) && within(one.hour, hours))
      .map((one) => ({
        ...one,
        series: withUsers(one.series, wants.users),
        totals: withSketches(one.totals, wants.metrics),
      }))
      .sort((a, b) => a.hour - b.hour),
    days: [...store.days.values()]
      .filter(own)
      .flatMap((one) => {
        const wanted = wants.days.find((span) => within(one.day, span))
        if (wanted === undefined) return []
        const series = withUsers(one.series, wants.users)
        return {
          ...one,
          series,
          totals: wanted.totals ? withSketches(one.totals, wants.metrics) : NO_ROWS,
          ...(wanted.rows ? {} : NOTHING_BY_LABEL),
        }
      })
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    dimHours: [...store.hours.values()]
      .filter((one) => own(one) && within(one.hour, wants.dims?.hours ?? null))
      .map((one) => brokenDown(one, wants.dims)),
    dimDays: [...store.days.values()]
      .filter((one) => own(one) && within(one.day, wants.dims?.days ?? null))
      .map((one) => brokenDown(one, wants.dims)),
    incidents: [...store.incidents.values()].filter(own).sort((a, b) => a.openedAt - b.openedAt),
    sightings: [...store.batches.values()]
      .filter((one) => isSighting(one, wants))
      .sort(byNewest)
      .slice(0, SIGHTINGS_READ),
    orderHours: [...store.orderHours.values()].filter((one) => own(one) && wants.error?.orderHours.includes(one.hour)),
    maps: [...store.sourceMaps].flatMap(([id, map]) =>
      wants.error !== null && id.startsWith(indexId('')) ? [map as PageDocuments['maps'][number]] : [],
    ),
    baseline: wants.baseline ? (store.baselines.get(wants.store) ?? null) : null,
    issues: [...store.issues.values()].filter((one) => own(one) && issuesSince !== null && one.lastAt >= issuesSince),
  }
}

const withUsers = (series: TierSeries, metrics: readonly number[]): TierSeries => {
  const column = (lists: string[][]) => lists.map((users, row) => (metrics.includes(series.m[row]!) ? users : []))
  return { ...series, f: column(series.f), u: column(series.u) }
}

const withSketches = (totals: TierTotals, metrics: readonly number[]): TierTotals => ({
  ...totals,
  k: totals.k.map((sketches, row) => (metrics.includes(totals.m[row]!) ? sketches : [])),
})

/** Rows of the metrics that were asked for. */
function brokenDown<T extends { dims?: TierDims }>(tier: T, wants: PageWants['dims']): T {
  if (tier.dims === undefined || wants === null) return tier
  const { rows, spread, late } = tier.dims
  const kept = (table: { m: readonly number[] }) =>
    Object.fromEntries(
      Object.entries(table).map(([name, column]) => [
        name,
        (column as unknown[]).filter((_, row) => wants.metrics.includes(table.m[row]!)),
      ]),
    )
  return { ...tier, dims: { rows: kept(rows), late: kept(late), ...(wants.spread ? { spread } : {}) } } as T
}

const NO_ROWS = { m: [], l: [], e: [], c: [], k: [], f: [], u: [] }
const NOTHING_BY_LABEL = { series: NO_ROWS, late: NO_ROWS, dropped: [] }

const within = <T extends number | string>(value: T, span: { from: T; to: T } | null): boolean =>
  span !== null && value >= span.from && value < span.to

type Batch = PageDocuments['sightings'][number]

const isSighting = ({ shard, receivedAt, batch }: Batch, { error, store, shards }: PageWants): boolean =>
  error !== null &&
  shards.includes(shard) &&
  batch.store === store &&
  batch.dict.includes(error.fingerprint) &&
  receivedAt.getTime() >= error.from &&
  receivedAt.getTime() < error.to

const byNewest = (a: Batch, b: Batch): number => b.receivedAt.getTime() - a.receivedAt.getTime()

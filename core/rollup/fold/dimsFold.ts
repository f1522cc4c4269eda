import { DIMENSIONS } from '../../../contract/dimensions'
import { METRICS, type MetricName } from '../../../contract/metrics'
import { OUTCOMES } from '../../../contract/outcomes'
import { dimsLabel, emptyDims, toDimsColumns } from '../dims/dimsCells'
import { limitValues, VALUES_KEPT } from '../dims/limitValues'
import { type DimsColumns, spanOf } from '../dims/storedDims'
import { withoutTrailingZeros } from '../seriesColumns'
import { compareText } from '../seriesTable'
import { type Group, NONE, Sums, type Track } from './group'
import { type LabelTracks, trackOf } from './seriesFold'
import type { Windows } from './windows'

/** What pages break down; more would make minutes larger for what nobody asks. */
const BROKEN_DOWN: readonly MetricName[] = ['request', 'call', 'pay', 'launch', 'render', 'route', 'error', 'session']

const brokenDown: boolean[] = []
for (const name of BROKEN_DOWN) brokenDown[METRICS[name].id] = true

/** A batch over all labels of a metric in one span: all of it goes to the same row of each dimension. */
class Bundle extends Sums {
  readonly counts = new Array<number>(OUTCOMES.length).fill(0)
  private offsets: number[] = []

  constructor(
    readonly span: number,
    private readonly groups: readonly Group[],
  ) {
    super()
  }

  measure(windows: Windows, value: number, weight: number): void {
    if (this.total === 0) this.open(windows)
    const bucket = this.add(value, weight)
    if (bucket === NONE) return
    const { offsets } = this
    const { words } = windows
    for (let dimension = 0; dimension < offsets.length; dimension++) {
      const at = (offsets[dimension] as number) + bucket
      words[at] = (words[at] as number) + weight
    }
  }

  /** Adds to the rows what all of the batch's events have in common. */
  close(): void {
    for (const group of this.groups) {
      for (let outcome = 0; outcome < this.counts.length; outcome++)
        group.counts[outcome] = (group.counts[outcome] as number) + (this.counts[outcome] as number)
      if (this.total > 0) group.addAll(this)
    }
  }

  private open(windows: Windows): void {
    this.offsets = this.groups.map((group) => {
      if (group.offset === NONE) group.offset = windows.open()
      return group.offset
    })
  }
}

/** Breakdowns of one store and minute in the making. */
export class DimsFold {
  /** by dimension: value → tracks by metric */
  private readonly values = DIMENSIONS.map(() => new Map<string, LabelTracks>())
  private readonly ownSpan: number
  private tracks: LabelTracks[] = []
  /** of the batch, by metric */
  private bundles: (Bundle[] | undefined)[] = []

  constructor(private readonly ingestMinute: number) {
    this.ownSpan = spanOf(ingestMinute)
  }

  /** @param values of the batch, in the order of DIMENSIONS */
  begin(values: readonly string[]): void {
    this.bundles = []
    this.tracks = this.values.map((known, dimension) => {
      const value = values[dimension] as string
      const tracks = known.get(value)
      if (tracks !== undefined) return tracks
      const fresh: LabelTracks = []
      known.set(value, fresh)
      return fresh
    })
  }

  /** @returns where to add; null for metrics that are not broken down */
  at(metric: number, slot: number): Bundle | null {
    if (brokenDown[metric] !== true) return null
    const span = this.ownSpan - spanOf(this.ingestMinute - slot)
    let own = this.bundles[metric]
    if (own === undefined) {
      own = []
      this.bundles[metric] = own
    }
    for (const bundle of own) if (bundle.span === span) return bundle
    const bundle = new Bundle(
      span,
      this.tracks.map((tracks) => trackOf(tracks, metric).at(span)),
    )
    own.push(bundle)
    return bundle
  }

  end(): void {
    for (const own of this.bundles) if (own !== undefined) for (const bundle of own) bundle.close()
  }

  /** @returns no rows where nothing is broken down */
  finish(windows: Windows): DimsColumns {
    const rows = BROKEN_DOWN.map((name) => METRICS[name].id)
      .sort((a, b) => a - b)
      .flatMap((metric) => this.values.flatMap((values, dimension) => valuesOf(values, metric, dimension)))
    if (this.values.some((values) => values.size > VALUES_KEPT)) {
      const cells = rows.flatMap(({ metric, dimension, value, track }) =>
        track.sorted().map((group) => group.takeCell(metric, dimsLabel(dimension, value), windows)),
      )
      return toDimsColumns(limitValues(cells))
    }
    const columns = emptyDims()
    for (const { metric, dimension, value, track } of rows)
      for (const group of track.sorted()) {
        columns.m.push(metric)
        columns.d.push(dimension)
        columns.v.push(value)
        columns.e.push(group.slot)
        columns.c.push(withoutTrailingZeros(group.counts))
        columns.k.push(group.takeText(windows))
      }
    return columns
  }
}

interface ValueRow {
  metric: number
  dimension: number
  value: string
  track: Track
}

const valuesOf = (values: ReadonlyMap<string, LabelTracks>, metric: number, dimension: number): ValueRow[] => {
  const rows: ValueRow[] = []
  for (const [value, tracks] of values) {
    const track = tracks[metric]
    if (track !== undefined) rows.push({ metric, dimension, value, track })
  }
  return rows.sort((a, b) => compareText(a.value, b.value))
}

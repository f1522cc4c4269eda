import { METRICS } from '../../../contract/metrics'
import { isFailureCode, OUTCOMES, outcomeCode } from '../../../contract/outcomes'
import type { SeriesColumns } from '../../documents'
import { emptyColumns, toColumns, withoutTrailingZeros } from '../seriesColumns'
import { compareText, keptUsers } from '../seriesTable'
import { LABELS_KEPT, limitLabels } from '../topLabels'
import { type Group, Track } from './group'
import type { Windows } from './windows'

/** What the catalogue says, by number. Undefined for what only newer versions know. */
export const KINDS: { timed: boolean; users: 'none' | 'failed' | 'all' }[] = []
for (const { id, kind, users } of Object.values(METRICS)) KINDS[id] = { timed: kind === 'timing', users }
const FAILED: boolean[] = OUTCOMES.map((_, code) => isFailureCode(code))
const OK = outcomeCode('ok')

/** Only attempts that ended by themselves say how long something takes. */
export const isTimed = (outcome: number): boolean => outcome === OK || FAILED[outcome] === true

/** Tracks of one label, by metric id. */
export type LabelTracks = (Track | undefined)[]

/** The series of one store and minute in the making; slots are minutes before that minute. */
export class SeriesFold {
  private readonly labels = new Map<string, LabelTracks>()

  of(label: string): LabelTracks {
    const known = this.labels.get(label)
    if (known !== undefined) return known
    const tracks: LabelTracks = []
    this.labels.set(label, tracks)
    return tracks
  }

  count(group: Group, metric: number, outcome: number, events: number, user: string): void {
    group.counts[outcome] = (group.counts[outcome] as number) + events
    const { users } = KINDS[metric] as (typeof KINDS)[number]
    if (users === 'none') return
    if (FAILED[outcome] === true) {
      group.failedUsers ??= new Set()
      group.failedUsers.add(user)
    }
    if (users === 'all') {
      group.users ??= new Set()
      group.users.add(user)
    }
  }

  /** @returns the columns, and how many events lost their label */
  finish(windows: Windows): { series: SeriesColumns; folded: number } {
    const found = [...this.labels].sort((a, b) => compareText(a[0], b[0]))
    const metrics = [...new Set(found.flatMap(([, tracks]) => Object.keys(tracks)))].map(Number).sort((a, b) => a - b)
    const rows = metrics.map((metric): [number, [string, Track][]] => [
      metric,
      found.flatMap(([label, tracks]) => (tracks[metric] === undefined ? [] : [[label, tracks[metric]]])),
    ])
    if (rows.some(([, own]) => own.length > LABELS_KEPT)) return limited(rows, windows)
    const series = emptyColumns()
    for (const [metric, own] of rows)
      for (const [label, track] of own)
        for (const group of track.sorted()) {
          series.m.push(metric)
          series.l.push(label)
          series.e.push(group.slot)
          series.c.push(withoutTrailingZeros(group.counts))
          series.k.push(group.takeText(windows))
          series.f.push(group.failedUsers === null ? [] : keptUsers(group.failedUsers))
          series.u.push(group.users === null ? [] : keptUsers(group.users))
        }
    return { series, folded: 0 }
  }
}

/** Too many labels: the general way, which is slower. */
function limited(rows: readonly [number, [string, Track][]][], windows: Windows) {
  const cells = rows.flatMap(([metric, own]) =>
    own.flatMap(([label, track]) => track.sorted().map((group) => group.takeCell(metric, label, windows))),
  )
  const { cells: kept, folded } = limitLabels(cells)
  return { series: toColumns(kept), folded }
}

/** The track of a metric among those of a label. */
export function trackOf(tracks: LabelTracks, metric: number): Track {
  const known = tracks[metric]
  if (known !== undefined) return known
  const track = new Track()
  tracks[metric] = track
  return track
}

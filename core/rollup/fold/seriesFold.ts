import type { SeriesColumns } from '../../documents/minute'
import { limitRows, ROWS_MOST } from '../limitRows'
import { emptyColumns, toColumns } from '../seriesColumns'
import { type Cell, compareText, keptUsers } from '../seriesTable'
import { LABELS_KEPT, limitLabels } from '../topLabels'
import { isFailed, keepsFailedUsers, keepsUsers, METRIC_IDS } from './catalogue'
import { NONE, type Rows } from './rows'
import { sortFew } from './sortFew'

/** Slots that are found in a table: what healthy phones send. A phone that was offline for long brings others. */
const NEAR = 4

/** The series of one store and minute in the making; slots are minutes before that minute. */
export class SeriesFold {
  private readonly labels = new Map<string, number>()
  /** by label */
  readonly texts: string[] = []
  /** row by label, metric and slot */
  private near = new Int32Array(64 * METRIC_IDS * NEAR)
  private readonly far = new Map<number, Map<number, number>>()
  /** by metric: whether it has any row */
  private readonly met = new Uint8Array(METRIC_IDS)
  private readonly failedUsers: (string[] | undefined)[] = []
  private readonly users: (string[] | undefined)[] = []
  private opened = 0
  private ingestMinute = 0

  constructor(private readonly rows: Rows) {}

  begin(ingestMinute: number): void {
    this.ingestMinute = ingestMinute
    this.opened = 0
    this.near.fill(NONE, 0, this.labels.size * METRIC_IDS * NEAR)
    this.labels.clear()
    this.texts.length = 0
    this.far.clear()
    this.met.fill(0)
    this.failedUsers.length = 0
    this.users.length = 0
  }

  /** @returns the label's number */
  labelOf(text: string): number {
    const known = this.labels.get(text)
    if (known !== undefined) return known
    const label = this.labels.size
    this.labels.set(text, label)
    this.texts.push(text)
    const end = (label + 1) * METRIC_IDS * NEAR
    if (end > this.near.length) {
      const grown = new Int32Array(this.near.length * 2)
      grown.set(this.near)
      this.near = grown
    }
    this.near.fill(NONE, end - METRIC_IDS * NEAR, end)
    return label
  }

  /** @returns the row, NONE where there is none yet */
  find(label: number, metric: number, slot: number): number {
    const track = label * METRIC_IDS + metric
    if (slot < NEAR) return this.near[track * NEAR + slot] as number
    return this.far.get(track)?.get(slot) ?? NONE
  }

  open(label: number, metric: number, slot: number): number {
    const row = this.rows.open()
    this.opened += 1
    this.met[metric] = 1
    const track = label * METRIC_IDS + metric
    if (slot < NEAR) this.near[track * NEAR + slot] = row
    else {
      const own = this.far.get(track)
      if (own === undefined) this.far.set(track, new Map([[slot, row]]))
      else own.set(slot, row)
    }
    return row
  }

  /** Keeps who it was, where the catalogue asks for it. */
  meet(row: number, metric: number, outcome: number, user: string): void {
    if (isFailed[outcome] === 1 && keepsFailedUsers[metric] === 1) addUser(this.failedUsers, row, user)
    if (keepsUsers[metric] === 1) addUser(this.users, row, user)
  }

  /** @returns the columns, and how many events lost their label */
  finish(): { series: SeriesColumns; folded: number } {
    const isMuch = this.labels.size > LABELS_KEPT || this.opened > ROWS_MOST
    return isMuch ? this.limited() : { series: this.all(), folded: 0 }
  }

  private all(): SeriesColumns {
    const series = emptyColumns()
    this.forEach((metric, label, slot, row) => {
      series.m.push(metric)
      series.l.push(label)
      series.e.push(slot)
      series.c.push(this.rows.countsOf(row))
      series.k.push(this.rows.takeText(row))
      series.f.push(keptOf(this.failedUsers[row]))
      series.u.push(keptOf(this.users[row]))
    })
    return series
  }

  /** Perhaps too many labels of a metric, or too many rows: the general way, which is slower. */
  private limited(): { series: SeriesColumns; folded: number } {
    const cells: Cell[] = []
    this.forEach((metric, label, slot, row) => {
      const cell = this.rows.takeCell(row, metric, label, slot)
      cell.failedUsers = new Set(this.failedUsers[row])
      cell.users = new Set(this.users[row])
      cells.push(cell)
    })
    const { cells: kept, folded } = limitRows(limitLabels(cells), this.ingestMinute)
    return { series: toColumns(kept), folded }
  }

  /** In canonical order: metric, label, slot. */
  private forEach(visit: (metric: number, label: string, slot: number, row: number) => void): void {
    const labels = sortFew([...this.labels.keys()], compareText)
    for (let metric = 0; metric < METRIC_IDS; metric++) {
      if (this.met[metric] !== 1) continue
      for (const text of labels) {
        const label = this.labels.get(text) as number
        const track = label * METRIC_IDS + metric
        for (let slot = 0; slot < NEAR; slot++) {
          const row = this.near[track * NEAR + slot] as number
          if (row !== NONE) visit(metric, text, slot, row)
        }
        const far = this.far.size === 0 ? undefined : this.far.get(track)
        if (far !== undefined)
          for (const [slot, row] of [...far].sort((a, b) => a[0] - b[0])) visit(metric, text, slot, row)
      }
    }
  }
}

/** A user's batches come one after the other as often as not; who comes again later is told apart in the end. */
function addUser(users: (string[] | undefined)[], row: number, user: string): void {
  const known = users[row]
  if (known === undefined) users[row] = [user]
  else if (known[known.length - 1] !== user) known.push(user)
}

const keptOf = (users: string[] | undefined): string[] =>
  users === undefined ? [] : users.length < 2 ? users : keptUsers(new Set(users))

import type { BatchV1 } from '../../../contract/batch'
import { METRICS } from '../../../contract/metrics'
import { isFailureCode, OUTCOMES, outcomeCode } from '../../../contract/outcomes'
import { LARGEST_WEIGHT } from '../../../contract/sketch/sketch'
import type { BatchDocument } from '../../../core/documents/batch'
import { clockShiftMinutes, minutesBefore } from '../../../core/ingest/eventTime'
import { addCount, type Cell, SeriesTable, sketchOf } from '../../../core/rollup/seriesTable'
import { minuteOf } from '../../../core/time/units'

const OK = outcomeCode('ok')

/** What the catalogue says, by number: a minute asks it for every item. Undefined for what only newer versions know. */
const KINDS: { timed: boolean; users: 'none' | 'failed' | 'all' }[] = []
for (const { id, kind, users } of Object.values(METRICS)) KINDS[id] = { timed: kind === 'timing', users }
const FAILED: boolean[] = OUTCOMES.map((_, code) => isFailureCode(code))

/** Adds the batches of one store, all received in one minute, to a table whose slots are minutes before that minute. */
export function foldBatches(ingestMinute: number, batches: readonly BatchDocument<BatchV1>[]): SeriesTable {
  const table = new SeriesTable()
  for (const document of batches) {
    const cellAt = cellFinder(table, ingestMinute, document)
    foldCounts(document, cellAt)
    foldPoints(document.batch, cellAt)
  }
  return table
}

/** @returns null for what a newer `collect` may know and this version does not */
type CellAt = (metric: number, label: number, phoneMinute: number) => Cell | null

/** Items of a batch fall on few cells: they are found by numbers, and only the first time by the label's text. */
function cellFinder(table: SeriesTable, ingestMinute: number, { batch, receivedAt }: BatchDocument<BatchV1>): CellAt {
  const shift = clockShiftMinutes(receivedAt.getTime(), batch.sentAt)
  const found = new Map<number, Cell | null>()
  return (metric, label, phoneMinute) => {
    const slot = minutesBefore(ingestMinute, phoneMinute + shift)
    const key = (metric * LABELS + label) * SLOTS + slot
    const known = found.get(key)
    if (known !== undefined) return known
    const text = batch.dict[label]
    const cell = text === undefined || KINDS[metric] === undefined ? null : table.at(metric, text, slot)
    found.set(key, cell)
    return cell
  }
}

/** More than labels of a batch and minutes of lateness: keys do not collide. */
const LABELS = 1024
const SLOTS = 2048

function foldCounts({ batch, user }: BatchDocument<BatchV1>, cellAt: CellAt): void {
  const baseMinute = minuteOf(batch.base)
  for (const count of batch.counts) {
    const metric = count[0]
    const outcome = count[2]
    const cell = cellAt(metric, count[1], baseMinute + count[3])
    if (cell === null) continue
    addCount(cell, outcome, count[4])
    const { users } = KINDS[metric] as (typeof KINDS)[number]
    if (users === 'none') continue
    if (FAILED[outcome] === true) cell.failedUsers.add(user)
    if (users === 'all') cell.users.add(user)
  }
}

/** Only attempts that ended by themselves say how long something takes. */
function foldPoints({ base, points, weight: share }: BatchV1, cellAt: CellAt): void {
  const weight = Math.min(LARGEST_WEIGHT, Math.round(share))
  for (const point of points) {
    const outcome = point[2]
    if (KINDS[point[0]]?.timed !== true || (outcome !== OK && FAILED[outcome] !== true)) continue
    const cell = cellAt(point[0], point[1], minuteOf(base + point[3]))
    if (cell !== null) sketchOf(cell).add(point[4], weight)
  }
}

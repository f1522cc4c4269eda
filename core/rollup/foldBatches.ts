import type { BatchV1 } from '../../contract/batch'
import { METRICS, type MetricName, metricById } from '../../contract/metrics'
import { isFailureCode, outcomeCode } from '../../contract/outcomes'
import { LARGEST_WEIGHT } from '../../contract/sketch/sketch'
import type { BatchDocument } from '../documents'
import { clockShiftMinutes, minutesBefore } from '../ingest/eventTime'
import { minuteOf } from '../time/units'
import { addCount, type Cell, SeriesTable, sketchOf } from './seriesTable'

const OK = outcomeCode('ok')

/** Adds the batches of one store, all received in one minute, to a table whose slots are minutes before that minute. */
export function foldBatches(ingestMinute: number, batches: readonly BatchDocument[]): SeriesTable {
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
function cellFinder(table: SeriesTable, ingestMinute: number, { batch, receivedAt }: BatchDocument): CellAt {
  const shift = clockShiftMinutes(receivedAt.getTime(), batch.sentAt)
  const found = new Map<number, Cell | null>()
  return (metric, label, phoneMinute) => {
    const slot = minutesBefore(ingestMinute, phoneMinute + shift)
    const key = (metric * LABELS + label) * SLOTS + slot
    const known = found.get(key)
    if (known !== undefined) return known
    const text = batch.dict[label]
    const cell = text === undefined || metricById(metric) === undefined ? null : table.at(metric, text, slot)
    found.set(key, cell)
    return cell
  }
}

/** More than labels of a batch and minutes of lateness: keys do not collide. */
const LABELS = 1024
const SLOTS = 2048

function foldCounts({ batch, user }: BatchDocument, cellAt: CellAt): void {
  const baseMinute = minuteOf(batch.base)
  for (const [metric, label, outcome, minute, events] of batch.counts) {
    const cell = cellAt(metric, label, baseMinute + minute)
    if (cell === null) continue
    addCount(cell, outcome, events)
    const { users } = METRICS[metricById(metric) as MetricName]
    if (users === 'none') continue
    if (isFailureCode(outcome)) cell.failedUsers.add(user)
    if (users === 'all') cell.users.add(user)
  }
}

/** Only attempts that ended by themselves say how long something takes. */
function foldPoints(batch: BatchV1, cellAt: CellAt): void {
  const weight = Math.min(LARGEST_WEIGHT, Math.round(batch.weight))
  for (const [metric, label, outcome, ms, value] of batch.points) {
    const name = metricById(metric)
    if (name === undefined || METRICS[name].kind !== 'timing') continue
    if (outcome !== OK && !isFailureCode(outcome)) continue
    const cell = cellAt(metric, label, minuteOf(batch.base + ms))
    if (cell !== null) sketchOf(cell).add(value, weight)
  }
}

import type { BatchV1 } from '../../contract/batch'
import { METRICS, metricById } from '../../contract/metrics'
import { isFailureCode, outcomeCode } from '../../contract/outcomes'
import { LARGEST_WEIGHT } from '../../contract/sketch/sketch'
import type { BatchDocument } from '../documents'
import { clockShiftMinutes, minutesBefore } from '../ingest/eventTime'
import { minuteOf } from '../time/units'
import { addCount, SeriesTable, sketchOf } from './seriesTable'

const OK = outcomeCode('ok')

/** Adds the batches of one store, all received in one minute, to a table whose slots are minutes before that minute. */
export function foldBatches(ingestMinute: number, batches: readonly BatchDocument[]): SeriesTable {
  const table = new SeriesTable()
  for (const document of batches) {
    const shift = clockShiftMinutes(document.receivedAt.getTime(), document.batch.sentAt)
    const slotAt = (phoneMinute: number) => minutesBefore(ingestMinute, phoneMinute + shift)
    foldCounts(table, document, slotAt)
    foldPoints(table, document.batch, slotAt)
  }
  return table
}

type SlotAt = (phoneMinute: number) => number

function foldCounts(table: SeriesTable, { batch, user }: BatchDocument, slotAt: SlotAt): void {
  const baseMinute = minuteOf(batch.base)
  for (const [metric, labelIndex, outcome, minute, events] of batch.counts) {
    const name = metricById(metric)
    const label = batch.dict[labelIndex]
    if (name === undefined || label === undefined) continue // screened away by collect; a newer collect may know more
    const cell = table.at(metric, label, slotAt(baseMinute + minute))
    addCount(cell, outcome, events)
    if (METRICS[name].users === 'none') continue
    if (isFailureCode(outcome)) cell.failedUsers.add(user)
    if (METRICS[name].users === 'all') cell.users.add(user)
  }
}

/** Only attempts that ended by themselves say how long something takes. */
function foldPoints(table: SeriesTable, batch: BatchV1, slotAt: SlotAt): void {
  const weight = Math.min(LARGEST_WEIGHT, Math.round(batch.weight))
  for (const [metric, labelIndex, outcome, ms, value] of batch.points) {
    const name = metricById(metric)
    const label = batch.dict[labelIndex]
    if (name === undefined || label === undefined || METRICS[name].kind !== 'timing') continue
    if (outcome !== OK && !isFailureCode(outcome)) continue
    sketchOf(table.at(metric, label, slotAt(minuteOf(batch.base + ms)))).add(value, weight)
  }
}

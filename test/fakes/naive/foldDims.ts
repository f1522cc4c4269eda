import type { BatchV1 } from '../../../contract/batch'
import { CONTEXTS } from '../../../contract/dimensions'
import { METRICS, type MetricName } from '../../../contract/metrics'
import { isFailureCode, outcomeCode } from '../../../contract/outcomes'
import { fineBucket } from '../../../contract/sketch/buckets'
import { LARGEST_WEIGHT } from '../../../contract/sketch/sketch'
import type { BatchDocument } from '../../../core/documents/batch'
import { clockShiftMinutes, minutesBefore } from '../../../core/ingest/eventTime'
import { batchContexts, loadOf } from '../../../core/rollup/dims/batchContexts'
import { dimsLabel, toDimsColumns } from '../../../core/rollup/dims/dimsCells'
import { limitValues } from '../../../core/rollup/dims/limitValues'
import { limitSpread, logPartsIn, type Moments, SpreadTable, toSpreadColumns } from '../../../core/rollup/dims/spread'
import { type MinuteDims, spansBefore } from '../../../core/rollup/dims/storedDims'
import { addCount, addToCell, SeriesTable, sketchOf } from '../../../core/rollup/seriesTable'
import { minuteOf } from '../../../core/time/units'

/** What pages break down; more would make minutes larger for what nobody asks. */
const BROKEN_DOWN: readonly MetricName[] = ['request', 'call', 'pay', 'launch', 'render', 'route', 'error', 'session']
/** Whose spread is explained. */
const ANALYSED: readonly MetricName[] = ['request', 'call']

/** The logarithm of one duration, in parts. */
export const logParts = (value: number): number => logPartsIn(value <= 1 ? 0 : fineBucket(value), value)

const brokenDown: boolean[] = []
for (const name of BROKEN_DOWN) brokenDown[METRICS[name].id] = METRICS[name].kind === 'timing'
const analysed: boolean[] = []
for (const name of ANALYSED) analysed[METRICS[name].id] = true

const OK = outcomeCode('ok')
const LOAD = CONTEXTS.indexOf('load')

/**
 * What one store's batches of a minute say by network, device, release, region and so on: a pure function of their set.
 * @returns null where none has anything that is broken down
 */
export function foldDims(ingestMinute: number, batches: readonly BatchDocument<BatchV1>[]): MinuteDims | null {
  const table = new SeriesTable()
  const spread = new SpreadTable()
  const load = loadOf(batches.length)
  for (const document of batches) {
    const values = batchContexts(document)
    for (const cell of cellsOfBatch(ingestMinute, document))
      for (const [dimension, value] of values.entries())
        addToCell(table.at(cell.metric, dimsLabel(dimension, value), cell.slot), cell)
    for (const [key, moments] of momentsOf(document)) {
      const name = { metric: Math.trunc(key / LABELS), label: document.batch.dict[key % LABELS] as string }
      for (const [context, value] of values.entries()) spread.add({ ...name, context, value }, moments)
      spread.add({ ...name, context: LOAD, value: load }, moments)
    }
  }
  const cells = limitValues(table.sorted())
  if (cells.length === 0) return null
  return { rows: toDimsColumns(cells), spread: toSpreadColumns(limitSpread(spread.sorted())) }
}

/** A batch over all its labels, by metric and span before the minute's own. */
function cellsOfBatch(ingestMinute: number, { batch, receivedAt }: BatchDocument<BatchV1>) {
  const table = new SeriesTable()
  const shift = clockShiftMinutes(receivedAt.getTime(), batch.sentAt)
  const cellAt = (metric: number, phoneMinute: number) =>
    table.at(metric, '', spansBefore(ingestMinute, minutesBefore(ingestMinute, phoneMinute + shift)))
  const baseMinute = minuteOf(batch.base)
  for (const [metric, label, outcome, minute, events] of batch.counts)
    if (brokenDown[metric] !== undefined && label < batch.dict.length)
      addCount(cellAt(metric, baseMinute + minute), outcome, events)
  const weight = weightOf(batch.weight)
  for (const [metric, label, outcome, ms, value] of batch.points)
    if (brokenDown[metric] === true && label < batch.dict.length && isTimed(outcome))
      sketchOf(cellAt(metric, minuteOf(batch.base + ms))).add(value, weight)
  return table.sorted()
}

/** More than labels of a batch. */
const LABELS = 1024

/** By metric and label of the batch. */
function momentsOf({ batch }: BatchDocument<BatchV1>): Map<number, Moments> {
  const found = new Map<number, Moments>()
  const weight = weightOf(batch.weight)
  for (const [metric, label, outcome, , value] of batch.points) {
    if (analysed[metric] !== true || !isTimed(outcome) || label >= batch.dict.length) continue
    const parts = logParts(value)
    const key = metric * LABELS + label
    const moments = found.get(key) ?? { n: 0, s: 0, q: 0 }
    moments.n += weight
    moments.s += weight * parts
    moments.q += weight * parts * parts
    found.set(key, moments)
  }
  return found
}

/** Only attempts that ended by themselves say how long something takes. */
const isTimed = (outcome: number): boolean => outcome === OK || isFailureCode(outcome)

const weightOf = (share: number): number => Math.min(LARGEST_WEIGHT, Math.round(share))

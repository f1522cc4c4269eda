import { ORDER_SIGHTS, type OrderSight } from '../../contract/orderSights'
import type { BatchDocument } from '../documents/batch'
import type { MinuteDocument } from '../documents/minute'
import type { OrderHourDocument } from '../documents/orderHour'
import { clockShiftMinutes } from '../ingest/eventTime'
import { wholeMinutes } from '../rollup/minuteParts'
import { compareText } from '../rollup/seriesTable'
import { hourOf, MINUTE_MS } from '../time/units'

/** What a phone saw of an order, at a time in epoch ms by the cloud's clock. */
export interface Sight {
  ref: string
  sight: OrderSight
  at: number
}

type SightTuple = [string, number, number]

/** Of one store and minute: no shop takes more orders than this, and somebody who makes them up gains nothing. */
export const SIGHTS_KEPT = 1_000

/** The sights of a minute's batches, each once, in one canonical order; @returns undefined for none */
export function sightsOfBatches(batches: readonly BatchDocument[]): SightTuple[] | undefined {
  const found = new Map<string, SightTuple>()
  for (const { batch, receivedAt } of batches) {
    const shiftMs = clockShiftMinutes(receivedAt.getTime(), batch.sentAt) * MINUTE_MS
    for (const [label, sight, ms] of batch.orders ?? []) {
      const ref = batch.dict[label]
      if (ref === undefined || !REF.test(ref)) continue
      const at = batch.base + ms + shiftMs
      found.set(sightKey(ref, sight, at), [ref, sight, at])
    }
  }
  if (found.size === 0) return undefined
  return [...found.values()].sort((a, b) => compareText(a[0], b[0]) || a[2] - b[2] || a[1] - b[1]).slice(0, SIGHTS_KEPT)
}

const REF = /^[a-z0-9]{2,14}$/
const sightKey = (ref: string, sight: number, at: number): string => `${ref}_${sight}_${at.toString(36)}`

/** Sights of a store's minutes as they are stored, by the hour in which they happened. */
export function sightsByHour(minutes: readonly MinuteDocument[], store: string): Map<number, Record<string, 1>> {
  const hours = new Map<number, Record<string, 1>>()
  for (const { stores } of wholeMinutes(minutes)) {
    for (const [ref, sight, at] of stores[store]?.sights ?? []) {
      const own = hours.get(hourOf(at)) ?? {}
      own[sightKey(ref, sight, at)] = 1
      hours.set(hourOf(at), own)
    }
  }
  return hours
}

/** @returns ascending by time */
export function sightsIn(documents: readonly OrderHourDocument[]): Sight[] {
  return documents
    .flatMap(({ sights }) => Object.keys(sights ?? {}))
    .flatMap((key) => {
      const [ref = '', code, at = ''] = key.split('_')
      const sight = ORDER_SIGHTS[Number(code)]
      return sight === undefined ? [] : [{ ref, sight, at: Number.parseInt(at, 36) }]
    })
    .sort((a, b) => a.at - b.at)
}

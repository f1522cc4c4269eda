import fc from 'fast-check'
import { METRICS } from '../../../../contract/metrics'
import { encodeSketch } from '../../../../contract/sketch/codec'
import { Sketch } from '../../../../contract/sketch/sketch'
import { History } from '../../../../core/query/measured/history'
import { encodeColumn } from '../../../../core/rollup/columns'
import type { DayDocument } from '../../../../core/rollup/tiers'
import { HOUR_MS, MINUTE_MS } from '../../../../core/time/units'

const SLOT_MS = 5 * MINUTE_MS
const FIRST_HOUR = 494_000
/** A day of 24 hours, one of 23, and then a gap before the last. */
const DAYS = [
  { fromHour: FIRST_HOUR, hours: 24 },
  { fromHour: FIRST_HOUR + 24, hours: 23 },
  { fromHour: FIRST_HOUR + 60, hours: 24 },
]
const END_HOUR = FIRST_HOUR + 84

/** In each five minutes as many events as its place tells, the failed ones half as many; one duration an hour. */
const eventsAt = (slot: number): number => (slot * 7) % 5
const durationAt = (hour: number): number => 100 + (hour - FIRST_HOUR)

function sketchOf(value: number): string {
  const sketch = new Sketch()
  sketch.add(value)
  return encodeSketch(sketch)
}

const documents = DAYS.map(({ fromHour, hours }, index): DayDocument => {
  const slots = Array.from({ length: hours * 12 }, (_, slot) => (fromHour - FIRST_HOUR) * 12 + slot)
  const c = [encodeColumn(slots.map(eventsAt)), encodeColumn(slots.map((slot) => Math.floor(eventsAt(slot) / 2)))]
  const k = Array.from({ length: hours }, (_, hour) => sketchOf(durationAt(fromHour + hour)))
  const nothing = { m: [], l: [], e: [], c: [], k: [], f: [], u: [] }
  return {
    ...{ _id: `d${index}`, day: `d${index}`, store: 's1', fromHour, hours, batches: 1, sealed: true, codec: 1 },
    ...{ series: nothing, totals: { m: [METRICS.call.id], c: [c], k: [k] }, late: nothing, dropped: [] },
  } as DayDocument
})

const isKept = (ms: number): boolean =>
  DAYS.some(({ fromHour, hours }) => ms >= fromHour * HOUR_MS && ms < (fromHour + hours) * HOUR_MS)

describe('earlier days', () => {
  const span = fc
    .tuple(fc.integer({ min: -30, max: 84 * 60 + 30 }), fc.integer({ min: 1, max: 60 * 60 }))
    .map(([start, length]) => {
      const from = FIRST_HOUR * HOUR_MS + start * MINUTE_MS
      return { from, to: from + length * MINUTE_MS }
    })

  it('tell of any span the events of the five minutes that it touches, and the durations of its hours', () => {
    const history = new History(documents)
    fc.assert(
      fc.property(span, ({ from, to }) => {
        const found = history.span(['call'], { from, to })
        const slots: number[] = []
        for (let slot = 0; slot < (END_HOUR - FIRST_HOUR) * 12; slot++) {
          const at = FIRST_HOUR * HOUR_MS + slot * SLOT_MS
          if (isKept(at) && at + SLOT_MS > from && at < to) slots.push(slot)
        }
        if (slots.length === 0) {
          expect(found).toBeNull()
          return
        }
        const hours = [...new Set(slots.map((slot) => FIRST_HOUR + Math.floor(slot / 12)))]
        expect(found?.counts.slice(0, 2)).toEqual([
          slots.reduce((sum, slot) => sum + eventsAt(slot), 0),
          slots.reduce((sum, slot) => sum + Math.floor(eventsAt(slot) / 2), 0),
        ])
        expect(found?.sketch?.sum).toBe(hours.reduce((sum, hour) => sum + durationAt(hour), 0))
      }),
    )
  })

  it('of which none is known tell nothing, which is not zero', () => {
    expect(new History([]).span(['call'], { from: 0, to: HOUR_MS })).toBeNull()
    const unknown = new History(documents).span(['request'], { from: FIRST_HOUR * HOUR_MS, to: END_HOUR * HOUR_MS })
    expect(unknown).toMatchObject({ total: 0, sketch: null })
  })
})

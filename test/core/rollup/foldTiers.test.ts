import fc from 'fast-check'
import type { BatchV1 } from '../../../contract/batch'
import { METRICS } from '../../../contract/metrics'
import { isFailureCode } from '../../../contract/outcomes'
import { mergeSketches } from '../../../contract/sketch/sketch'
import type { BatchDocument } from '../../../core/documents/batch'
import type { SeriesColumns } from '../../../core/documents/minute'
import { decodeColumn, encodeColumn } from '../../../core/rollup/columns'
import { daysOf } from '../../../core/rollup/compactTick'
import { foldDay } from '../../../core/rollup/foldDay'
import { foldHour } from '../../../core/rollup/foldHour'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { limitRows, ROWS_MOST } from '../../../core/rollup/limitRows'
import { cellsOf } from '../../../core/rollup/seriesColumns'
import { type Cell, emptyCell } from '../../../core/rollup/seriesTable'
import { storedSketch } from '../../../core/rollup/storedSketch'
import type { DayDocument, HourDocument, TierSeries, TierTotals } from '../../../core/rollup/tiers'
import { MINUTE_MS, minuteOf } from '../../../core/time/units'
import { arbitraryBatches } from '../../fakes/arbitraryBatches'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { naiveMinute } from '../../fakes/naive/foldMinute'

const HOUR = minuteOf(NOON) / 60
const [DAY] = daysOf(HOUR, HOUR + 1, 'Asia/Shanghai')

const minutesOf = (batches: BatchDocument<BatchV1>[]) => {
  const minutes = new Set(batches.map(({ receivedAt }) => minuteOf(receivedAt.getTime())))
  return [...minutes].flatMap((minute) =>
    foldMinute(
      '0',
      minute,
      batches.filter(({ receivedAt }) => minuteOf(receivedAt.getTime()) === minute),
    ),
  )
}

const hoursOf = (batches: BatchDocument<BatchV1>[]): HourDocument[] => {
  const minutes = minutesOf(batches)
  return [0, 1, 2].flatMap((hour) => foldHour('s1', HOUR + hour, minutes, true) ?? [])
}

const dayOf = (batches: BatchDocument<BatchV1>[]): DayDocument | null => foldDay('s1', DAY!, hoursOf(batches), true)

const events = (columns: string[][], length: number): number =>
  columns
    .flat()
    .flatMap((column) => decodeColumn(column, length))
    .reduce((sum, count) => sum + count, 0)

const lateEvents = (late: SeriesColumns): number => late.c.flat().reduce((sum, count) => sum + count, 0)

const samples = (texts: string[]): number => mergeSketches(texts.flatMap((text) => storedSketch(text) ?? [])).count

const inSeries = (series: TierSeries, slots: number) => [events(series.c, slots), samples(series.k)]
const inTotals = (totals: TierTotals, slots: number) => [events(totals.c, slots), samples(totals.k.flat())]
const inLate = (late: SeriesColumns) => [lateEvents(late), samples(late.k)]

/** All events and all timed samples of a store, counted from the batches. */
function recount(batches: BatchDocument<BatchV1>[]): number[] {
  const own = batches.filter(({ batch }) => batch.store === 's1').map(({ batch }) => batch)
  const timing = new Set<number>(
    Object.values(METRICS)
      .filter(({ kind }) => kind === 'timing')
      .map(({ id }) => id),
  )
  return [
    own.flatMap(({ counts }) => counts).reduce((sum, [, , , , count]) => sum + count, 0),
    own.reduce((sum, { points, weight }) => {
      const timed = points.filter(
        ([metric, , outcome]) => timing.has(metric) && (outcome === 0 || isFailureCode(outcome)),
      )
      return sum + timed.length * Math.round(weight)
    }, 0),
  ]
}

const plus = (a: number[], b: number[]) => a.map((value, index) => value + b[index]!)

describe('hours and days', () => {
  it('hold every event and every sample once, in their slots or among the late ones', () => {
    fc.assert(
      fc.property(arbitraryBatches(150), (batches) => {
        const expected = recount(batches)
        let bySeries = [0, 0]
        let byTotals = [0, 0]
        for (const hour of hoursOf(batches)) {
          bySeries = plus(plus(bySeries, inSeries(hour.series, 60)), inLate(hour.late))
          byTotals = plus(plus(byTotals, inTotals(hour.totals, 12)), inLate(hour.late))
        }
        expect(bySeries).toEqual(expected)
        expect(byTotals).toEqual(expected)
        const day = dayOf(batches)
        if (day === null) return
        expect(plus(inSeries(day.series, 24), inLate(day.late))).toEqual(expected)
        expect(plus(inTotals(day.totals, 288), inLate(day.late))).toEqual(expected)
      }),
    )
  })

  const at = (receivedMinute: number, agoMinutes: number, durationMs: number) =>
    storedBatch(`r${receivedMinute}-${agoMinutes}`, 'user1', NOON + receivedMinute * MINUTE_MS, {
      ...measured(1, 'GET /menu', 0, 1, durationMs),
      base: NOON + (receivedMinute - agoMinutes) * MINUTE_MS,
    })

  it('an event lies in its own minute of the hour that received it', () => {
    const [hour] = hoursOf([at(7, 0, 100), at(7, 2, 200), at(59, 0, 300)])
    const column = decodeColumn(hour!.series.c[0]![0]!, 60)
    expect(column.flatMap((count, minute) => (count > 0 ? [minute] : []))).toEqual([5, 7, 59])
    expect(hour!.totals.k[0]!.map((text) => storedSketch(text)?.max ?? 0)).toEqual([
      0, 200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 300,
    ])
  })

  it('an event of the hour before is late for the hour, not for the day', () => {
    const batches = [at(61, 0, 100), at(61, 3, 200)]
    const [hour] = hoursOf(batches)
    expect([...cellsOf(hour!.late)].map(({ slot, label }) => [slot, label])).toEqual([[2, 'GET /menu']])
    const day = dayOf(batches)!
    expect(day.late.m).toEqual([])
    // noon is the day's hour 12; twelve slots of five minutes an hour
    expect(decodeColumn(day.series.c[0]![0]!, 24).slice(12, 14)).toEqual([1, 1])
    expect(decodeColumn(day.totals.c[0]![0]!, 288).slice(155, 157)).toEqual([1, 1])
    expect(day.totals.k[0]!.slice(12, 14).map((text) => storedSketch(text)?.max)).toEqual([200, 100])
  })

  it('an event of yesterday is late for the day too', () => {
    const day = dayOf([at(0, 13 * 60, 100)])!
    expect([...cellsOf(day.late)].map(({ slot }) => slot)).toEqual([60])
    expect(day.series.m).toEqual([])
  })

  it('of nothing is nothing, and of another store too', () => {
    expect(foldHour('s1', HOUR, [], true)).toBeNull()
    expect(foldHour('s9', HOUR, minutesOf([at(1, 0, 5)]), true)).toBeNull()
    expect(foldDay('s1', DAY!, [], true)).toBeNull()
  })

  it('are smaller than their minutes', () => {
    const batches = Array.from({ length: 60 }, (_, minute) => at(minute, 0, 50 + minute))
    const minutes = JSON.stringify(minutesOf(batches)).length
    expect(JSON.stringify(hoursOf(batches)).length).toBeLessThan(minutes / 4)
  })
})

describe('columns', () => {
  it('come back as they were', () => {
    const numbers = fc.array(fc.oneof(fc.constant(0), fc.nat(), fc.integer({ min: 0, max: 2 ** 40 })), {
      maxLength: 300,
    })
    fc.assert(
      fc.property(numbers, (column) => {
        expect(decodeColumn(encodeColumn(column), column.length)).toEqual(column)
      }),
    )
  })

  it.each([
    ['not base64', '!'],
    ['too long', encodeColumn([1, 2, 3, 4])],
    ['cut', '/w'],
  ])('that are %s are a bug, and say so', (_, text) => {
    expect(() => decodeColumn(text, 3)).toThrow(/column/)
  })
})

describe('the days of a shop', () => {
  it.each([
    ['a usual day', '2026-11-25T00:00:00+08:00', 'Asia/Shanghai', { day: '2026-11-25', hours: 24 }],
    ['spring forward', '2026-03-08T12:00:00-04:00', 'America/New_York', { day: '2026-03-08', hours: 23 }],
    ['fall back', '2026-11-01T12:00:00-05:00', 'America/New_York', { day: '2026-11-01', hours: 25 }],
    ['half an hour off', '2026-11-25T12:00:00+05:30', 'Asia/Kolkata', { day: '2026-11-25', hours: 24 }],
  ])('%s', (_, moment, zone, expected) => {
    const hour = Math.floor(Date.parse(moment) / 3_600_000)
    expect(daysOf(hour, hour + 1, zone)).toEqual([expect.objectContaining(expected)])
  })

  it('follow each other without a hole', () => {
    const from = Math.floor(Date.parse('2026-10-25T00:00:00Z') / 3_600_000)
    const spans = daysOf(from, from + 24 * 14, 'America/New_York')
    for (const [index, span] of spans.slice(1).entries())
      expect(span.fromHour).toBe(spans[index]!.fromHour + spans[index]!.hours)
    expect(spans.length).toBe(15)
  })
})

describe('a phone that claims what cannot be', () => {
  const claims = (of: number, user: string, minute: number) =>
    storedBatch(`b${minute}`, user, NOON + minute * MINUTE_MS, {
      ...{ dict: ['pay'], weight: 1_000, counts: [[METRICS.call.id, 0, 0, 0, 1_000_000]] },
      points: Array.from({ length: 60 }, () => [METRICS.call.id, 0, 0, 0, of]),
    })

  it.each([
    ['once', [claims(1e9, 'liar', 0)]],
    ['in each minute', [0, 1, 61, 62, 121].map((minute) => claims(1e9, 'liar', minute))],
    ['with others beside it', [claims(1e9, 'liar', 0), claims(80, 'honest', 1), claims(3e8, 'liar', 62)]],
  ])('%s makes its sums the largest there are: hours and days are made all the same, in any order', (_, batches) => {
    const day = dayOf(batches)
    expect(inSeries(day!.series, DAY!.hours)).toEqual(recount(batches))
    expect(storedSketch(day!.series.k[0]!)!.max).toBe(1e9)
    expect(JSON.stringify(dayOf([...batches].reverse()))).toBe(JSON.stringify(day))
  })

  /** Two thousand rows of one batch, each of a minute of its own, as far back as is taken in. */
  const madeUp = (minute: number, part: number) => {
    const at = NOON + minute * MINUTE_MS
    return storedBatch(`b${minute}-${part}`, `liar${part}`, at, {
      ...{ dict: Array.from({ length: 60 }, (_, label) => `r${label}`), base: at - 1_430 * MINUTE_MS },
      counts: Array.from({ length: 2_000 }, (_, index) => {
        const row = minute * 7 + part * 2_000 + index
        return [METRICS.call.id, row % 60, 0, (row * 7) % 1_430, 2]
      }),
    })
  }

  it.each([
    ['once', [madeUp(0, 0)]],
    ['by two phones', [madeUp(0, 0), madeUp(0, 1)]],
    [
      'by two phones in many minutes',
      [0, 1, 2, 3, 60, 61, 62, 90].flatMap((minute) => [madeUp(minute, 0), madeUp(minute, 1)]),
    ],
  ])('as old as can be, %s, makes no more rows than are kept; every event is counted, in any order', (_, batches) => {
    const minutes = minutesOf(batches)
    const rows = minutes.map(({ stores }) => stores.s1!.series.m.length)
    expect(Math.max(...rows)).toBeLessThanOrEqual(ROWS_MOST)
    const hours = hoursOf(batches)
    const day = dayOf(batches)
    for (const { late } of [...hours, day!]) expect(late.m.length).toBeLessThanOrEqual(ROWS_MOST)
    const [sent] = recount(batches)
    expect(lateEvents(day!.late) + events(day!.series.c, DAY!.hours)).toBe(sent)
    for (const minute of new Set(minutes.map(({ minute }) => minute)))
      expect(minutes.filter((one) => one.minute === minute)).toEqual(
        naiveMinute(
          '0',
          minute,
          batches.filter(({ receivedAt }) => minuteOf(receivedAt.getTime()) === minute),
        ),
      )
    expect(JSON.stringify(dayOf([...batches].reverse()))).toBe(JSON.stringify(day))
  })

  it('lies in the hour in which it was, and its label is lost last', () => {
    const cellsIn = (of: Cell[]) => limitRows({ cells: of, folded: 0 }, 60 * HOUR + 17)
    const cell = (label: string, slot: number): Cell => ({ ...emptyCell(1, label, slot), counts: [1] })
    const some = (labels: number, slots: number[]) =>
      Array.from({ length: labels }, (_, label) => slots.map((slot) => cell(`r${100 + label}`, slot))).flat()
    const minutes = Array.from({ length: 90 }, (_, slot) => slot)
    const hourOf = ({ slot }: Cell) => Math.floor((60 * HOUR + 17 - slot) / 60)
    const byHour = (cells: Cell[]) => {
      const sums = new Map<number, number>()
      for (const one of cells) sums.set(hourOf(one), (sums.get(hourOf(one)) ?? 0) + one.counts[0]!)
      return Object.fromEntries(sums)
    }
    for (const [labels, folded] of [
      [30, 0],
      [50, 0],
      [200, 200 * 85],
    ] as const) {
      const cells = some(labels, minutes)
      const limited = cellsIn(cells)
      expect(byHour(limited.cells)).toEqual(byHour(cells))
      expect(limited.folded).toBe(folded)
      expect(limited.cells.length).toBeLessThanOrEqual(ROWS_MOST)
      // the last minutes are what rules judge
      expect(limited.cells.filter(({ slot }) => slot < 5)).toHaveLength(labels * 5)
    }
    expect(cellsIn(some(30, minutes)).cells).toHaveLength(30 * 90)
  })

  it('and counts beyond the largest number', () => {
    const row = [Number.MAX_SAFE_INTEGER, 0, 7]
    const [most, ...rest] = decodeColumn(encodeColumn(row), 3)
    expect(rest).toEqual([0, 7])
    expect(most).toBeGreaterThan(4e15)
    expect(decodeColumn(encodeColumn([most!]), 1)).toEqual([most])
  })
})

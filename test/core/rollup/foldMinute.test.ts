import fc from 'fast-check'
import type { BatchV1, PointTuple } from '../../../contract/batch'
import { dropReasonCode } from '../../../contract/dropReasons'
import type { BatchDocument } from '../../../core/documents/batch'
import type { MinuteDocument } from '../../../core/documents/minute'
import { packBatch } from '../../../core/ingest/packedItems'
import { dimsCells } from '../../../core/rollup/dims/dimsCells'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { type StoreFold, splitMinute, wholeMinutes } from '../../../core/rollup/minuteParts'
import { cellsOf } from '../../../core/rollup/seriesColumns'
import { type Cell, USERS_KEPT } from '../../../core/rollup/seriesTable'
import { LABELS_KEPT, OTHER } from '../../../core/rollup/topLabels'
import { MINUTE_MS, minuteOf } from '../../../core/time/units'
import { arbitraryBatches } from '../../fakes/arbitraryBatches'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { naiveMinute } from '../../fakes/naive/foldMinute'

const MINUTE = minuteOf(NOON)
const fold = (batches: BatchDocument[]): MinuteDocument[] => foldMinute('0', MINUTE, batches)
const cells = (batches: BatchDocument[], store = 's1'): Cell[] =>
  fold(batches).flatMap(({ stores }) => (stores[store] === undefined ? [] : [...cellsOf(stores[store].series)]))

describe('folding the batches of a minute', () => {
  it('gives the same bytes in any order and with duplicates', () => {
    fc.assert(
      fc.property(
        arbitraryBatches(1).chain((batches) =>
          fc.tuple(
            fc.constant(batches),
            fc.shuffledSubarray([...batches, ...batches], { minLength: batches.length * 2 }),
          ),
        ),
        ([batches, shuffled]) => {
          expect(JSON.stringify(fold(shuffled))).toBe(JSON.stringify(fold(batches)))
        },
      ),
    )
  })

  it('gives the same bytes as a recount event by event', () => {
    fc.assert(
      fc.property(arbitraryBatches(1, 40), (batches) => {
        expect(JSON.stringify(fold(batches))).toBe(JSON.stringify(naiveMinute('0', MINUTE, batches)))
      }),
    )
  })

  it('gives the same bytes as a recount where labels and values are too many', () => {
    const many = Array.from({ length: 70 }, (_, index) => {
      const batch = storedBatch(`b${index}`, `user${index % 9}`, NOON, {
        ...measured(1, `GET /r${index}`, index % 5, 1 + (index % 3), 100 * index),
        weight: 1 + (index % 2),
        area: `area${index % 20}`,
        app: { release: `1.${index % 31}`, env: 'release', sdk: '1' },
      })
      return batch
    })
    expect(JSON.stringify(fold(many))).toBe(JSON.stringify(naiveMinute('0', MINUTE, many)))
  })

  it('gives the same bytes as a recount where phones were offline for a day, and values part late', () => {
    const offline = Array.from({ length: 4 }, (_, phone) =>
      storedBatch(`b${phone}`, `user${phone}`, NOON, {
        dict: ['GET /menu', 'POST /order', 'home'],
        base: NOON - 1400 * MINUTE_MS,
        counts: Array.from({ length: 400 }, (_, index) => [
          1 + (index % 8),
          index % 3,
          index % 9,
          index * 3,
          1 + phone,
        ]),
        points: Array.from({ length: 300 }, (_, index) => [1 + (index % 3), index % 3, 0, index * 260_000, index % 7]),
        device: { platform: phone < 2 ? 'ios' : 'android', class: 'high', network: 'wifi', scene: 1001 },
        area: `area${phone % 3}`,
      }),
    )
    expect(JSON.stringify(fold(offline))).toBe(JSON.stringify(naiveMinute('0', MINUTE, offline)))
  })

  it('is the same, to the byte, whether its batches are packed or not', () => {
    const packed = (batch: BatchDocument<BatchV1>) => ({ ...batch, batch: packBatch(batch.batch) })
    const isWhole = ({ batch }: BatchDocument) => typeof batch.points === 'string'
    let packable = 0
    fc.assert(
      fc.property(arbitraryBatches(1), fc.func(fc.boolean()), (batches, isPacked) => {
        const rounded = batches.map((document) => {
          const points = document.batch.points.map((point) => point.map(Math.round) as PointTuple)
          return { ...document, batch: { ...document.batch, points } }
        })
        const mixed = rounded.map((document) => (isPacked(document._id) ? packed(document) : document))
        packable += mixed.filter(isWhole).length
        expect(JSON.stringify(fold(mixed))).toBe(JSON.stringify(fold(rounded)))
        expect(JSON.stringify(fold(mixed))).toBe(JSON.stringify(naiveMinute('0', MINUTE, mixed)))
      }),
    )
    expect(packable).toBeGreaterThan(100)
  })

  it('is not troubled by a fold that broke off: its counters are gone', () => {
    const good = [storedBatch('a', 'user1', NOON, measured(1, 'GET /menu', 0, 1, 100))]
    const expected = JSON.stringify(fold(good))
    const broken = storedBatch('b', 'user1', NOON, { ...measured(1, 'GET /menu', 0, 1, 100), dropped: [] })
    const cut = { ...broken, batch: { ...broken.batch, points: [...broken.batch.points, null as never] } }
    expect(() => fold([cut])).toThrow()
    expect(JSON.stringify(fold(good))).toBe(expected)
  })

  it('counts every event of every batch exactly once', () => {
    fc.assert(
      fc.property(arbitraryBatches(1), (batches) => {
        for (const store of ['s1', 's2']) {
          const own = batches.filter(({ batch }) => batch.store === store)
          const events = own.flatMap(({ batch }) => batch.counts).reduce((sum, [, , , , count]) => sum + count, 0)
          const folded = cells(batches, store).flatMap(({ counts }) => counts)
          expect(folded.reduce((sum, count) => sum + count, 0)).toBe(events)
        }
      }),
    )
  })

  it('knows the outcomes, durations and users of a series', () => {
    const batches = [
      storedBatch('a', 'user1', NOON + 5, measured(1, 'GET /menu', 0, 3, 100)),
      storedBatch('b', 'user2', NOON + 6, measured(1, 'GET /menu', 3, 2, 900)),
      storedBatch('c', 'user3', NOON + 7, measured(1, 'GET /menu', 7, 1, 5000)),
    ]
    const [cell] = cells(batches)
    expect(cell).toMatchObject({ metric: 1, label: 'GET /menu', slot: 0, counts: [3, 0, 0, 2, 0, 0, 0, 1, 0] })
    expect([cell!.sketch!.count, cell!.sketch!.max]).toEqual([2, 900]) // who gave up says nothing of how long it takes
    expect([...cell!.failedUsers]).toEqual(['user2'])
    expect([...cell!.users]).toEqual([]) // the catalogue keeps only those who met a failure
  })

  it('keeps all users where the catalogue asks for them', () => {
    const [cell] = cells([
      storedBatch('a', 'user2', NOON, measured(3, 'wechat', 0, 1)),
      storedBatch('b', 'user1', NOON, measured(3, 'wechat', 4, 1)),
    ])
    expect([[...cell!.users], [...cell!.failedUsers]]).toEqual([['user1', 'user2'], ['user1']])
  })

  it('keeps the lowest users of too many, the same in any order', () => {
    const many = Array.from({ length: USERS_KEPT + 20 }, (_, index) => `user${String(index).padStart(3, '0')}`)
    const batches = many.map((user) => storedBatch('a', user, NOON, measured(3, 'wechat', 4, 1)))
    expect([...cells(batches.reverse())[0]!.failedUsers]).toEqual(many.slice(0, USERS_KEPT))
  })

  it('a point counts by its weight, rounded to whole events', () => {
    const sampled = { ...measured(1, 'GET /menu', 0, 1, 100), weight: 3.4 }
    expect(cells([storedBatch('a', 'user1', NOON, sampled)])[0]!.sketch!.count).toBe(3)
  })

  it.each([
    ['now', 0, 0, 0],
    ['two minutes ago', 2, 0, 2],
    ['two minutes ago on a clock three hours ahead', 2, 3 * 3_600_000, 2],
    ['two minutes ago on a clock three hours behind', 2, -3 * 3_600_000, 2],
    ['a little in the future', -3, 0, 0],
    ['a day ago', 1440, 0, 1440],
    ['by a clock some seconds off', 1, 20_000, 1],
  ])('an event of %s lies in its own minute', (_, ago, skewMs, slot) => {
    const receivedAt = NOON + 30_000
    const batch = storedBatch('a', 'user1', receivedAt, {
      ...measured(1, 'GET /menu', 0, 1, 100),
      base: receivedAt - ago * MINUTE_MS + skewMs,
      sentAt: receivedAt + skewMs,
    })
    expect(cells([batch]).map((cell) => cell.slot)).toEqual([slot])
  })

  it('labels beyond the most frequent become one, and that is counted', () => {
    const labels = Array.from({ length: LABELS_KEPT + 3 }, (_, index) => `GET /r${String(index).padStart(2, '0')}`)
    const batch = storedBatch('a', 'user1', NOON, {
      dict: labels,
      counts: labels.map((_, index) => [1, index, 0, 0, index < 2 ? 1 : 5]),
    })
    const found = cells([batch])
    expect(found).toHaveLength(LABELS_KEPT + 1)
    // two are rare; of the equally frequent the last in the alphabet goes
    expect(found.find(({ label }) => label === OTHER)!.counts[0]).toBe(1 + 1 + 5)
    expect(found.some(({ label }) => label === labels[LABELS_KEPT + 2])).toBe(false)
    expect(fold([batch])[0]!.stores.s1!.dropped).toEqual([[dropReasonCode('cardinality'), 7]])
  })

  it('adds up what phones and cloud dropped, by reason', () => {
    const first = storedBatch('a', 'user1', NOON, { dropped: [[0, 2]] })
    const second = {
      ...storedBatch('b', 'user1', NOON, { dropped: [[0, 1]] }),
      dropped: [[9, 4]] as [number, number][],
    }
    expect(fold([second, first])[0]!.stores.s1!.dropped).toEqual([
      [0, 3],
      [9, 4],
    ])
  })

  it('of nothing is nothing', () => {
    expect(fold([])).toEqual([])
  })
})

describe('a minute that is too large for one document', () => {
  const folds = (batches: BatchDocument[]): StoreFold[] => {
    const [whole] = fold(batches)
    return Object.entries(whole?.stores ?? {}).map(([store, own]) => ({
      store,
      own,
      dims: whole?.dims?.[store] ?? null,
    }))
  }
  const split = (batches: BatchDocument[]) =>
    splitMinute({ shard: '0', minute: MINUTE, batches: batches.length }, folds(batches), 400)

  it('is split, and whole again when read: nothing lost, nothing twice', () => {
    fc.assert(
      fc.property(arbitraryBatches(1), (batches) => {
        const parts = split(batches)
        const whole = wholeMinutes([...parts].reverse())
        expect(whole).toEqual(parts)
        for (const { store, own: folded, dims } of folds(batches)) {
          const rows = parts.flatMap((part) =>
            part.dims?.[store] === undefined ? [] : dimsCells(part.dims[store].rows),
          )
          expect(rows).toEqual(dims === null ? [] : dimsCells(dims.rows))
          expect(parts.flatMap((part) => part.dims?.[store]?.spread ?? [])).toEqual(dims === null ? [] : [dims.spread])
          const own = parts.flatMap((part) => (part.stores[store] === undefined ? [] : [part.stores[store]]))
          expect(own.flatMap(({ series }) => [...cellsOf(series)])).toEqual([...cellsOf(folded.series)])
          expect(own.reduce((sum, piece) => sum + piece.batches, 0)).toBe(folded.batches)
          expect(own.flatMap(({ dropped }) => dropped)).toEqual(folded.dropped)
        }
        expect(new Set(parts.map(({ _id }) => _id)).size).toBe(parts.length)
      }),
    )
  })

  const many = Array.from({ length: 30 }, (_, index) =>
    storedBatch(`a${index}`, 'user1', NOON, measured(1, `GET /route/${index}`, 0, 1, 50)),
  )

  it('is not there until its last part is', () => {
    const parts = split(many)
    expect(parts.length).toBeGreaterThan(3)
    for (const missing of parts) expect(wholeMinutes(parts.filter((part) => part !== missing))).toEqual([])
  })

  it('is not there while its parts are of two folds', () => {
    const [first, ...rest] = split(many)
    expect(wholeMinutes([{ ...first!, batches: 31 }, ...rest])).toEqual([])
  })
})

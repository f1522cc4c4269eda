import fc from 'fast-check'
import { LIMITS } from '../../../contract/limits'
import { ItemColumns, packBatch, unpackBatch } from '../../../core/ingest/packedItems'
import { LARGEST_NUMBER } from '../../../core/rollup/columns'
import { arbitraryBatches } from '../../fakes/arbitraryBatches'
import { emptyBatch, NOON } from '../../fakes/batches'

const whole = (max: number) =>
  fc.oneof(
    fc.constant(0),
    fc.nat(Math.min(max, 300)),
    fc.maxSafeNat().map((n) => n % max),
  )
const item = fc.tuple(whole(40), whole(300), whole(9), whole(10 ** 12), whole(10 ** 9))

describe('packed counters and points', () => {
  it('are the same when they are unpacked, with zeros in any place', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), fc.array(item, { maxLength: 30 }), (counts, points) => {
        const batch = emptyBatch(NOON, { dict: ['GET /menu'], counts, points })
        const packed = packBatch(batch)
        expect([typeof packed.counts, typeof packed.points]).toEqual(['string', 'string'])
        expect(unpackBatch(packed)).toEqual(batch)
      }),
    )
  })

  it('travel through JSON like everything else of a batch', () => {
    fc.assert(
      fc.property(arbitraryBatches(1, 4), (batches) => {
        for (const { batch } of batches)
          expect(unpackBatch(JSON.parse(JSON.stringify(packBatch(batch))))).toEqual(JSON.parse(JSON.stringify(batch)))
      }),
    )
  })

  it.each([
    ['a fraction', 0.5],
    ['more than can be doubled', LARGEST_NUMBER + 1],
    ['less than nothing', -1],
  ])('stay in tuples where one has %s: nothing is rounded', (_, value) => {
    const batch = emptyBatch(NOON, {
      dict: ['GET /menu'],
      counts: [[1, 0, 0, 0, 2]],
      points: [
        [1, 0, 0, 10, 100],
        [1, 0, 0, 20, value],
      ],
    })
    const packed = packBatch(batch)
    expect(typeof packed.counts).toBe('string')
    expect(packed.points).toBe(batch.points)
  })

  it('hold the largest batch that may come', () => {
    const counts = Array.from(
      { length: LIMITS.batchCounts },
      (_, index) => [1, index % 300, 0, 2, 1_000_000] as [number, number, number, number, number],
    )
    const batch = emptyBatch(NOON, { counts })
    expect(unpackBatch(packBatch(batch))).toEqual(batch)
  })

  it.each([
    ['is no base64', 'AwM*'],
    ['lost a character', 'AwMDA'],
    ['ends in the middle of a number', 'gA'],
    ['has not as many numbers as it says', 'AwMDAwMF'],
    ['promises more zeros than any batch has', '/v///38'],
  ])('that came to harm are not taken for others: a text that %s throws', (_, text) => {
    expect(() => new ItemColumns().read(text)).toThrow(/cannot be read/)
  })

  it('that are short after long ones keep nothing of them', () => {
    const columns = new ItemColumns()
    columns.read([
      [1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10],
    ])
    columns.read(packBatch(emptyBatch(NOON, { counts: [[1, 0, 0, 0, 2]] })).counts)
    expect([columns.length, ...columns.numbers.subarray(0, 5)]).toEqual([1, 1, 0, 0, 0, 2])
  })
})

import type { BatchV1, CountTuple, PointTuple } from '../../contract/batch'
import { LIMITS } from '../../contract/limits'
import type { StoredBatch } from '../documents/batch'
import { ColumnReader, encodeColumn, LARGEST_NUMBER } from '../rollup/columns'

type Tuple = CountTuple | PointTuple

/** Numbers of a counter, and of a point. */
const WIDTH = 5
/** With how many there are, which stands last. */
const numbersOf = (items: number): number => items * WIDTH + 1
const MOST = numbersOf(Math.max(LIMITS.batchCounts, LIMITS.batchPoints))

/**
 * A batch as `collect` stores it: its counters as one text and its points as another. Whoever reads a minute's batches pays
 * for every value of a document, and a hundred tuples are six hundred (docs/adr/packed-batches.md). What has a fraction
 * stays in tuples.
 */
export const packBatch = (batch: BatchV1): StoredBatch => ({
  ...batch,
  counts: packItems(batch.counts),
  points: packItems(batch.points),
})

/** The batch that was packed. */
export const unpackBatch = (batch: StoredBatch): BatchV1 => ({
  ...batch,
  counts: countsOf(batch),
  points: pointsOf(batch),
})

export const countsOf = ({ counts }: StoredBatch): CountTuple[] => unpackItems(counts) as CountTuple[]
export const pointsOf = ({ points }: StoredBatch): PointTuple[] => unpackItems(points) as PointTuple[]

/** The counters or the points of one batch in columns, in memory that is used again for the next. */
export class ItemColumns {
  /** metrics, then labels, outcomes, times and values, `length` of each */
  numbers = new Float64Array()
  /** how many items there are */
  length = 0
  private readonly reader = new ColumnReader()

  /** @param items tuples, or packed; a text that is broken is a bug of ours and throws */
  read(items: readonly Tuple[] | string): void {
    this.length = typeof items === 'string' ? this.readText(items) : this.lay(items)
    this.numbers = this.reader.numbers
  }

  private readText(text: string): number {
    this.reader.read(text, MOST)
    const { numbers, length } = this.reader
    if (length === 0) return 0
    const items = numbers[length - 1] as number
    if (numbersOf(items) !== length) throw new Error('the items of a batch in the database cannot be read')
    return items
  }

  private lay(items: readonly Tuple[]): number {
    const numbers = this.reader.room(numbersOf(items.length))
    const { length } = items
    for (let index = 0; index < length; index++) {
      const item = items[index] as Tuple
      numbers[index] = item[0]
      numbers[length + index] = item[1]
      numbers[2 * length + index] = item[2]
      numbers[3 * length + index] = item[3]
      numbers[4 * length + index] = item[4]
    }
    numbers[WIDTH * length] = length
    return length
  }
}

const columns = new ItemColumns()

function packItems<T extends Tuple>(items: T[]): T[] | string {
  columns.read(items)
  const length = numbersOf(items.length)
  return isWhole(columns.numbers, length) ? encodeColumn(columns.numbers, length) : items
}

function isWhole(numbers: Float64Array, length: number): boolean {
  for (let index = 0; index < length; index++) {
    const number = numbers[index] as number
    if (!(number >= 0 && number <= LARGEST_NUMBER && Math.floor(number) === number)) return false
  }
  return true
}

function unpackItems(items: readonly Tuple[] | string): Tuple[] {
  columns.read(items)
  const { numbers, length } = columns
  const at = (column: number, index: number) => numbers[column * length + index] as number
  return Array.from({ length }, (_, index) => [at(0, index), at(1, index), at(2, index), at(3, index), at(4, index)])
}

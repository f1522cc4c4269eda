import { ByteReader, ByteWriter, LONGEST, putVarint } from '../../contract/sketch/bytes'

/** The largest number that can be encoded: on its way it is doubled, and one added. Larger ones are told as this one. */
export const LARGEST_NUMBER = (Number.MAX_SAFE_INTEGER - 1) / 2

const writer = new ByteWriter()

/**
 * A row of whole numbers as text: even words are runs of zeros, odd ones a number. '' is all zeros.
 * @param length how many of the numbers count
 */
export function encodeColumn(numbers: ArrayLike<number>, length = numbers.length): string {
  const bytes = writer.room(length * LONGEST)
  let at = 0
  let zeros = 0
  for (let index = 0; index < length; index++) {
    const number = numbers[index] as number
    if (number === 0) {
      zeros += 1
      continue
    }
    if (zeros > 0) at = putVarint(bytes, at, zeros * 2)
    zeros = 0
    at = putVarint(bytes, at, Math.min(number, LARGEST_NUMBER) * 2 + 1)
  }
  writer.length = at
  return writer.takeText()
}

/** @param length of the row; a text that is broken or longer is a bug of ours and throws */
export function decodeColumn(text: string, length: number): number[] {
  reader.read(text, length)
  const row = new Array<number>(length)
  for (let index = 0; index < length; index++)
    row[index] = index < reader.length ? (reader.numbers[index] as number) : 0
  return row
}

/** What a row comes to. @param length as in decodeColumn */
export function columnSum(text: string, length: number): number {
  reader.read(text, length)
  let sum = 0
  for (let index = 0; index < reader.length; index++) sum += reader.numbers[index] as number
  return sum
}

/**
 * Rows of counts side by side: calls with the slots in which any of them counts something, ascending.
 * @param visit its counts are a list of its own
 */
export function forEachSlot(
  columns: readonly string[],
  slots: number,
  visit: (slot: number, counts: number[]) => void,
): void {
  const decoded = columns.map((column) => decodeColumn(column, slots))
  for (let slot = 0; slot < slots; slot++) {
    let any = 0
    for (const column of decoded) any += column[slot] as number
    if (any === 0) continue
    const counts = decoded.map((column) => column[slot] as number)
    visit(slot, counts)
  }
}

/** Reads rows into memory that is used again for the next. */
export class ColumnReader {
  numbers = new Float64Array(1024)
  /** how many of them the last text had; all others of its row are zeros, and not in `numbers` */
  length = 0
  private bytes = Buffer.alloc(1024)

  /** @param most numbers of the row; a text that is broken or longer is a bug of ours and throws */
  read(text: string, most: number): void {
    const input = new ByteReader(this.bytesOf(text))
    const numbers = this.room(most)
    let filled = 0
    while (!input.done) {
      const word = input.varint()
      if (word % 2 === 1) {
        if (filled === most) throw broken()
        numbers[filled++] = (word - 1) / 2
        continue
      }
      const zerosEnd = filled + word / 2
      if (zerosEnd > most) throw broken()
      while (filled < zerosEnd) numbers[filled++] = 0
    }
    if (input.failed) throw broken()
    this.length = filled
  }

  /** @returns `numbers` with room for so many */
  room(most: number): Float64Array {
    if (most > this.numbers.length) this.numbers = new Float64Array(most * 2)
    return this.numbers
  }

  private bytesOf(text: string): Uint8Array {
    const length = Math.floor((text.length * 3) / 4)
    if (length > this.bytes.length) this.bytes = Buffer.alloc(length * 2)
    // what is no base64 is passed over, and missing afterwards
    if (text.length % 4 === 1 || this.bytes.write(text, 'base64') !== length) throw broken()
    return this.bytes.subarray(0, length)
  }
}

const broken = (): Error => new Error('a column in the database cannot be read')

const reader = new ColumnReader()

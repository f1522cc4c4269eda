import { decodeBase64 } from '../../contract/sketch/base64'
import { ByteReader, ByteWriter, LONGEST, putVarint } from '../../contract/sketch/bytes'

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
    at = number < 64 ? putByte(bytes, at, number * 2 + 1) : putVarint(bytes, at, number * 2 + 1)
    zeros = 0
  }
  writer.length = at
  return writer.takeText()
}

function putByte(bytes: Uint8Array, at: number, value: number): number {
  bytes[at] = value
  return at + 1
}

/** @param length of the row; a text that is broken or longer is a bug of ours and throws */
export function decodeColumn(text: string, length: number): number[] {
  const bytes = decodeBase64(text)
  if (bytes === null) throw new Error('rollup holds a column that is not base64')
  const reader = new ByteReader(bytes)
  const numbers: number[] = []
  while (!reader.done) {
    const word = reader.varint()
    if (word % 2 === 1) numbers.push((word - 1) / 2)
    else for (let zero = 0; zero < Math.min(word / 2, length); zero++) numbers.push(0)
  }
  if (reader.failed || numbers.length > length) throw new Error('rollup holds a column that cannot be read')
  while (numbers.length < length) numbers.push(0)
  return numbers
}

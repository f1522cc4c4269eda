import { decodeBase64 } from '../../contract/sketch/base64'
import { ByteReader, ByteWriter } from '../../contract/sketch/bytes'

const writer = new ByteWriter()

/** A row of whole numbers as text: even words are runs of zeros, odd ones a number. '' is all zeros. */
export function encodeColumn(numbers: readonly number[]): string {
  let zeros = 0
  for (const number of numbers) {
    if (number === 0) {
      zeros++
      continue
    }
    if (zeros > 0) writer.varint(zeros * 2)
    writer.varint(number * 2 + 1)
    zeros = 0
  }
  return writer.takeText()
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

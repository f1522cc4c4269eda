import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

export interface Row {
  /** as it stands in the file, and epoch seconds */
  timestamp: string
  seconds: number
  /** NaN when the cell is empty or no number */
  value: number
}

/** Reads the columns `timestamp` and `value` of a CSV file, gzipped or not, row by row. */
export async function* readSeries(file: string): AsyncGenerator<Row> {
  const raw = createReadStream(file)
  const plain = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw
  raw.on('error', (error) => plain.destroy(error))
  let timestampColumn = -1
  let valueColumn = -1
  for await (const line of createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue
    const cells = line.split(',')
    if (timestampColumn < 0) {
      timestampColumn = cells.indexOf('timestamp')
      valueColumn = cells.indexOf('value')
      if (timestampColumn < 0 || valueColumn < 0) throw new Error(`${file}: no columns timestamp and value`)
      continue
    }
    const timestamp = cells[timestampColumn] ?? ''
    const cell = cells[valueColumn] ?? ''
    yield { timestamp, seconds: secondsOf(timestamp), value: cell === '' ? Number.NaN : Number(cell) }
  }
}

/** Epoch seconds, or a date and time, which is read as UTC. */
function secondsOf(timestamp: string): number {
  const seconds = Number(timestamp)
  if (timestamp !== '' && Number.isFinite(seconds)) return seconds
  return Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(timestamp) ? timestamp : `${timestamp.replace(' ', 'T')}Z`) / 1000
}

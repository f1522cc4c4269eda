import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** A series whose anomalies people have marked. The marks are for scoring alone. */
export interface Labelled {
  name: string
  /** epoch seconds */
  timestamps: Float64Array
  values: Float64Array
  /** true in an anomaly; all false where the set marks windows instead */
  marked: boolean[]
}

/** Reads every `NAME.csv.gz` of a set; nothing when the folder does not exist. */
export function readLabelled(folder: string): Labelled[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv.gz'))
    .sort()
    .map((name) => parse(name, gunzipSync(readFileSync(join(folder, name))).toString()))
}

function parse(name: string, text: string): Labelled {
  const [head = '', ...lines] = text.trim().split(/\r?\n/)
  const columns = head.split(',')
  const [time, value, label] = ['timestamp', 'value', 'label'].map((column) => columns.indexOf(column)) as [
    number,
    number,
    number,
  ]
  const rows = lines.map((line) => line.split(','))
  return {
    name: name.replace('.csv.gz', ''),
    timestamps: Float64Array.from(rows, (cells) => Number(cells[time])),
    values: Float64Array.from(rows, (cells) => (cells[value] === '' ? Number.NaN : Number(cells[value]))),
    marked: rows.map((cells) => Number(cells[label] ?? 0) > 0),
  }
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { detectSeries } from '../../../tools/detect/detectSeries'

const folder = mkdtempSync(join(tmpdir(), 'kandian-detect-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A saw with one spike; the label claims the opposite of the truth. */
const rows = (length: number): string[] =>
  Array.from({ length }, (_, k) => `${1_700_000_000 + k * 60},${k === 700 ? 900 : 50 + ((k * 37) % 11)},${k % 2}`)
const judged = async (name: string, text: string | Buffer): Promise<string[]> => {
  writeFileSync(join(folder, name), text)
  await detectSeries(join(folder, name), join(folder, 'out.csv'))
  return readFileSync(join(folder, 'out.csv'), 'utf8').trim().split('\n')
}
const csv = (lines: string[], head = 'timestamp,value,label'): string => [head, ...lines].join('\n')

describe('detect', () => {
  it('writes a score and a decision for every row, and the spike stands out', async () => {
    const out = await judged('a.csv', csv(rows(800)))
    expect(out[0]).toBe('timestamp,score,alert')
    expect(out).toHaveLength(801)
    const scores = out.slice(200).map((line) => Number(line.split(',')[1]))
    expect(scores.indexOf(Math.max(...scores)) + 200).toBe(701)
    expect(out[701]?.endsWith(',1')).toBe(true)
  })

  it('is streaming: a longer file has the same first rows', async () => {
    const short = await judged('b.csv', csv(rows(600)))
    const long = await judged('b.csv', csv(rows(800)))
    expect(long.slice(0, 601)).toEqual(short)
  })

  it('reads gzip, other orders of columns, and never the label', async () => {
    const plain = await judged('c.csv', csv(rows(750)))
    const swapped = rows(750).map((line) => {
      const [time, value, label] = line.split(',')
      return `${1 - Number(label)},${value},${time}`
    })
    expect(await judged('c.csv.gz', gzipSync(csv(swapped, 'label,value,timestamp')))).toEqual(plain)
  })

  it('keeps a row for an empty, doubled or unreadable point', async () => {
    const out = await judged('d.csv', csv(['1700000000,5,0', '1700000060,,0', '1700000000,6,0', 'soon,7,0']))
    expect(out.slice(1)).toEqual([
      '1700000000,0.00000,0',
      '1700000060,0.00000,0',
      '1700000000,0.00000,0',
      'soon,0.00000,0',
    ])
  })

  it('names the file that has no such columns', async () => {
    await expect(judged('e.csv', 'a,b\n1,2')).rejects.toThrow(/e\.csv: no columns timestamp and value/)
  })
})

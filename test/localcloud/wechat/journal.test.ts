import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Journal } from '../../../localcloud/wechat/journal'

describe('what WeChat keeps in a file that only grows', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kandian-journal-'))
    path = join(folder, 'deep', 'lines.jsonl')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('is read again in order, and gone when it is cleared', () => {
    const journal = new Journal<{ n: number }>(path)
    for (const n of [1, 2, 3]) journal.add({ n })
    expect(new Journal(path).read()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    journal.clear()
    expect(new Journal(path).read()).toEqual([])
    journal.add({ n: 4 })
    expect(journal.read()).toEqual([{ n: 4 }])
  })

  test.each(['{"n":2', '{"n":2}', '{'])('a line torn by a kill (%s) takes none of the later ones along', (torn) => {
    new Journal(path).add({ n: 1 })
    appendFileSync(path, torn)
    const again = new Journal<{ n: number }>(path)
    again.add({ n: 3 })
    expect(new Journal<{ n: number }>(path).read().map(({ n }) => n)).toEqual(torn === '{"n":2}' ? [1, 2, 3] : [1, 3])
  })
})

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { collectionOf, newFolder, openDatabase, removeFolders } from './openDatabase'

afterAll(removeFolders)

const KILLS = 3
const LINES_BEFORE_KILL = 25

/** Lets a writer run, kills it in the middle of its work, and answers what it had acknowledged. */
function acknowledgedBeforeKill(folder: string, first: number): Promise<string[]> {
  const writer: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    ['--import', 'tsx', require.resolve('./writerChild'), folder, String(first)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  return new Promise((resolve, reject) => {
    let printed = ''
    let complaints = ''
    writer.stdout.on('data', (chunk) => {
      printed += chunk
      if (printed.split('\n').length > LINES_BEFORE_KILL) writer.kill('SIGKILL')
    })
    writer.stderr.on('data', (chunk) => {
      complaints += chunk
    })
    writer.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(printed.split('\n').slice(0, -1))
      else reject(new Error(`the writer ended by itself: ${complaints}`))
    })
  })
}

test('what was acknowledged before a kill is there after it, and no transaction is there by half', async () => {
  const folder = newFolder()
  const acknowledged: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    acknowledged.push(...(await acknowledgedBeforeKill(folder, kill * 1_000_000)))
    const database = openDatabase({ folder })
    const items = collectionOf(database, 'items')
    const lost: string[] = []
    for (const id of acknowledged) if ((await items.count({ _id: id })) === 0) lost.push(id)
    expect(lost).toEqual([])
    const pairs = await items.count({ _id: { $gte: 'pair-', $lt: 'pair.' } })
    expect(await items.get('counter')).toEqual({ _id: 'counter', pairs })
    database.close()
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * LINES_BEFORE_KILL)
})

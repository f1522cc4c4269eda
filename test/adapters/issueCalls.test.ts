/** What error groups cost: they are met in many minutes, by many people. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { IssueDocument } from '../../core/documents/issue'
import { sightingText } from '../../core/errors/newestSighting'
import type { Ports } from '../../core/ports'
import { collections } from '../../database/collections'
import { createDatabase, type Database } from '../../localcloud/database/database'
import { sdkDatabase } from '../conformance/sdkCloud'
import { NOON } from '../fakes/batches'

let database: Database
let sdk: Awaited<ReturnType<typeof sdkDatabase>>
let folder: string
let ports: Ports
let calls: string[]

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-issues-'))
  database = createDatabase({ folder, now: () => NOON, collections, warn: () => {} })
  sdk = await sdkDatabase({
    handle: (request) => {
      calls.push(String(request.action).replace('database.', ''))
      return database.handle(request)
    },
  })
  ports = (await import('../../adapters/createPorts')).createPorts()
})
beforeEach(() => {
  database.reset()
  calls = []
})
afterAll(async () => {
  await sdk.close()
  database.close()
  fs.rmSync(folder, { recursive: true })
})

/** Some groups as a minute saw them. */
const seen = (minute: number, groups = 4): IssueDocument[] =>
  Array.from({ length: groups }, (_, index) => {
    const at = NOON + minute * 60_000
    return {
      ...{
        _id: `s1:f${index}`,
        store: 's1',
        fingerprint: `f${index}`,
        firstAt: at,
        lastAt: at,
        status: 'open' as const,
      },
      newest: sightingText({ release: '1.0.0', at }) as string,
      sample: { kind: 'error', message: 'x', stack: '', page: '', release: '1.0.0', crumbs: [] },
    }
  })

test('met for the first time: one read, and a write each', async () => {
  await ports.issues.touch(seen(1))
  expect(calls).toEqual(['getDocument', ...Array(4).fill('insertDocument')])
})

test('met again: one read, and a write each', async () => {
  await ports.issues.touch(seen(1))
  calls = []
  await ports.issues.touch(seen(2))
  expect(calls).toEqual(['getDocument', ...Array(4).fill('modifyDocument')])
  expect((await ports.issues.read('s1', 0)).map(({ firstAt, lastAt }) => lastAt - firstAt)).toEqual(
    Array(4).fill(60_000),
  )
})

test('a minute that is folded again writes nothing', async () => {
  await ports.issues.touch(seen(2))
  await ports.issues.touch(seen(1))
  calls = []
  await ports.issues.touch(seen(2))
  await ports.issues.touch(seen(1))
  expect(calls).toEqual(['getDocument', 'getDocument'])
})

test('of nothing is nothing', async () => {
  await ports.issues.touch([])
  expect(calls).toEqual([])
})

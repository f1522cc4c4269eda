import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../../tools/paths'
import { type JestReport, tallyOf } from '../../tools/test/runJest'
import { checkDocPaths } from '../../tools/verify/docPaths'
import { checkLock } from '../../tools/verify/lockAddresses'
import { checkTypeOnlyImports } from '../../tools/verify/typeOnlyImports'
import { verify } from '../../tools/verify/verify'

let folder: string

function put(path: string, content: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-verify-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('paths named in texts', () => {
  test('are fine when they are there, made by the build, or not ours', () => {
    put('core/rollup/fold.ts', '')
    put('docs/guide.md', 'see [the core](../core/rollup/fold.ts#top)')
    put(
      'README.md',
      '`core/rollup/`, `core/rollup/*.ts`, `dist/miniprogram`, `lodash/fp`, [site](https://example.org), [part](#part)',
    )
    expect(checkDocPaths(folder)).toEqual({ ok: true, note: '2 texts' })
  })

  test.each([
    ['README.md', '`core/gone.ts`', 'README.md: core/gone.ts does not exist'],
    ['docs/guide.md', '[gone](gone.md)', 'docs/guide.md: gone.md does not exist'],
    ['docs/guide.md', '<img src="gone.png" width="250">', 'docs/guide.md: gone.png does not exist'],
    ['localcloud/phone/README.md', '`test/gone/`', 'localcloud/phone/README.md: test/gone/ does not exist'],
  ])('%s with %s is found', (file, content, line) => {
    put(file, content)
    expect(checkDocPaths(folder)).toEqual({ ok: false, text: line })
  })
})

describe('the lock', () => {
  const lock = (entry: object) => JSON.stringify({ packages: { '': { name: 'kandian' }, 'node_modules/a': entry } })

  test('with hashes and without addresses is fine', () => {
    expect(checkLock(lock({ version: '1.0.0', integrity: 'sha512-x' }))).toEqual({ ok: true, note: '1 packages' })
  })

  test.each([
    [
      { integrity: 'sha512-x', resolved: 'https://registry.example/a.tgz' },
      'node_modules/a names where it was downloaded from',
    ],
    [{ version: '1.0.0' }, 'node_modules/a has no integrity hash'],
  ])('with %j is not', (entry, line) => {
    expect(checkLock(lock(entry))).toEqual({ ok: false, text: line })
  })
})

describe('imports of types only', () => {
  test('may cross the fence', () => {
    put(
      'contract/batch.ts',
      "import type { z } from './schemas/batch'\nexport interface A {}\nexport type { Batch } from './schemas/batch'",
    )
    put(
      'miniprogram/admin/page.ts',
      "import type { Answer } from '../../contract/answer'\nimport { draw } from './draw'",
    )
    put('miniprogram/sdk/queue.ts', "import { limits } from '../../contract/limits'")
    expect(checkTypeOnlyImports(folder)).toEqual({ ok: true })
  })

  test.each([
    ['contract/batch.ts', "import { schema } from './schemas/batch'", './schemas/batch'],
    ['contract/batch.ts', "export * from './schemas/batch'", './schemas/batch'],
    ['contract/batch.ts', "import './schemas/batch'", './schemas/batch'],
    ['contract/batch.ts', "import * as batch from './schemas/batch'", './schemas/batch'],
    ['contract/batch.ts', "import batch from './schemas/batch'", './schemas/batch'],
    ['miniprogram/admin/page.ts', "import {\n  metrics,\n} from '../../contract/metrics'", '../../contract/metrics'],
    ['miniprogram/app.ts', "import answer, { ok } from '../contract/answer'", '../contract/answer'],
  ])('%s may not: %s', (file, content, path) => {
    put(file, content)
    expect(checkTypeOnlyImports(folder)).toEqual({
      ok: false,
      text: `${file}: only types may be imported from ${path} (import type)`,
    })
  })
})

test('a failing check does not stop the others, and its text is shown', async () => {
  const lines: string[] = []
  const checks = [
    { name: 'first', run: () => ({ ok: false as const, text: 'broken at line 1' }) },
    { name: 'second', run: async () => ({ ok: true as const, note: '7 files' }) },
  ]
  expect(await verify(checks, (line) => lines.push(line))).toEqual({ passed: 1, failed: 1 })
  expect(lines[0]).toMatch(/^FAIL first \d/)
  expect(lines[1]).toBe('     broken at line 1')
  expect(lines[2]).toMatch(/^ok {3}second \(7 files\) \d/)
})

test('a long text keeps its beginning and its end', async () => {
  const lines: string[] = []
  const text = `begin ${'x'.repeat(20_000)} end`
  await verify([{ name: 'long', run: () => ({ ok: false, text }) }], (line) => lines.push(line))
  expect(lines[1]?.length).toBeLessThan(5000)
  expect(lines[1]).toMatch(/begin x+\n.*characters left out\)\n.*x end$/s)
})

describe('counting jest’s tests', () => {
  const report: JestReport = {
    numPassedTests: 10,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
  }

  test.each<[string, Partial<JestReport>, number, { passed: number; failed: number }]>([
    ['all passed', {}, 0, { passed: 10, failed: 0 }],
    ['some failed', { numFailedTests: 2 }, 1, { passed: 10, failed: 2 }],
    ['a file did not run', { numRuntimeErrorTestSuites: 1 }, 1, { passed: 10, failed: 1 }],
    ['a test was skipped', { numPendingTests: 1 }, 0, { passed: 10, failed: 1 }],
    ['a test is still to write', { numTodoTests: 1 }, 0, { passed: 10, failed: 1 }],
    ['jest ended badly with nobody to blame', {}, 137, { passed: 10, failed: 1 }],
  ])('%s', (_, change, code, tally) => {
    expect(tallyOf({ ...report, ...change }, code)).toEqual(tally)
  })

  test('no report at all is a failure', () => {
    expect(tallyOf(undefined, 0)).toEqual({ passed: 0, failed: 1 })
  })
})

test('continuous integration runs npm test and nothing else', () => {
  const lines = readFileSync(join(root, '.ci/run'), 'utf8').split('\n')
  const commands = lines.filter((line) => line !== '' && !/^(#|set |cd )/.test(line))
  expect(commands).toEqual(['CI=true npm test'])
})

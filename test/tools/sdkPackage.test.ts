import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { sdkText } from '../../tools/build/sdkText'
import { root } from '../../tools/paths'

const entry = (...path: string[]) => join(root, 'miniprogram', 'sdk', ...path)

/** What a CommonJS module of this text exports, where there is no `wx`, no window and no Node. */
function exportsOf(text: string): Record<string, unknown> {
  const module = { exports: {} }
  new Script(`(function (module, exports, process, require) {${text}\n})`).runInThisContext()(module, module.exports)
  return module.exports
}

test.each([
  [['index.ts'], ['caught', 'diagnose', 'flush', 'init', 'order', 'rate', 'request', 'setConsent', 'time', 'track']],
  [['core.ts'], ['flush', 'init', 'setConsent']],
  [['server', 'index.ts'], ['watch']],
])('the bundle of %j is one plain module with its names', async (path, names) => {
  const text = await sdkText(entry(...path))
  expect(Object.keys(exportsOf(text)).sort()).toEqual(names)
  expect(text).not.toMatch(/require\(|import\(|\bexport\b/)
})

test('the built functions never throw where there is no wx', async () => {
  const sdk = exportsOf(await sdkText(entry('index.ts'))) as Record<string, (...args: unknown[]) => unknown>
  for (const name of ['init', 'track', 'order', 'flush', 'diagnose', 'rate', 'caught', 'setConsent']) {
    expect(() => sdk[name]?.({ store: 's' })).not.toThrow()
  }
})

test('an entry that exports nothing is refused by name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-'))
  const file = join(folder, 'empty.ts')
  writeFileSync(file, 'console.log(1)\n')
  await expect(sdkText(file)).rejects.toThrow('exports nothing')
  rmSync(folder, { recursive: true })
})

test('the package in dist names what DevTools and TypeScript look for', () => {
  const folder = join(root, 'dist', 'sdk')
  const { miniprogram, main, types } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  const files = [`${miniprogram}/index.js`, main, types, 'server/index.js', 'server/index.d.ts', 'kandian.core.js']
  for (const file of files) expect(readFileSync(join(folder, String(file)), 'utf8').length).toBeGreaterThan(10)
})

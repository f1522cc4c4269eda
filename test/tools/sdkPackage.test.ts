import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { batchSchema } from '../../contract/schemas/batch'
import { sdkGzipBytes } from '../../tools/build/budgets'
import { built } from '../../tools/build/freshness'
import { sdkText } from '../../tools/build/sdkText'
import { root } from '../../tools/paths'

const entry = (...path: string[]) => join(root, 'miniprogram', 'sdk', ...path)

/** What a CommonJS module of this text exports, where there is no `wx`, no window and no Node. */
function exportsOf(text: string): Record<string, unknown> {
  const module = { exports: {} }
  new Script(`(function (module, exports, setTimeout, process, require) {${text}\n})`).runInThisContext()(
    module,
    module.exports,
    () => 1,
  )
  return module.exports
}

test.each([
  [
    ['whole.ts'],
    ['caught', 'diagnose', 'flush', 'init', 'order', 'rate', 'request', 'setArea', 'setConsent', 'time', 'track'],
  ],
  [['core.ts'], ['flush', 'init', 'setConsent']],
  [['server', 'index.ts'], ['watch']],
])('the bundle of %j is one plain module with its names', async (path, names) => {
  const text = await sdkText(entry(...path))
  expect(Object.keys(exportsOf(text)).sort()).toEqual(names)
  expect(text).not.toMatch(/require\(|import\(|\bexport\b/)
})

test('the built functions never throw where there is no wx', async () => {
  const sdk = exportsOf(await sdkText(entry('whole.ts'))) as Record<string, (...args: unknown[]) => unknown>
  for (const name of ['init', 'track', 'order', 'flush', 'diagnose', 'rate', 'caught', 'setConsent']) {
    expect(() => sdk[name]?.({ store: 's' })).not.toThrow()
  }
})

test('the built SDK reports what the source would: a batch of the documented form', async () => {
  const batches: unknown[] = []
  const listeners: Record<string, (event: unknown) => void> = {}
  const wx = {
    cloud: { callFunction: ({ data }: { data: { batch: unknown } }) => batches.push(data.batch) },
    request: ({ success }: { success(answer: unknown): void }) => success({ statusCode: 500 }),
    onError: (heard: (event: unknown) => void) => {
      listeners.error = heard
    },
    getRealtimeLogManager: () => ({ error() {} }),
  }
  const text = await sdkText(entry('whole.ts'))
  const module = { exports: {} as Record<string, (...args: unknown[]) => unknown> }
  const around = ['module', 'exports', 'wx', 'setTimeout', 'clearTimeout']
  new Script(`(function (${around.join(', ')}) {${text}\n})`).runInThisContext()(
    module,
    module.exports,
    wx,
    () => 1,
    () => {},
  )
  const sdk = module.exports
  sdk.init?.({ store: 'wensan', routes: ['a.cn/dish/:name'] })
  wx.request({ url: 'https://a.cn/dish/soup?x=1', fail() {} } as never)
  listeners.error?.('MiniProgramError\nboom\n    at pay (cart.js:1:2)')
  sdk.flush?.()
  const [batch] = batches.map((one) => batchSchema.parse(JSON.parse(JSON.stringify(one))))
  expect(batch?.dict).toEqual(expect.arrayContaining(['launch', 'GET a.cn/dish/:name']))
  expect(batch?.errors).toMatchObject([
    { kind: 'error', message: 'boom', trail: [[expect.any(Number), 2, expect.any(Number), 3]] },
  ])
  expect(sdk.diagnose?.()).toMatchObject({
    store: 'wensan',
    instruments: { request: 'ok', taps: expect.stringContaining('replaced') },
    waiting: { batches: 1, bytes: expect.any(Number) },
    steering: { intervalMs: 60_000, sample: 1, pauseUntil: 0, retryAt: 0 },
    table: expect.stringContaining('| request | ok |'),
  })
})

test.each(Object.entries(sdkGzipBytes))(
  'the bundle of %s weighs at most %i bytes when it is sent to a phone',
  async (name, most) => {
    const text = await sdkText(entry(`${name}.ts`))
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(most)
  },
)

test('an entry that exports nothing is refused by name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-'))
  const file = join(folder, 'empty.ts')
  writeFileSync(file, 'console.log(1)\n')
  await expect(sdkText(file)).rejects.toThrow('exports nothing')
  rmSync(folder, { recursive: true })
})

test('the package in dist names what DevTools and TypeScript look for', () => {
  const folder = built('sdk')
  const { miniprogram, main, types } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  const files = [`${miniprogram}/index.js`, main, types, 'server/index.js', 'server/index.d.ts', 'kandian.core.js']
  for (const file of files) expect(readFileSync(join(folder, String(file)), 'utf8').length).toBeGreaterThan(10)
})

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildSync, transformSync } from 'esbuild'
import { ourLines } from '../../../core/errors/ourLines'
import { openMapStore, repositoryOf } from '../../../tools/symbolicate/mapStore'
import { readMaps } from '../../../tools/symbolicate/readMaps'

const source = `export function total(prices: number[]): number {
  // what the customer pays
  return prices.map((price) => price.missing.fen).length
}
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-maps-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** A framework compiles cart.ts to pages/cart.js, WeChat merges that into app-service.js: two layers of maps. */
function released(): { line: number; column: number } {
  const compiled = transformSync(source, {
    loader: 'ts',
    sourcemap: true,
    sourcefile: 'src/cart.ts',
    minifySyntax: true,
  })
  write('built/maps/pages/cart.js.map', compiled.map)
  write('built/pages/cart.js', compiled.code)
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, 'built/pages/cart.js')],
    outfile: join(folder, 'up/app-service.js'),
    bundle: true,
    minify: true,
    format: 'cjs',
    sourcemap: 'external',
    write: false,
  })
  const [map, merged] = outputFiles.sort((a, b) => b.path.length - a.path.length).map(({ text }) => text) as [
    string,
    string,
  ]
  const wechats = JSON.parse(map) as { sources: string[] }
  wechats.sources = ['pages/cart.js']
  write('wechat/__APP__/app-service.map.map', JSON.stringify(wechats))
  const before = merged.slice(0, merged.indexOf('.missing'))
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') }
}

const kept = () => {
  const place = released()
  const store = openMapStore(join(folder, 'store'))
  store.keep('1.2.0', readMaps(join(folder, 'built/maps')))
  store.keep('1.2.0', readMaps(join(folder, 'wechat')))
  return { store, at: `${place.line}:${place.column}` }
}

const symbolicate = (store: ReturnType<typeof openMapStore>, release: string, stack: string) =>
  ourLines(repositoryOf(release, store.mapsOf(release)), release, stack)

describe('a stack of a real phone leads to our lines, through both layers of maps', () => {
  test.each([
    [
      'Android',
      (at: string) => `    at t.total (https://usr/app-service.js:${at})`,
      /^ {4}at t\.total \(src\/cart\.ts:3:\d+\)/,
    ],
    ['iOS', (at: string) => `total@https://servicewechat.com/app-service.js:${at}`, /^total@src\/cart\.ts:3:\d+/],
    ['DevTools', (at: string) => `    at appservice/app-service.js? [sm]:${at}`, /^ {4}at src\/cart\.ts:3:\d+/],
    ['without a name', (at: string) => `    at app-service.js:${at}`, /^ {4}at src\/cart\.ts:3:\d+/],
  ])('%s', async (_, line, expected) => {
    const { store, at } = kept()
    const [message, frame] = (await symbolicate(store, '1.2.0', `TypeError: x\n${line(at)}`))?.split('\n') ?? []
    expect(message).toBe('TypeError: x')
    expect(frame).toMatch(expected)
  })
})

test('what no map knows stays as it is; of a release without maps nothing is said', async () => {
  const { store, at } = kept()
  const stack = `Error: no\n    at WAServiceMainContext.js:1:99\n    at native code\n    at app-service.js:${at}`
  expect(await symbolicate(store, '9.9.9', stack)).toBeNull()
  expect((await symbolicate(store, '1.2.0', stack))?.split('\n').slice(0, 3)).toEqual(stack.split('\n').slice(0, 3))
})

test('a map kept again takes the place of the old one', () => {
  const { store } = kept()
  const known = store.mapsOf('1.2.0')
  store.keep('1.2.0', readMaps(join(folder, 'wechat')))
  expect(store.mapsOf('1.2.0')).toHaveLength(known.length)
})

test('a file that is no source map is named', () => {
  write('broken/x.js.map', '{')
  expect(() => readMaps(join(folder, 'broken'))).toThrow(/x\.js\.map is no source map/)
})

test('the name of a release never leads out of the store', () => {
  const { store } = kept()
  store.keep('../../outside', readMaps(join(folder, 'wechat')))
  expect(store.releases().sort()).toEqual(['../../outside', '1.2.0'])
  expect(readdirSync(join(folder, 'store'))).toHaveLength(2)
  expect(readdirSync(folder).sort()).toEqual(['built', 'store', 'up', 'wechat'].filter((name) => name !== 'up'))
})

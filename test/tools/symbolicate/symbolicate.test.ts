import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildSync, transformSync } from 'esbuild'
import { openMapStore } from '../../../tools/symbolicate/mapStore'
import { symbolicate } from '../../../tools/symbolicate/symbolicate'

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
  store.keep('1.2.0', join(folder, 'built/maps'))
  store.keep('1.2.0', join(folder, 'wechat'))
  return { store, at: `${place.line}:${place.column}` }
}

describe('a stack of a real phone leads to our lines, through both layers of maps', () => {
  test.each([
    [
      'Android',
      (at: string) => `    at t.total (https://usr/app-service.js:${at})`,
      /^ {4}at t\.total \(src\/cart\.ts:3:\d+\)/,
    ],
    ['iOS', (at: string) => `total@https://servicewechat.com/app-service.js:${at}`, /^total@src\/cart\.ts:3:\d+/],
    ['without a name', (at: string) => `    at app-service.js:${at}`, /^ {4}at src\/cart\.ts:3:\d+/],
  ])('%s', (_, line, expected) => {
    const { store, at } = kept()
    const [message, frame] = symbolicate(store, '1.2.0', `TypeError: x\n${line(at)}`).split('\n')
    expect(message).toBe('TypeError: x')
    expect(frame).toMatch(expected)
  })
})

test('what no map knows stays as it is', () => {
  const { store, at } = kept()
  const stack = `Error: no\n    at WAServiceMainContext.js:1:99\n    at native code\n    at app-service.js:${at}`
  expect(symbolicate(store, '9.9.9', stack)).toBe(stack)
  expect(symbolicate(store, '1.2.0', stack).split('\n').slice(0, 3)).toEqual(stack.split('\n').slice(0, 3))
})

test('the name of a release never leads out of the store', () => {
  const { store } = kept()
  expect(store.keep('../../outside', join(folder, 'wechat'))).toBe(1)
  expect(store.releases()).toEqual(expect.arrayContaining(['1.2.0']))
  expect(store.releases().every((name) => !name.includes('/') && !name.startsWith('.'))).toBe(true)
  expect(store.releases()).toHaveLength(2)
})

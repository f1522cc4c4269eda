/** The parts of a source map that lie in a database, beside the library that reads whole ones. */
import { TraceMap, traceSegment } from '@jridgewell/trace-mapping'
import fc from 'fast-check'
import { cutMap, mapDocuments } from '../../../core/errors/sourceMaps/cutMap'
import { originIn, partOf } from '../../../core/errors/sourceMaps/lookUp'
import { numbersOf, vlq } from '../../../core/errors/sourceMaps/vlq'

const sources = ['src/menu.ts', 'src/cart.ts', null]
const names = ['total', '价格']

const segment = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(fc.nat(2_000)) },
  { weight: 4, arbitrary: fc.tuple(fc.nat(2_000), fc.nat(2), fc.nat(300), fc.nat(90)) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(2_000), fc.nat(2), fc.nat(300), fc.nat(90), fc.nat(1)) },
)
const lines = fc.array(
  fc
    .uniqueArray(segment, { selector: ([column]) => column, maxLength: 30 })
    .map((line) => line.sort((a, b) => a[0] - b[0])),
  { minLength: 1, maxLength: 12 },
)

test('every place has the origin that the library finds in the whole map, wherever the map was cut', () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 0, max: 400 }), (all, length) => {
      const whole = new TraceMap({ version: 3, names, sources, mappings: all as never })
      const parts = cutMap({ file: 'app-service.js', sources, names, lines: all }, length)
      for (let line = 0; line < all.length; line++) {
        for (const column of [0, 1, ...(all[line] ?? []).flatMap(([at]) => [at, at + 1]), 5_000]) {
          const n = parts.findLastIndex(({ from: [l, c] }) => l < line || (l === line && c <= column))
          const part = parts[n]
          const found = part && originIn({ _id: '', release: '', line: part.from[0], ...part }, [line, column])
          const [, source, sourceLine, sourceColumn, name] = traceSegment(whole, line, column) ?? []
          const expected = source === undefined || sources[source] === null ? null : sources[source]
          expect([found?.source ?? null, found?.line, found?.column, found?.name ?? undefined]).toEqual([
            expected,
            ...(expected === null ? [undefined, undefined, undefined] : [sourceLine, sourceColumn, names[name ?? -1]]),
          ])
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('numbers survive', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 })), (numbers) => {
      expect(numbersOf(numbers.map(vlq).join(''))).toEqual(numbers)
    }),
  )
})

test('of several files of one name the one is meant whose folders agree', () => {
  const map = (file: string) => ({ file, sources: ['a.ts'], names: [], lines: [[[0, 0, 0, 0]]] })
  const { index } = mapDocuments('1.0.0', [map('menu/index.js'), map('pages/menu/index.js'), map('index.js')])
  expect(partOf(index, '../miniprogram/pages/menu/index.js', [3, 0])).toBe('1.0.0/pages/menu/index.js#0')
  expect(partOf(index, './index.js', [3, 0])).toBe('1.0.0/index.js#0')
  expect(partOf(index, 'pages/cart/cart.js', [3, 0])).toBeNull()
  expect(partOf(index, 'app-service.js', [3, 0])).toBeNull()
})

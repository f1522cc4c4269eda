/** The parts of a source map that lie in a database, beside the library that reads whole ones. */
import { TraceMap, traceSegment } from '@jridgewell/trace-mapping'
import fc from 'fast-check'
import { ourLines } from '../../../core/errors/ourLines'
import { cutMap, mapDocuments } from '../../../core/errors/sourceMaps/cutMap'
import type { DecodedMap } from '../../../core/errors/sourceMaps/decodedMap'
import { indexId, partId } from '../../../core/errors/sourceMaps/documents'
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

describe('a stack that leads through several layers of maps', () => {
  /** As deployments before wrote them: each map by itself. */
  function layered(release: string, maps: readonly DecodedMap[]): ReturnType<typeof mapDocuments> {
    const cut = maps.map((map) => ({ file: map.file, parts: cutMap(map) }))
    return {
      index: {
        ...{ _id: indexId(release), release },
        files: cut.map(({ file, parts }) => ({ file, from: parts.map(({ from }) => from) })),
      },
      parts: cut.flatMap(({ file, parts }) =>
        parts.map(({ from, ...part }, n) => ({ _id: partId(release, file, n), release, line: from[0], ...part })),
      ),
    }
  }

  async function told({ index, parts }: ReturnType<typeof mapDocuments>, stack: string) {
    let reads = 0
    const lines = await ourLines(
      {
        index: async () => index,
        parts: async (ids) => {
          reads += 1
          return parts.filter(({ _id }) => ids.includes(_id))
        },
      },
      '1.2.0',
      stack,
    )
    return { lines, reads }
  }

  const FILES = ['app-service.js', 'pages/cart.js', 'src/cart.js']
  const small = fc.nat(4)
  const known = (layer: number) =>
    fc.record({
      file: fc.constant(FILES[layer] as string),
      // the layer below, itself, a file without a map, nothing
      sources: fc.shuffledSubarray([FILES[layer + 1] ?? 'src/cart.ts', FILES[layer] as string, 'src/other.ts', null], {
        minLength: 1,
      }),
      names: fc.constant(['total', '价格']),
      lines: fc.array(
        fc
          .uniqueArray(
            fc.oneof(
              fc.tuple(small),
              fc.tuple(small, small, small, small),
              fc.tuple(small, small, small, small, small),
            ),
            { selector: ([column]) => column, maxLength: 5 },
          )
          .map((line) => line.sort((a, b) => a[0] - b[0])),
        { minLength: 1, maxLength: 5 },
      ),
    })

  test('is told as maps kept apart tell it, in one read instead of one a layer', async () => {
    let most = 0
    await fc.assert(
      fc.asyncProperty(fc.tuple(known(0), known(1), known(2)), async (maps) => {
        const places = [1, 2, 3, 4, 5].flatMap((line) => [1, 3, 9].map((column) => `${line}:${column}`))
        const stack = places.map((place) => `    at total (https://usr/app-service.js:${place})`).join('\n')
        const [apart, through] = [
          await told(layered('1.2.0', maps), stack),
          await told(mapDocuments('1.2.0', maps), stack),
        ]
        expect(through.lines).toBe(apart.lines)
        expect(through.reads).toBeLessThanOrEqual(1)
        most = Math.max(most, apart.reads)
      }),
      { numRuns: 300 },
    )
    expect(most).toBeGreaterThan(2)
  })
})

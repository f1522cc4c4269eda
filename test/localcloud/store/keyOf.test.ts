import fc from 'fast-check'
import { fieldKeys } from '../../../localcloud/store/keys/fieldKeys'
import { indexKeys } from '../../../localcloud/store/keys/indexKeys'
import { keyOf } from '../../../localcloud/store/keys/keyOf'
import type { Value } from '../../../localcloud/store/value'

const RISING: Value[] = [
  null,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  -1e300,
  -1.5,
  -1e-300,
  0,
  1e-300,
  1,
  1.5,
  2 ** 53,
  Number.POSITIVE_INFINITY,
  '',
  '\u0000',
  '\u0000a',
  '\u0001',
  'a',
  'a\u0000',
  'a\u0000b',
  'ab',
  'b',
  '看',
  {},
  { a: 1 },
  { a: 2 },
  { b: 1 },
  { a: 'text' },
  [],
  [1],
  [1, 2],
  [2],
  false,
  true,
  new Date(-5),
  new Date(0),
  new Date(5),
  /a/,
]

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.string({ unit: 'binary' }),
  fc.date({ noInvalidDate: true }),
)

/** MongoDB's order of plain values, said in the simplest way. */
function order(a: Value, b: Value): number {
  const rank = (v: Value) =>
    [null, 'number', 'string', 'boolean', 'date'].indexOf(v === null ? v : v instanceof Date ? 'date' : typeof v)
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b as string))
  return Number(a) < Number(b) ? -1 : Number(a) > Number(b) ? 1 : 0
}

describe('keyOf', () => {
  test('keys rise as MongoDB orders values of all types', () => {
    const keys = RISING.map(keyOf)
    for (let i = 1; i < keys.length; i++) {
      expect([RISING[i - 1], RISING[i], Buffer.compare(keys[i - 1] as Buffer, keys[i] as Buffer)]).toEqual([
        RISING[i - 1],
        RISING[i],
        -1,
      ])
    }
  })

  test('any two plain values compare as their keys do', () => {
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        expect(Math.sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(Math.sign(order(a, b)))
      }),
    )
  })

  test('joined keys compare field by field, also where a field descends', () => {
    const fields = [
      { field: 'a', direction: 1 as const },
      { field: 'b', direction: -1 as const },
    ]
    fc.assert(
      fc.property(scalar, scalar, scalar, scalar, (a1, b1, a2, b2) => {
        const key = (a: Value, b: Value) => indexKeys({ a, b }, fields).keys[0] as Buffer
        const expected = Math.sign(order(a1, a2)) || -Math.sign(order(b1, b2)) || 0
        expect(Math.sign(Buffer.compare(key(a1, b1), key(a2, b2)))).toBe(expected)
      }),
    )
  })

  test('minus zero is zero, a missing field is null', () => {
    expect(keyOf(-0)).toEqual(keyOf(0))
    expect(keyOf(undefined)).toEqual(keyOf(null))
  })
})

describe('the keys of a document', () => {
  const keysAt = (document: Record<string, Value>, path: string) => fieldKeys(document, path)

  test('a list gives one key an item, an empty list one before null', () => {
    expect(keysAt({ l: [1, 2] }, 'l')).toEqual({ keys: [keyOf(1), keyOf(2)], list: true })
    const empty = keysAt({ l: [] }, 'l')
    expect(empty.keys).toHaveLength(1)
    expect(Buffer.compare(empty.keys[0] as Buffer, keyOf(null))).toBe(-1)
  })

  test('a path goes through objects, lists of objects and positions', () => {
    expect(keysAt({ o: { n: 1 } }, 'o.n').keys).toEqual([keyOf(1)])
    expect(keysAt({ o: [{ n: 1 }, { n: 2 }] }, 'o.n').keys).toEqual([keyOf(1), keyOf(2)])
    expect(keysAt({ o: [{ n: 1 }, { n: 2 }] }, 'o.1.n').keys).toEqual([keyOf(2)])
    expect(keysAt({ o: 5 }, 'o.n').keys).toEqual([keyOf(null)])
  })

  test('an index over two lists at once is refused', () => {
    const fields = ['a', 'b'].map((field) => ({ field, direction: 1 as const }))
    expect(() => indexKeys({ a: [1], b: [2] }, fields)).toThrow(/parallel arrays \[a\] \[b\]/)
  })
})

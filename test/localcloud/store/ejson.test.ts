import { EJSON } from 'bson'
import fc from 'fast-check'
import { documentOf } from '../../../localcloud/store/ejson/body'
import { decode } from '../../../localcloud/store/ejson/decode'
import { encode } from '../../../localcloud/store/ejson/encode'
import type { Value } from '../../../localcloud/store/value'

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true }).map((n) => (n === 0 ? 0 : n)),
    fc.string(),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

describe('extended JSON', () => {
  test('what the SDK writes is read as the same value', () => {
    fc.assert(
      fc.property(value, (original) => {
        expect(decode(EJSON.stringify({ original }, { relaxed: false }), 'data')).toEqual({ original })
      }),
    )
  })

  test('what we write is read by the SDK, and by us, as the same value', () => {
    fc.assert(
      fc.property(value, (original) => {
        const text = encode({ _id: 'x', original })
        expect(EJSON.parse(text)).toEqual({ _id: 'x', original })
        expect(documentOf(text)).toEqual({ _id: 'x', original })
      }),
    )
  })

  test('a pattern keeps the flags that a database knows', () => {
    expect(decode('{"$regularExpression":{"pattern":"^a","options":"gi"}}', 'query')).toEqual(/^a/i)
  })

  test('numbers that JSON has no word for survive', () => {
    const text = encode({ _id: 1, nan: Number.NaN, up: Number.POSITIVE_INFINITY })
    expect(documentOf(text)).toEqual({ _id: 1, nan: Number.NaN, up: Number.POSITIVE_INFINITY })
  })

  test('a server date is the given time plus its offset, at any depth', () => {
    const text = '{"a":[{"$tcb_server_date":{"offset":{"$numberInt":"5"}}}],"b":{"$tcb_server_date":{}}}'
    expect(decode(text, 'data', 1000)).toEqual({ a: [new Date(1005)], b: new Date(1000) })
  })

  test.each([
    ['no JSON', '{', /data is not JSON/],
    ['a type that documents here cannot have', '{"a":{"$oid":"0123456789abcdef01234567"}}', /\$oid/],
    ['a date that is none', '{"$date":"yesterday"}', /not a date/],
    ['a pattern that is none', '{"$regularExpression":{"pattern":"(","options":""}}', /Invalid regular expression/],
    ['a server date where time has no meaning', '{"$tcb_server_date":{}}', /server date/],
    ['nesting without end', `${'['.repeat(3000)}${']'.repeat(3000)}`, /nested deeper/],
  ])('refuses %s', (_name, text, says) => {
    expect(() => decode(text, 'data')).toThrow(says)
    expect(() => decode(text, 'data')).toThrow(expect.objectContaining({ code: 'INVALID_PARAM' }))
  })

  test('a field called __proto__ changes nobody else', () => {
    decode('{"__proto__":{"polluted":true}}', 'data')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

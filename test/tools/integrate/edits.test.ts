import fc from 'fast-check'
import { insert, takeOut } from '../../../tools/integrate/edits/insertion'
import { addProperty, appendToArray } from '../../../tools/integrate/edits/jsonInsertion'
import { firstLine, lastLines } from '../../../tools/integrate/edits/scriptInsertion'

const entry = { root: 'admin', pages: ['a', 'b'] }

/** JSON as people write it: indented by anything, with either line end, with or without an end of line. */
const written = fc
  .record({
    value: fc.dictionary(
      fc.string({ minLength: 1 }).filter((key) => key !== 'list'),
      fc.jsonValue(),
    ),
    list: fc.option(fc.array(fc.jsonValue(), { maxLength: 3 })),
    indent: fc.constantFrom('', ' ', '  ', '    ', '\t'),
    eol: fc.constantFrom('\n', '\r\n'),
    end: fc.constantFrom('', '\n'),
    mark: fc.constantFrom('', '\uFEFF'),
  })
  .map(({ value, list, indent, eol, end, mark }) => {
    const whole = list === null ? value : { ...value, list }
    return mark + JSON.stringify(whole, null, indent).split('\n').join(eol) + end
  })

const parsed = (text: string) => JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>

describe('what is put into JSON', () => {
  test('is there, beside all that was there, and taking it out gives the same bytes', () => {
    fc.assert(
      fc.property(written, (text) => {
        const insertion = appendToArray(text, ['list'], [entry])
        const after = insert(text, insertion)
        const { list = [], ...rest } = parsed(text)
        expect(parsed(after)).toEqual({ ...rest, list: [...(list as unknown[]), entry] })
        const back = takeOut(after, [insertion.text])
        // a fragment that happens to stand there twice is refused, never guessed
        if (back !== null) expect(back).toBe(text)
      }),
    )
  })

  test('may be a property', () => {
    fc.assert(
      fc.property(written, (text) => {
        const insertion = addProperty(text, 'ours', 'cloudfunctions/')
        expect(parsed(insert(text, insertion))).toEqual({ ...parsed(text), ours: 'cloudfunctions/' })
      }),
    )
  })

  test('is written as the file is: tabs stay tabs, and lines end alike', () => {
    const text = '{\r\n\t"pages": [\r\n\t\t"a"\r\n\t]\r\n}'
    expect(insert(text, appendToArray(text, ['subPackages'], [{ root: 'admin' }]))).toBe(
      '{\r\n\t"pages": [\r\n\t\t"a"\r\n\t],\r\n\t"subPackages": [\r\n\t\t{\r\n\t\t\t"root": "admin"\r\n\t\t}\r\n\t]\r\n}',
    )
  })
})

describe('the first line of a script', () => {
  test.each([
    ['stands before all else', 'App({})\n', "require('./k'); // note\nApp({})\n"],
    ['stands before a comment', '// mine\nApp({})', "require('./k'); // note\n// mine\nApp({})"],
    ['leaves the byte order mark first', '\uFEFFApp({})', "\uFEFFrequire('./k'); // note\nApp({})"],
    [
      'leaves the directive first',
      "// mine\n'use strict'\nApp()",
      "// mine\n'use strict'\nrequire('./k'); // note\nApp()",
    ],
    ['joins a line that does not end', '"use strict";App()', '"use strict"; /* note */ require(\'./k\');App()'],
    ['ends its line as the others end', 'a\r\nb\r\n', "require('./k'); // note\r\na\r\nb\r\n"],
    ['is all there is in an empty script', '', "require('./k'); // note\n"],
  ])('%s', (_, text, expected) => {
    const insertion = firstLine(text, 'require', './k', 'note')
    expect(insert(text, insertion)).toBe(expected)
    expect(takeOut(expected, [insertion.text])).toBe(text)
  })
})

test('lines at the end come after an end of line, and go without a trace', () => {
  for (const text of ['exports.main = 1', 'exports.main = 1\n', '', 'a\r\n']) {
    const insertion = lastLines(text, ['wrap()'], 'note')
    const after = insert(text, insertion)
    expect(after).toMatch(/(^|\n)\/\/ >>> note\r?\nwrap\(\)\r?\n\/\/ <<< kandian\r?\n$/)
    expect(takeOut(after, [insertion.text])).toBe(text)
  }
})

import { type DatabaseCase, given, type SdkDatabase } from './databaseCase'

type Expressions = SdkDatabase['command']['aggregate']
type Row = [name: string, expression: (operators: Expressions) => unknown, value: unknown]

/** Monday, 5 January 2026, 11:04:05.678 in Shanghai. */
const AT = new Date('2026-01-05T03:04:05.678Z')
const DOCUMENT = {
  _id: 'x',
  minus: -4.6,
  n: 10,
  m: 3,
  text: 'Hello',
  shop: '看店',
  list: [3, 1, 2],
  pairs: [
    ['a', 1],
    ['b', 2],
  ],
  fields: { a: 1 },
  at: AT,
  none: null,
  yes: true,
}

const ARITHMETIC: Row[] = [
  ['abs', ($) => $.abs('$minus'), 4.6],
  ['add', ($) => $.add(['$n', '$m', 1]), 14],
  ['add, of a date and milliseconds', ($) => $.add(['$at', 1000]), new Date(AT.getTime() + 1000)],
  ['ceil', ($) => $.ceil('$minus'), -4],
  ['divide', ($) => $.divide(['$n', 4]), 2.5],
  ['exp', ($) => $.exp(0), 1],
  ['floor', ($) => $.floor('$minus'), -5],
  ['ln', ($) => $.ln(1), 0],
  ['log', ($) => $.log([100, 10]), 2],
  ['log10', ($) => $.log10('$n'), 1],
  ['mod', ($) => $.mod(['$n', '$m']), 1],
  ['multiply', ($) => $.multiply(['$n', '$m']), 30],
  ['pow', ($) => $.pow(['$m', 2]), 9],
  ['sqrt', ($) => $.sqrt(9), 3],
  ['subtract', ($) => $.subtract(['$n', '$m']), 7],
  ['subtract, of two dates', ($) => $.subtract(['$at', new Date(AT.getTime() - 5)]), 5],
  ['trunc, also to places', ($) => $.trunc(['$minus', 0]), -4],
  ['trunc', ($) => $.trunc('$minus'), -4],
  ['arithmetic with null is null', ($) => $.add(['$n', '$none']), null],
]

const LISTS: Row[] = [
  ['arrayElemAt, from the end too', ($) => [$.arrayElemAt(['$list', 0]), $.arrayElemAt(['$list', -1])], [3, 2]],
  ['arrayToObject', ($) => $.arrayToObject('$pairs'), { a: 1, b: 2 }],
  ['objectToArray', ($) => $.objectToArray('$fields'), [{ k: 'a', v: 1 }]],
  ['mergeObjects', ($) => $.mergeObjects(['$fields', { b: 2 }]), { a: 1, b: 2 }],
  ['concatArrays', ($) => $.concatArrays(['$list', [9]]), [3, 1, 2, 9]],
  ['filter', ($) => $.filter({ input: '$list', as: 'item', cond: $.gte(['$$item', 2]) }), [3, 2]],
  ['in', ($) => $.in([2, '$list']), true],
  ['indexOfArray', ($) => $.indexOfArray(['$list', 2]), 2],
  ['isArray', ($) => [$.isArray('$list'), $.isArray('$n')], [true, false]],
  ['map', ($) => $.map({ input: '$list', as: 'item', in: $.multiply(['$$item', 2]) }), [6, 2, 4]],
  ['range', ($) => $.range([0, 10, 4]), [0, 4, 8]],
  ['reduce', ($) => $.reduce({ input: '$list', initialValue: 0, in: $.add(['$$value', '$$this']) }), 6],
  ['reverseArray', ($) => $.reverseArray('$list'), [2, 1, 3]],
  ['size', ($) => $.size('$list'), 3],
  ['slice', ($) => $.slice(['$list', 1, 2]), [1, 2]],
  [
    'zip',
    ($) => $.zip({ inputs: ['$list', ['a', 'b', 'c']] }),
    [
      [3, 'a'],
      [1, 'b'],
      [2, 'c'],
    ],
  ],
  ['allElementsTrue', ($) => $.allElementsTrue([[true, 1, 'x']]), true],
  ['anyElementTrue', ($) => $.anyElementTrue([[false, 0, null]]), false],
  ['setDifference', ($) => $.setDifference(['$list', [1, 2]]), [3]],
  ['setEquals', ($) => $.setEquals(['$list', [1, 2, 3, 3]]), true],
  ['setIntersection', ($) => $.size($.setIntersection(['$list', [1, 2, 9]])), 2],
  ['setIsSubset', ($) => $.setIsSubset([[1], '$list']), true],
  ['setUnion', ($) => $.size($.setUnion(['$list', [3, 4]])), 4],
]

/** Under a name of its own: an object with a field `then` written out looks like a promise. */
const THEN = 'then'

const DECISIONS: Row[] = [
  ['and', ($) => $.and(['$yes', $.gt(['$n', 1])]), true],
  ['or', ($) => $.or([$.gt(['$n', 100]), '$none']), false],
  ['not', ($) => $.not(['$yes']), false],
  ['cmp', ($) => [$.cmp(['$n', 3]), $.cmp(['$m', 3]), $.cmp(['$m', 4])], [1, 0, -1]],
  ['eq and neq', ($) => [$.eq(['$m', 3]), $.neq(['$m', 3])], [true, false]],
  [
    'gt, gte, lt, lte',
    ($) => [$.gt(['$m', 3]), $.gte(['$m', 3]), $.lt(['$m', 3]), $.lte(['$m', 3])],
    [false, true, false, true],
  ],
  ['a comparison over types: a number is less than a text', ($) => $.lt(['$n', '$text']), true],
  ['cond', ($) => $.cond({ if: $.gte(['$n', 10]), [THEN]: 'many', else: 'few' }), 'many'],
  ['eq: a missing field is not null', ($) => [$.eq(['$missing', null]), $.eq(['$none', null])], [false, true]],
  ['ifNull', ($) => [$.ifNull(['$none', 'empty']), $.ifNull(['$missing', 'empty'])], ['empty', 'empty']],
  [
    'switch',
    ($) =>
      $.switch({
        branches: [
          { case: $.lt(['$n', 5]), [THEN]: 'small' },
          { case: $.lt(['$n', 50]), [THEN]: 'middle' },
        ],
        default: 'large',
      }),
    'middle',
  ],
  ['let', ($) => $.let({ vars: { double: $.multiply(['$n', 2]) }, in: $.add(['$$double', 1]) }), 21],
  ['literal', ($) => $.literal('$n'), '$n'],
]

const TEXTS: Row[] = [
  ['concat', ($) => $.concat(['$text', ' ', '$shop']), 'Hello 看店'],
  ['indexOfBytes counts bytes', ($) => $.indexOfBytes(['$shop', '店']), 3],
  ['indexOfCP counts characters', ($) => $.indexOfCP(['$shop', '店']), 1],
  [
    'indexOfCP from one place to another',
    ($) => [$.indexOfCP(['$text', 'l', 0, 2]), $.indexOfCP(['$text', 'l', 3]), $.indexOfCP(['$none', 'l'])],
    [-1, 3, null],
  ],
  ['split', ($) => $.split(['$text', 'l']), ['He', '', 'o']],
  ['strLenBytes', ($) => $.strLenBytes('$shop'), 6],
  ['strLenCP', ($) => $.strLenCP('$shop'), 2],
  ['strcasecmp', ($) => [$.strcasecmp(['$text', 'hELLO']), $.strcasecmp(['a', 'B'])], [0, -1]],
  ['substr', ($) => $.substr(['$text', 1, 3]), 'ell'],
  ['substrBytes', ($) => $.substrBytes(['$shop', 0, 3]), '看'],
  ['substrCP', ($) => $.substrCP(['$shop', 1, 1]), '店'],
  ['toLower and toUpper', ($) => [$.toLower('$text'), $.toUpper('$text')], ['hello', 'HELLO']],
]

const DATES: Row[] = [
  ['year, month, dayOfMonth', ($) => [$.year('$at'), $.month('$at'), $.dayOfMonth('$at')], [2026, 1, 5]],
  [
    'hour, minute, second, millisecond',
    ($) => [$.hour('$at'), $.minute('$at'), $.second('$at'), $.millisecond('$at')],
    [3, 4, 5, 678],
  ],
  ['dayOfWeek counts from Sunday as 1', ($) => $.dayOfWeek('$at'), 2],
  ['isoDayOfWeek counts from Monday as 1', ($) => $.isoDayOfWeek('$at'), 1],
  ['dayOfYear', ($) => $.dayOfYear('$at'), 5],
  ['week begins on Sundays', ($) => $.week('$at'), 1],
  ['week 1 begins with a first of January that is a Sunday', ($) => $.week(new Date('2023-01-01T00:00:00Z')), 1],
  ['isoWeek ends with its Sunday', ($) => $.isoWeek(new Date('2026-01-04T00:00:00Z')), 1],
  ['isoWeek and isoWeekYear', ($) => [$.isoWeek('$at'), $.isoWeekYear('$at')], [2, 2026]],
  ['a part of a date that is missing is null', ($) => [$.year('$none'), $.hour('$missing')], [null, null]],
  ['week of the days before the first Sunday is 0', ($) => $.week(new Date('2026-01-03T00:00:00Z')), 0],
  [
    'isoWeekYear of the last days of a year',
    ($) => [$.isoWeek(new Date('2024-12-30T00:00:00Z')), $.isoWeekYear(new Date('2024-12-30T00:00:00Z'))],
    [1, 2025],
  ],
  ['week in a zone', ($) => $.week({ date: new Date('2026-01-03T16:00:00Z'), timezone: 'Asia/Shanghai' } as never), 1],
  ['hour in a zone by its name', ($) => $.hour({ date: '$at', timezone: 'Asia/Shanghai' } as never), 11],
  ['hour in a zone by its offset', ($) => $.hour({ date: '$at', timezone: '+08:00' } as never), 11],
  [
    'dateToString with every part',
    ($) => $.dateToString({ date: '$at', format: '%Y-%m-%d %H:%M:%S.%L' }),
    '2026-01-05 03:04:05.678',
  ],
  [
    'dateToString in a zone',
    ($) => $.dateToString({ date: '$at', format: '%Y-%m-%dT%H:%M', timezone: 'Asia/Shanghai' }),
    '2026-01-05T11:04',
  ],
  [
    'dateToString of what is missing',
    ($) => $.dateToString({ date: '$none', format: '%Y', onNull: 'never' } as never),
    'never',
  ],
  [
    'dateFromParts in a zone',
    ($) => $.dateFromParts({ year: 2026, month: 1, day: 5, timezone: 'Asia/Shanghai' }),
    new Date('2026-01-04T16:00:00Z'),
  ],
  ['dateFromString', ($) => $.dateFromString({ dateString: '2026-01-05T03:04:05.678Z' }), AT],
]

export const expressionCases: DatabaseCase[] = [...ARITHMETIC, ...LISTS, ...DECISIONS, ...TEXTS, ...DATES].map(
  ([name, expression, value]) => ({
    name: `aggregate computes ${name}`,
    async run(db) {
      await given(db, 'items', [DOCUMENT])
      const { list } = await db
        .collection('items')
        .aggregate()
        .project({ _id: 0, value: expression(db.command.aggregate) })
        .end()
      expect(list).toEqual([{ value }])
    },
  }),
)

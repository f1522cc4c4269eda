import fc from 'fast-check'
import { fitValue, fitValues } from '../../../core/incidents/fitValues'
import { fitsKeyword } from '../../../localcloud/wechat/keywordLimits'

describe('values of a message', () => {
  it.each([
    ['stay as they are when they fit', 'thing1', '兰姨牛肉面 文三路店', '兰姨牛肉面 文三路店'],
    [
      'are cut to 20 characters with an ellipsis',
      'thing1',
      '一二三四五六七八九十一二三四五六七八九十一',
      '一二三四五六七八九十一二三四五六七八九…',
    ],
    [
      'are never cut through a character',
      'thing1',
      `一二三四五六七八九十一二三四五六七八${'🍜🍜'}`,
      '一二三四五六七八九十一二三四五六七八…',
    ],
    ['have no line breaks or control characters', 'thing2', ' 付款\n\t失败\u0000 ', '付款 失败'],
    ['are never empty', 'thing2', ' \n ', '无'],
    ['have only Chinese in a phrase, five of them', 'phrase3', '严重! critical', '严重'],
    ['are cut in a phrase without an ellipsis', 'phrase3', '非常非常严重', '非常非常严'],
    ['keep a date and time', 'time5', '2026-11-25 12:10', '2026-11-25 12:10'],
    ['keep ASCII only where no Chinese is allowed', 'character_string1', 'A12 面', 'A12'],
    ['keep digits only in a number', 'number4', '约 8 单', '8'],
    ['fit a keyword of a kind we do not know like free text', 'gadget7', '付款失败', '付款失败'],
  ])('%s', (_, keyword, value, fitted) => {
    expect(fitValue(keyword, value)).toBe(fitted)
  })

  it('are what WeChat takes, whatever the text', () => {
    const keyword = fc.constantFrom('thing1', 'phrase2', 'character_string3', 'letter5', 'symbol6', 'name7')
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', '\n', '无'),
    )
    fc.assert(
      fc.property(keyword, text, (key, value) => {
        expect([key, fitValue(key, value), fitsKeyword(key, fitValue(key, value))]).toEqual([
          key,
          expect.any(String),
          true,
        ])
      }),
      { numRuns: 500 },
    )
  })

  it('are fitted each by its own keyword', () => {
    expect(fitValues({ thing1: '', phrase2: '严重x' })).toEqual({ thing1: '无', phrase2: '严重' })
  })
})

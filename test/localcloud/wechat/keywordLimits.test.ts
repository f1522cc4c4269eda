import { fitsKeyword } from '../../../localcloud/wechat/keywordLimits'

describe('what a template keyword takes', () => {
  test.each([
    ['thing1', '二十个字二十个字二十个字二十个字二十个字', true],
    ['thing1', '二十个字二十个字二十个字二十个字二十个字多', false],
    ['phrase2', '严重', true],
    ['phrase2', '严重!', false],
    ['character_string3', 'A-1234_x', true],
    ['character_string3', '订单1', false],
    ['character_string3', 'x'.repeat(33), false],
    ['number4', '12.5', true],
    ['number4', '12件', false],
    ['letter5', 'AbC', true],
    ['letter5', 'A1', false],
    ['symbol6', '★★★', true],
    ['symbol6', '★★★★★★', false],
    ['name7', '王小明', true],
    ['name7', '一二三四五六七八九十一', false],
    ['amount8', '¥1234.50', true],
    ['amount8', '¥¥12', false],
    ['phone_number9', '+86-10-12345678', true],
    ['phone_number9', '电话123', false],
    ['time10', '15:01', true],
    ['time10', '2026年1月5日 15:01', true],
    ['time10', '25:01', false],
    ['date11', '2026-01-05', true],
    ['date11', '15:01', false],
    ['unknown12', '什么', false],
  ])('%s = %j → %p', (key, value, fits) => {
    expect(fitsKeyword(key, value)).toBe(fits)
  })

  test.each(['', ' ', 'a\tb', 'a\nb', '\u0000'])('no keyword takes %j', (value) => {
    expect(fitsKeyword('thing1', value)).toBe(false)
  })
})

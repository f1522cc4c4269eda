import fc from 'fast-check'
import { delta } from '../../../miniprogram/admin/format/delta'
import { grouped } from '../../../miniprogram/admin/format/grouped'
import { money, moneyFigure } from '../../../miniprogram/admin/format/money'
import { spaced } from '../../../miniprogram/admin/format/spaced'

describe('money as the owner reads it', () => {
  test.each([
    [0, '¥0'],
    [1, '¥0.01'],
    [3440, '¥34.4'],
    [9_999, '¥99.99'],
    [10_000, '¥100'],
    [27_520, '¥275'],
    [286_800, '¥2,868'],
    [999_949, '¥9,999'],
    [999_950, '¥1万'],
    [1_234_500, '¥1.2万'],
    [1_260_000, '¥1.3万'],
    [123_456_700, '¥123.5万'],
    [-4_600, '-¥46'],
  ])('%d fen reads %s', (fen, text) => {
    expect(money(fen)).toBe(text)
  })

  test('a figure sets the sign and the unit apart from the number', () => {
    expect(moneyFigure(1_234_500)).toEqual({ sign: '¥', number: '1.2', unit: '万' })
    expect(moneyFigure(286_800)).toEqual({ sign: '¥', number: '2,868', unit: '' })
  })
})

test('grouping changes no digit', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000_000), (count) => {
      const text = grouped(count)
      expect(Number(text.replace(/,/g, ''))).toBe(count)
      expect(text).toMatch(/^\d{1,3}(,\d{3})*$/)
    }),
  )
})

describe('a comparison with the same time last week', () => {
  test.each([
    [83, 74, '比上周三此时', '↑12%'],
    [50, 100, '比上周三此时', '↓50%'],
    [102, 100, '和上周三此时一样', ''],
    [98, 100, '和上周三此时一样', ''],
    [103, 100, '比上周三此时', '↑3%'],
    [0, 40, '比上周三此时', '↓100%'],
    [5, 0, '上周三此时还没有', ''],
    [0, 0, '和上周三此时一样', ''],
    [120, 10, '比上周三此时', '↑12 倍'],
  ])('%d against %d', (now, before, words, change) => {
    expect(delta(now, before, '上周三此时')).toEqual({ words, change })
  })
})

test.each([
  ['3分钟6位顾客付款失败', '3 分钟 6 位顾客付款失败'],
  ['8 位顾客', '8 位顾客'],
  ['要等2.9秒，平时0.8秒', '要等 2.9 秒，平时 0.8 秒'],
  ['成功率20%以下', '成功率 20% 以下'],
  ['没有数字', '没有数字'],
])('Chinese and digits stand apart: %s', (text, apart) => {
  expect(spaced(text)).toBe(apart)
  expect(spaced(apart)).toBe(apart)
})

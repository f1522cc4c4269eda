import { seconds, secondsText } from '../../../miniprogram/admin/format/seconds'
import { bar } from '../../../miniprogram/admin/model/bars'
import { columnsOf } from '../../../miniprogram/admin/model/columns'
import { heatLevel } from '../../../miniprogram/admin/model/heat'
import { quantilesOf } from '../../../miniprogram/admin/model/quantiles'
import { indicatorUrl, stripOf } from '../../../miniprogram/admin/model/strip'
import { cell, tableRow } from '../../../miniprogram/admin/model/table'
import { at } from '../overviews'

describe('the strip of siblings', () => {
  test('has the five in their order, the present one chosen, and marks those that need a look', () => {
    const items = stripOf('load', [
      { indicator: 'response', level: 'ok', sentence: '' },
      { indicator: 'errors', level: 'crit', sentence: '' },
      { indicator: 'load', level: 'warn', sentence: '' },
    ])
    expect(items.map(({ name, current, mark }) => `${name}${current ? '*' : ''}${mark}`)).toEqual([
      '响应',
      '交易',
      '负载*warn',
      '错误crit',
      '体验',
    ])
    expect(items[3]?.spoken).toBe('错误，严重')
  })

  test('leads to a page now, or at a moment', () => {
    expect(indicatorUrl('errors')).toBe('/admin/pages/errors/index')
    expect(indicatorUrl('errors', 1_795_579_800_000)).toBe('/admin/pages/errors/index?at=1795579800000')
  })
})

test('a row of a table says its columns with its numbers', () => {
  const columns = [
    { title: '95% 在', width: 64 },
    { title: '次数', width: 58 },
  ]
  const row = { key: 'pay', icon: '' as const, name: '付款下单', code: 'payCreate', note: '', opens: true }
  expect(tableRow(columns, { ...row, cells: [cell('2.9 秒'), cell('257', 'ink-2')] }).spoken).toBe(
    '付款下单，95% 在 2.9 秒，次数 257',
  )
})

test.each([
  [44, '0.04', '0.04 秒'],
  [310, '0.31', '0.3 秒'],
  [2_930, '2.9', '2.9 秒'],
  [9_960, '10', '10 秒'],
])('%d ms is %s, in a sentence %s', (ms, short, long) => {
  expect([seconds(ms), secondsText(ms)]).toEqual([short, long])
})

test('a bar never leaves its ground', () => {
  expect([bar('a', 1.2, '').share, bar('b', -1, '').share]).toEqual([1, 0])
})

test('shades go from nothing to the largest', () => {
  expect([0, 1, 20, 50, 81, 100].map((amount) => heatLevel(amount, 100))).toEqual([0, 1, 1, 3, 5, 5])
  expect(heatLevel(3, 0)).toBe(0)
})

describe('columns', () => {
  const step = 300_000
  const times = [0, 1, 2, 3].map((index) => at('12:00') + index * step)
  const chart = columnsOf({
    at: times,
    stepMs: step,
    series: [
      { tone: 'second', amounts: [3, 0, 1, 0] },
      { tone: 'lost', amounts: [0, 0, 3, 0] },
    ],
    unit: '单',
    zone: 'Asia/Shanghai',
    events: [
      { at: at('12:10'), name: '第 1 位失败' },
      { at: at('13:10'), name: '以后' },
    ],
    spoken: '',
  })

  test('are as high as their sums, cut into their parts, and empty ones stay empty', () => {
    expect(chart.columns[2]?.share).toBeGreaterThan(chart.columns[0]?.share ?? 1)
    expect(chart.columns[2]?.parts).toEqual([
      { tone: 'second', share: 0.25 },
      { tone: 'lost', share: 0.75 },
    ])
    expect(chart.columns[1]).toMatchObject({ share: 0, label: '', parts: [] })
    expect(chart.columns.map(({ label }) => label)).toEqual(['3', '', '4', ''])
  })

  test('the ground has times at its ends, and marks what happened within it', () => {
    expect(chart.ticks.map(({ text }) => text)).toEqual(['12:00', '12:05', '12:10', '12:15', '12:20'])
    expect(chart.marks).toEqual([{ text: '第 1 位失败', share: 0.5 }])
  })
})

describe('the line of quantiles', () => {
  const now = [
    { share: 0.5, ms: 210 },
    { share: 0.9, ms: 580 },
    { share: 0.95, ms: 600 },
    { share: 0.99, ms: 2600 },
  ]

  test('keeps their order, and words that would meet stand aside', () => {
    const { points, spoken, earlier } = quantilesOf(now, [], '上周三')
    expect(points.map(({ name, amount }) => `${name} ${amount}`)).toEqual([
      '50% 0.21',
      '90% 0.58',
      '95% 0.60',
      '99% 2.6',
    ])
    for (let index = 1; index < points.length; index += 1)
      expect((points[index]?.labelAt ?? 0) - (points[index - 1]?.labelAt ?? 0)).toBeGreaterThan(0.155)
    expect(points.at(-1)?.labelAt).toBeLessThanOrEqual(1)
    expect(earlier).toBe('')
    expect(spoken).toBe('快慢分布。今天 50% 在 0.21 秒内，90% 在 0.58 秒内，95% 在 0.60 秒内，99% 在 2.6 秒内。')
  })
})

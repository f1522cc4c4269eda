import { changedApi, standardsView, targetOf } from '../../../miniprogram/admin/model/standards'
import { shopSettings } from '../pages/settings'
import { calledLately } from '../shopAnswers'

describe('多快算快', () => {
  test('lists what was called, under its own name where it has one, with its time', () => {
    const { rows, promise, objective, objectives } = standardsView(shopSettings, calledLately)
    expect(rows.map(({ name, note }) => [name, note])).toEqual([
      ['shop.menu', '1 秒内算快 · 7 天 12,480 次'],
      ['付款下单', 'shop.pay · 0.8 秒内算快 · 7 天 1,316 次'],
    ])
    expect(promise).toBe('30 天里每 1,000 次最多坏 5 次')
    expect([objective, objectives.map(({ name }) => name)]).toEqual(['0.995', ['99%', '99.5%', '99.9%']])
  })

  test('what has a name is listed though nobody called it', () => {
    expect(standardsView(shopSettings, null).rows).toMatchObject([{ name: '付款下单', own: true }])
  })

  test('a change keeps what was said before', () => {
    expect(changedApi(shopSettings, 'shop.pay', { name: '付钱' })).toMatchObject({ name: '付钱', targetMs: 800 })
    expect(changedApi(shopSettings, 'shop.menu', { targetMs: 500 })).toMatchObject({ name: null, targetMs: 500 })
  })

  test.each([
    ['0.8', 800],
    ['2 秒', 2000],
    ['0', null],
    ['很快', null],
    ['90', null],
  ])('%s seconds', (text, ms) => expect(targetOf(text)).toBe(ms))
})

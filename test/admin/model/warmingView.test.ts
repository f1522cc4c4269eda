import { usedUpWords } from '../../../miniprogram/admin/format/usedUp'
import { warmingView } from '../../../miniprogram/admin/model/load/warmingView'
import { at } from '../overviews'
import { loadPage } from '../pages/load'

const zone = 'Asia/Shanghai'
const dayMs = 86_400_000
const warming = loadPage().warming as NonNullable<ReturnType<typeof loadPage>['warming']>

describe('what an owner reads about functions kept warm', () => {
  it('says when, how many, what it costs and who is spared', () =>
    expect(warmingView(warming, zone)).toMatchObject({
      on: false,
      what: '下个高峰 17:25，提前备好 shop 3 个',
      price: '一个月多调用 360 次，不到 1 分钱',
      gain: '少让 120 位顾客多等，每人 0.6 秒',
      functions: [{ name: 'shop', instances: 3 }],
    }))

  it.each([
    [{ next: null }, '今天的高峰都过了，提前备好 shop 3 个'],
    [{ next: null, rushesADay: 0 }, '这一天没有高峰，提前备好 shop 3 个'],
  ])('%j reads %s', (more, what) => expect(warmingView({ ...warming, ...more }, zone).what).toBe(what))

  it('does not promise what nobody would notice', () => {
    const perMonth = { ...warming.perMonth, coldStarts: 0, savedMs: 0, yuan: 0.126 }
    expect(warmingView({ ...warming, perMonth }, zone)).toMatchObject({
      gain: '照现在的人数，没有顾客会多等',
      price: '一个月多调用 360 次，约 ¥0.13',
    })
  })
})

test.each([
  [null, null, ''],
  [9, null, '照这样 12 月 4 日用完'],
  [9, 9.1, '照这样 12 月 4 日用完'],
  [9, 6, '照这样 12 月 4 日用完，最早 12 月 1 日'],
])('used up in %p days, at the earliest in %p: %s', (days, soonest, words) => {
  const when = (count: number | null) => (count === null ? null : at('12:00') + count * dayMs)
  expect(usedUpWords({ at: when(days), earliest: when(soonest), latest: null }, zone)).toBe(words)
})

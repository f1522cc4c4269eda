import { backtestView, progressWords } from '../../../miniprogram/admin/model/backtest'
import { at } from '../overviews'
import { lookedBack } from '../pages/backtest'

const dayMs = 86_400_000
const to = at('12:00')

describe('looking back with a rule', () => {
  test('says how often, on what days, and of each call its day, time, sentence and length', () => {
    const view = backtestView(lookedBack())
    expect(view).toMatchObject({
      title: '过去 21 天会叫 2 次',
      stretch: '11 月 4 日到 11 月 25 日',
      often: '平均一周 0.7 次，22 天里有 2 天会叫',
      more: '',
    })
    expect(view.rows.map(({ text, note }) => `${text}｜${note}`)).toEqual([
      '3 分钟 4 位顾客付款失败｜11 月 18 日 周三 12:10 起，16 分钟',
      '3 分钟 9 位顾客付款失败｜11 月 9 日 周一 19:02 起，1 小时 5 分钟',
    ])
  })

  test.each([
    ['nothing told', { alerts: [] }, '过去 21 天不会叫人'],
    ['no hour stored', { alerts: [], from: to, to, untold: 1 }, '过去的数据不够，算不出来'],
    ['hours that cannot tell it', { alerts: [], untold: 1 }, '过去的数据不够，算不出来'],
    ['a shop of today', { from: to - 5 * 3_600_000, perWeek: null }, '过去 5 小时会叫 2 次'],
  ])('%s', (_, more, title) => expect(backtestView(lookedBack(more)).title).toBe(title))

  test.each([
    [
      'a young record, customers by the hour, and quiet nights',
      {},
      ['只存了 21 天', '几位顾客碰到是估的', '5 分钟一段', '42% 的时间'],
    ],
    ['thirty days of all', { from: to - 30 * dayMs, untold: 0, usersEstimated: false }, ['5 分钟一段']],
  ])('what is estimated: %s', (_, more, words) => {
    const { estimates } = backtestView(lookedBack(more))
    expect(estimates).toHaveLength(words.length)
    for (const [index, word] of words.entries()) expect(estimates[index]).toContain(word)
  })

  test('one that lasts has no end, and many are cut until all are asked for', () => {
    const alerts = Array.from({ length: 12 }, (_, index) => ({
      since: to - index * dayMs,
      until: null,
      sentence: '慢',
    }))
    const view = backtestView(lookedBack({ alerts }))
    expect(view.rows[0]?.note).toMatch(/起，到最后还没好$/)
    expect([view.few, view.more]).toEqual([10, '看全部 12 次'])
  })

  test('waiting is told by what is done, then by how long', () => {
    expect([progressWords(0), progressWords(7_400)]).toEqual(['正在读 30 天的数据', '正在一分钟一分钟地重算，已 7 秒'])
  })
})

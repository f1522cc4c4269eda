import { apiSheet } from '../../../miniprogram/admin/model/response/apiSheet'
import { responseView } from '../../../miniprogram/admin/model/response/responseView'
import { at } from '../overviews'
import { responsePage } from '../pages/response'

const moment = { now: at('13:40:20'), online: true, failed: false }
const shown = (query: Record<string, string> = {}, page = responsePage()) => responseView(page, moment, query)

describe('the page 响应', () => {
  test('says how long 95 % wait and how many went well, against last week and the goal', () => {
    const [wait, well] = shown().figures
    expect(wait).toMatchObject({ number: '0.9', unit: '秒内', delta: { words: '比上周三慢 0.2 秒' } })
    expect(well).toMatchObject({ number: '99.3', unit: '%', delta: { words: '低于目标 99.5%' } })
  })

  test('a number that was not measured is 没数据, never 0', () => {
    const page = { ...responsePage(), p95: { value: null, before: 700, beforeLabel: '上周三' }, spread: null }
    const [wait] = shown({}, page).figures
    expect(wait).toMatchObject({ number: '–', delta: { words: '没数据' } })
    expect(shown({}, { ...page, distribution: null }).spread).toBeNull()
  })

  test('the line has its gap, its limit, the incident and room for its name', () => {
    const { chart } = shown()
    expect(chart?.today.slice(15, 20)).toEqual([expect.any(Number), null, null, expect.any(Number), expect.any(Number)])
    expect(chart).toMatchObject({
      limit: { amount: 1, name: '上限 1 秒' },
      strips: [{ name: '顾客付不了款', tone: 'crit' }],
    })
    expect(chart?.today.at(-1)).toBeNull()
    expect(chart?.second?.label).toBe('一半的')
  })

  test('what may still fail, as a number, a bar and a sentence', () => {
    expect(shown().budget).toMatchObject({
      title: '还允许失败 1,252 次',
      note: '30 天，目标 99.5%',
      today: '今天 71',
      left: '剩一半',
      sentence: '平时一天约 40 次。照这样，这 30 天不会用完',
    })
    const page = responsePage()
    const spent = { ...page, budget: { ...page.budget!, left: -12, leftShare: -0.01 } }
    expect(shown({}, spent).budget).toMatchObject({ title: '失败超了 12 次', left: '一次不剩' })
  })

  test('five APIs, the worst first, all of them when asked', () => {
    const { apis } = shown()
    expect(apis.rows.map(({ name, icon, cells }) => [icon, name, ...cells.map(({ text }) => text)].join(' '))).toEqual([
      'crit 付款下单 2.9 秒 89.9% 257',
      'warn 查优惠券 2.7 秒 95.3% 655',
      ' 提交订单 0.6 秒 98.7% 238',
      ' 打开菜单 0.6 秒 99.9% 3,120',
      ' 登录 0.6 秒 100% 692',
    ])
    expect(apis.more).toBe('全部 7 个')
    expect(shown({ apis: 'all' }).apis).toMatchObject({ more: '', rows: { length: 7 } })
  })

  test('what explains that answers differ, the main reason loud', () => {
    const { steadiness } = shown()
    expect(steadiness).toMatchObject({ note: '最慢 1% 是中间的 12.4 倍', title: '忽快忽慢，主要看接口' })
    expect(steadiness?.rows.map(({ name, amount, strong }) => `${name} ${amount}${strong ? '!' : ''}`)).toEqual([
      '接口 61%!',
      '时段 17%',
      '机型 9%',
      '网络 8%',
      '版本 2%',
      '说不清 3%',
    ])
  })

  test('the same by what phones have in common', () => {
    expect(shown().drill).toMatchObject({
      current: 'network',
      items: [{ name: '网络' }, { name: '机型' }, { name: '版本' }],
    })
    expect(shown({ by: 'device' }).drill.rows.map(({ name }) => name)).toEqual(['低端机'])
    expect(shown({ by: 'weather' }).drill.current).toBe('network')
  })

  test('opened at a moment, it offers that moment first and marks it', () => {
    const view = shown({ at: String(at('12:16')) })
    expect(view.ranges).toMatchObject({
      current: 'at',
      items: [{ name: '12:16 前后' }, { name: '今天' }, {}, {}, {}, {}],
    })
    expect(view.chart?.events).toEqual([{ at: at('12:16'), name: '' }])
  })

  test('an old answer is told in the past, and is no status', () => {
    const old = responseView(responsePage(), { ...moment, now: at('13:50') }, {})
    expect(old.head).toMatchObject({ icon: 'none', title: '13:40 时已恢复正常' })
  })
})

test('one API: how it answers and how it failed', () => {
  expect(apiSheet(responsePage().apis[0]!)).toMatchObject({
    title: '付款下单',
    code: 'payCreate',
    failed: true,
    outcomes: [
      { name: '等太久没回话', text: '25 次' },
      { name: '云端说不行', text: '1 次' },
    ],
  })
})

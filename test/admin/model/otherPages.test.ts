import { errorsView } from '../../../miniprogram/admin/model/errors/errorsView'
import { errorView } from '../../../miniprogram/admin/model/errors/errorView'
import { experienceView } from '../../../miniprogram/admin/model/experience/experienceView'
import type { Head } from '../../../miniprogram/admin/model/head'
import { likeItsLight } from '../../../miniprogram/admin/model/likeItsLight'
import { loadView } from '../../../miniprogram/admin/model/load/loadView'
import { at } from '../overviews'
import { errorPage, errorsPage } from '../pages/errors'
import { experiencePage } from '../pages/experience'
import { loadPage } from '../pages/load'

const moment = { now: at('13:40:20'), online: true, failed: false }

describe('the page 错误', () => {
  const shown = (query = {}, page = errorsPage()) => errorsView(page, moment, query)

  test('shows what needs a look; solved ones are one tap away', () => {
    expect(shown().groups.map(({ title, tag }) => `${title} ${tag}`)).toEqual([
      '18 位顾客，25 次 新',
      '2 位顾客，4 次 又来了',
    ])
    expect(shown().filters.items.map(({ name }) => name)).toEqual(['要看的 2', '全部 3', '已解决 1'])
    expect(shown({ filter: 'solved' }).groups.map(({ tag }) => tag)).toEqual(['已解决'])
  })

  test('columns are of the time around the errors, with the incident marked', () => {
    const { columns, columnsTitle } = shown()
    expect(columnsTitle).toBe('每 5 分钟次数')
    expect(columns?.columns.filter(({ label }) => label !== '').map(({ label }) => label)).toEqual(['9', '11', '5'])
    expect(columns?.marks).toEqual([{ text: '顾客付不了款', share: expect.any(Number) }])
  })

  test('of a thousand kinds forty are drawn, and more as one scrolls', () => {
    const page = errorsPage(1000)
    expect(shown({}, page).groups).toHaveLength(40)
    expect(shown({ rows: '80' }, page).groups).toHaveLength(80)
  })

  test('none at all is good news in words', () => {
    expect(shown({}, { ...errorsPage(), groups: [] }).none).toBe('这段时间小程序没出错')
    expect(shown({ filter: 'solved' }, { ...errorsPage(), groups: errorsPage().groups.slice(0, 1) }).none).toBe(
      '这里一个也没有',
    )
  })

  test('people beyond those that are kept are an estimate', () => {
    const page = errorsPage()
    const many = { ...page, groups: [{ ...page.groups[0]!, users: 250, usersAtLeast: true }] }
    expect(shown({}, many).groups[0]?.title).toBe('约 250 位顾客，25 次')
  })
})

describe('the page of one error', () => {
  const shown = (query = {}) => errorView(errorPage(), moment, query)

  test('says whom it hit, since when, and what it cost', () => {
    expect(shown().head).toMatchObject({ title: '18 位顾客碰到错误', when: '今天 12:12 新出现，12:22 起没再发生' })
    expect(shown().figures.map(({ label, number, delta }) => `${label} ${number} ${delta.words}`)).toEqual([
      '碰到的顾客 18 所有顾客的 8%',
      '次数 25 之前 0 次',
      '少收约 585 同一起告警',
    ])
    expect(shown().incident).toMatchObject({ title: '告警：顾客付不了款', note: '12:10–12:26，已恢复' })
  })

  test('one occurrence with its steps; the failed one stands out, the error ends it', () => {
    const sample = shown({ sample: '1' }).sample
    expect(sample?.place).toBe('2 / 3')
    expect(sample?.steps.map(({ text, code, tone }) => `${text} ${code} ${tone}`)).toEqual([
      '进入 pages/checkout/index plain',
      '调用，做成 shop.submit plain',
      '点了 pay plain',
      '调用，等太久没回话 shop.pay failed',
      "报错 Cannot read properties of undefined (reading 'timeStamp') error",
    ])
    expect(sample?.stack.map(({ own }) => own)).toEqual([true, true, false])
    expect(sample?.mapped).toBe('已用 2.8.0 的源码映射还原')
  })

  test('a sample beyond the last is the last', () => {
    expect(shown({ sample: '99' }).sample?.place).toBe('3 / 3')
    expect(errorView({ ...errorPage(), samples: [] }, moment, {}).sample).toBeNull()
  })

  test('who met it, in the words of the shop', () => {
    expect(
      shown().breakdowns.map(({ name, rows }) => `${name} ${rows.map((row) => `${row.name} ${row.amount}`)}`),
    ).toEqual(['版本 2.8.0 25 次,2.7.3 0 次', '系统 安卓 16 次,iOS 9 次', '网络 4G 11 次,5G 8 次,Wi-Fi 6 次'])
  })
})

describe('the page 体验', () => {
  const view = experienceView(experiencePage(), moment, {})

  test('says how soon the menu is there and how content they are', () => {
    expect(view.figures.map(({ label, number, delta }) => `${label} ${number} ${delta.words}`)).toEqual([
      '看到菜单 1.9 和上周三一样',
      '满意指数 0.92 上周三 0.94',
    ])
    expect(view.satisfaction).toMatchObject({ tolerating: '能忍 12%', frustrated: '很烦 2%', count: '6,300 次操作' })
    expect(view.chart).toMatchObject({ title: '满意指数，每 5 分钟', note: '2 秒内算满意', floor: 0.8 })
  })

  test('ratings and taps in vain, in a sentence each; nothing said is no zero', () => {
    expect(view.ratings).toEqual({ note: '26 条评价', mean: '4.4', sentence: '5 星 20，4 星 3，1 星 3。上周三 4.7' })
    expect(view.rage).toBe('9 位顾客连点 23 次，21 次点的是 pages/checkout/index pay')
    const silent = {
      ...experiencePage(),
      ratings: { count: 0, mean: null, before: 4.7, beforeLabel: '上周三', stars: [] },
    }
    expect(experienceView(silent, moment, {}).ratings.sentence).toBe('这段时间没人评价')
  })

  test('the opening is drawn step after step, the longest in orange', () => {
    expect(view.launch.rows.map(({ name, amount, tone }) => `${name} ${amount} ${tone}`)).toEqual([
      '下载代码包 0.31 quiet',
      '启动脚本 0.42 quiet',
      '首次渲染 0.38 quiet',
      '取菜单 0.52 now',
      '画出大图 0.29 quiet',
    ])
    const last = view.launch.rows.at(-1)!
    expect(last.from + last.share).toBeCloseTo(1)
    expect(view.launch.sentence).toBe('首屏内容 FCP 1.1 秒，最大图 LCP 1.9 秒，白屏 0 次')
  })
})

describe('the page 负载', () => {
  const view = loadView(loadPage(), moment, {})

  test('says what of the plan is used, and whether it lasts', () => {
    expect(view.figures.map(({ label, number, delta }) => `${label} ${number} ${delta.words}`)).toEqual([
      '本月用了 59 23,471 点，套餐 40,000',
      '照这样月底 72 能剩约 11,200 点',
    ])
    const short = loadPage()
    const plan = { ...short.plan!, forecast: 52_000, forecastShare: 1.3, daysLeft: 3.4 }
    expect(loadView({ ...short, plan }, moment, {}).figures[1]?.delta.words).toBe('还能用 3 天')
  })

  test('the month is drawn to its end, what is expected dashed', () => {
    expect(view.planChart?.at).toHaveLength(30)
    expect(view.planChart?.today.filter((amount) => amount !== null)).toHaveLength(25)
    expect(view.planChart?.ahead).toMatchObject({ label: '月底约 72%' })
    expect(view.planChart?.ahead?.amounts.at(-1)).toBeCloseTo(28_800)
  })

  test('where the money goes, and what the monitor itself costs', () => {
    expect(view.plan?.rows.map(({ name, amount, points, share }) => `${name} ${amount} ${points} ${share}`)).toEqual([
      '数据库 93 万 次 18,600 点 79%',
      '流量 2.9 GB 2,320 点 10%',
      '函数运行 16,800 GB·秒 1,865 点 8%',
      '函数调用 51.6 万 次 686 点 3%',
    ])
    expect(view.plan?.own).toBe('其中看店自己用了 4,180 点，占 18%，约 ¥2.08')
  })

  test('only what was slow is a slow query; failing functions say so', () => {
    expect(view.slow).toMatchObject({ count: '212 次', rows: [{ label: 'coupons.get', most: '最慢 2.9 秒' }] })
    expect(view.functions.rows[0]).toMatchObject({ name: '付款下单', icon: 'warn', note: '26 次出错' })
    expect(view.functions.coldStarts).toBe('冷启动 46 次，占 0.4%，平均多等 0.60 秒')
  })

  test('a late job, a gap and what was dropped are told', () => {
    expect(view.monitor.map(({ icon, name, note }) => `${icon} ${name} ${note}`)).toEqual([
      'ok 每分钟巡检 15 秒前',
      'ok 每小时归档 35 分钟前',
      'warn 巡检的看守 10 分钟前，晚了',
      'warn 收数中断 1 次 11:20 起 5 分钟',
      'ok 丢弃的数据 312 条，多半是开发版和体验版',
    ])
  })

  test('what the shop’s own people opened is told apart from what was thrown away', () => {
    const page = loadPage()
    const dropped = [{ reason: 'staff', count: 1_240 }]
    const rows = (more: typeof dropped) =>
      loadView({ ...page, monitor: { ...page.monitor, dropped: more } }, moment, {}).monitor.map(
        ({ name, note }) => `${name} ${note}`,
      )
    expect(rows(dropped).slice(-2)).toEqual(['没有丢弃的数据 ', '店里人自己打开的 1,240 条，没算进顾客'])
    expect(rows([]).join()).not.toContain('店里人')
  })
})

describe('a page of today and its light on the overview', () => {
  const head: Head = { icon: 'ok', word: '正常', when: '12:18', title: '钱都对得上', sentence: '' }
  const light = { indicator: 'transactions' as const, level: 'warn' as const, sentence: '29 位顾客付款没一次付成' }

  test('the page is no calmer than its light', () => {
    expect(likeItsLight({ head }, light, {}).head).toMatchObject({
      icon: 'warn',
      word: '注意',
      sentence: '最近：29 位顾客付款没一次付成',
    })
    expect(likeItsLight({ head }, { ...light, level: 'ok' }, {}).head).toBe(head)
    expect(likeItsLight({ head }, undefined, {}).head).toBe(head)
  })

  test.each([{ range: '30d' }, { at: '1795579800000' }])('another time is not about now: %j', (query) =>
    expect(likeItsLight({ head }, light, query).head).toBe(head),
  )

  test('what is worse already keeps its words', () => {
    const worse = { head: { ...head, icon: 'crit' as const } }
    expect(likeItsLight(worse, light, {})).toBe(worse)
  })
})

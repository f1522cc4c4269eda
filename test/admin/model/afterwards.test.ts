import type { IncidentSignal } from '../../../contract/insight'
import { creditChart } from '../../../miniprogram/admin/model/creditChart'
import { diagnosisText, diagnosisView } from '../../../miniprogram/admin/model/diagnosis'
import { incidentParts } from '../../../miniprogram/admin/model/incidentDetail'
import { reportsView } from '../../../miniprogram/admin/model/reports'
import { missingAnswer, reviewForm, reviewView } from '../../../miniprogram/admin/model/review'
import { pageWhyView } from '../../../miniprogram/admin/model/why/pageWhy'
import { signalChart } from '../../../miniprogram/admin/model/why/signalChart'
import { at, incident } from '../overviews'
import { detailOf } from '../pages/incident'
import { reports } from '../pages/reports'
import { responsePage } from '../pages/response'
import { wallet } from '../pages/wallet'

const zone = 'Asia/Shanghai'
const summary = incident().incident!
const detail = detailOf(summary)
const drawn = (more: Partial<IncidentSignal>) =>
  signalChart({ ...detail, why: { ...detail.why, signal: { ...(detail.why.signal as IncidentSignal), ...more } } })

describe('the course of an incident', () => {
  test('is drawn in what an owner reads, with where the rule speaks and who did what when', () => {
    const chart = signalChart(detail)
    expect(chart).toMatchObject({ title: '付成的比例', noteStrong: '20%', unit: '%' })
    // of that minute, and not of the one in which the page is looked at
    expect(chart?.note).toBe('12:13 时')
    const over = { ...detail, incident: { ...summary, resolvedAt: at('12:26') } }
    expect(signalChart(over)?.note).toBe('最后')
    expect(chart?.limit).toEqual({ amount: 50, name: '低于 50%就叫人' })
    expect(chart?.events.map(({ name }) => name)).toEqual(['开始', '下架招牌牛肉面'])
  })

  test('has gaps where nobody watched, not zeros', () => {
    expect(signalChart(detail)?.today.slice(0, 4)).toEqual([100, null, null, 100])
    expect(drawn({ values: [null, null] })).toBeNull()
  })

  test.each<[string, Partial<IncidentSignal>, string, string]>([
    ['seconds', { what: 'duration', quantile: 0.95, values: [2900] }, '95% 的操作最多等', '2.9 秒'],
    ['half of them', { what: 'duration', quantile: 0.5, values: [12_000] }, '一半的操作最多等', '12 秒'],
    ['a number', { what: 'events', values: [1234] }, '次数', '1,234 次'],
    ['failures of other things', { what: 'failedShare', metric: 'call', values: [0.031] }, '没做成的比例', '3.1%'],
  ])('says %s', (_, more, title, last) => expect(drawn(more)).toMatchObject({ title, noteStrong: last }))

  test('payments stand beside what was expected of them', () => {
    const { chart, chartNote } = incidentParts(detail, at('12:16'))
    expect(chartNote).toContain('预计')
    expect(chart?.columns[0]?.expected).toBeGreaterThan(0)
    const unknown = { ...detail, payments: { ...detail.payments, expected: null } }
    expect(incidentParts(unknown, at('12:16')).chart?.columns[0]?.expected).toBeNull()
  })
})

describe('a review', () => {
  const review = { happened: '付不了款', why: '优惠券表没有索引。', change: '', by: '兰姨', at: at('14:05') }

  test('begins with what is on record, and wants a reason', () => {
    const form = reviewForm(null, { ...summary, resolvedAt: summary.openedAt + 960_000 }, zone)
    expect(form.happened).toMatch(/^顾客付不了款.+16 分钟。/)
    expect([
      missingAnswer(form),
      missingAnswer({ ...form, why: '索引' }),
      missingAnswer({ ...form, happened: ' ' }),
    ]).toEqual(['why', null, 'happened'])
    expect(reviewForm(review, summary, zone)).toEqual({ happened: '付不了款', why: '优惠券表没有索引。', change: '' })
  })

  test('leaves out what nobody answered, and stands under its incident in the reports', () => {
    expect(reviewView(review, zone)?.answers.map(({ name }) => name)).toEqual(['出了什么事', '为什么会这样'])
    const { rows } = reportsView(reports)
    expect(rows.flatMap(({ incidents }) => incidents.map(({ learnt }) => learnt))).toEqual([
      '因为菜单图太大。以后：小周把图压小',
    ])
  })
})

test('why the latest alert came is told on the page itself, and only what is known', () => {
  const { why } = responsePage()
  expect(pageWhyView(why, zone)).toMatchObject({
    note: '点单变卡了，12:10–12:22',
    rows: [
      { title: expect.stringContaining('新版本 1.4.0 开始有人用'), url: '' },
      { title: '95% 的操作在 2.7 秒内' },
      { title: '接口 付款下单：慢的多了' },
    ],
  })
  expect(pageWhyView({ ...why!, causes: null, changes: [] }, zone)).toBeNull()
  expect(pageWhyView(null, zone)).toBeNull()
})

test('messages go down to the day on which they are used up, and to the worst one', () => {
  const told = creditChart(wallet, zone)
  expect(told?.sentence).toBe('没人充能的话，约用到 12 月 9 日，最早 12 月 3 日，最晚 12 月 21 日')
  expect(told?.chart).toMatchObject({ noteStrong: '12 月 9 日', endLabel: '现在 6 条' })
  expect(creditChart({ ...wallet, course: [] }, zone)).toBeNull()
  const far = { ...wallet, runsOutAt: null, runsOutWithin: { earliest: null, latest: null } }
  expect(creditChart(far, zone)).toMatchObject({ sentence: '没人充能的话，一年内用不完' })
})

test('what the pages themselves cost is told of this phone, once it is known', () => {
  const checks = { now: at('12:00'), checks: [], zone, foldedThrough: null }
  expect(diagnosisView(checks, { firstMs: [], refreshBytes: [] }).own).toEqual([])
  expect(diagnosisView(checks, { firstMs: [300, 900, 400], refreshBytes: [0, 2048, 1024] }).own).toEqual([
    { name: '打开到看见内容', text: '一半在 0.4 秒内，最慢 0.9 秒' },
    { name: '每次刷新要画的', text: '一半在 1.0 kB内，最多 2.0 kB' },
  ])
  expect(diagnosisView(checks, { firstMs: [300], refreshBytes: [] })).toMatchObject({
    ownOf: '在这台手机上',
    ownWhy: expect.stringContaining('每小时归档后才有'),
  })
})

test('a diagnosis tells its times by the shop’s clock', () => {
  const told = { now: at('12:00'), checks: [], zone: 'Asia/Urumqi', foldedThrough: null }
  const ownPages = { first: { count: 1, p75Ms: 400 }, updates: null, through: at('11:00') }
  expect(diagnosisView({ ...told, ownPages }, { firstMs: [], refreshBytes: [] }).ownOf).toBe(
    '一天里所有手机，到今天 09:00',
  )
  expect(diagnosisText(told, '兰姨牛肉面', 'release')).toContain('今天 10:00')
})

test('what the SDK stored of them goes first, with its age; bytes are known here only', () => {
  const ownPages = {
    first: { count: 32, p75Ms: 412 },
    updates: { count: 9, p75Ms: 1_240 },
    through: at('11:00'),
  }
  const told = { now: at('12:00'), checks: [], zone, foldedThrough: null }
  const view = diagnosisView({ ...told, ownPages }, { firstMs: [300], refreshBytes: [1024] })
  expect(view).toMatchObject({ ownOf: '一天里所有手机，到今天 11:00', ownWhy: '' })
  expect(view.own.map(({ text }) => text)).toEqual([
    '四次里三次在 412 毫秒内，共 32 次',
    '四次里三次在 1.2 秒内，共 9 次',
    '一半在 1.0 kB内，最多 1.0 kB，在这台手机上',
  ])
})

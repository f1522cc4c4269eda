import type { IncidentDetail } from '../../../contract/admin'
import type { IncidentCause, IncidentCauses, IncidentWhy } from '../../../contract/insight'
import { incidentParts } from '../../../miniprogram/admin/model/incidentDetail'
import { whyRows } from '../../../miniprogram/admin/model/why/whyRows'
import { at, incident } from '../overviews'
import { detailOf } from '../pages/incident'

const opened = incident().incident!.openedAt
const nothing: IncidentWhy = { causes: null, stores: null, changes: [], course: null, signal: null }
const detail = (why: Partial<IncidentWhy>, more: Partial<IncidentDetail> = {}): IncidentDetail => ({
  ...detailOf(incident().incident!),
  why: { ...nothing, ...why },
  alerts: [],
  signals: [],
  ...more,
})
const cause = (more: Partial<IncidentCause>): IncidentCause => ({
  label: 'network',
  value: '4g',
  title: '4G',
  contribution: 0.3,
  explains: 0.61,
  within: 0.3,
  before: { count: 100, hits: 2 },
  now: { count: 40, hits: 20 },
  ...more,
})
const causes = (kind: IncidentCauses['kind'], before: number, now: number, list: IncidentCause[] = []) => ({
  causes: { kind, before, now, change: now - before, causes: list },
})
const told = (one: IncidentDetail) => whyRows(one).map(({ icon, title, note }) => `${icon} ${title}｜${note}`)
const slow = (since: number) => ({
  alerts: [
    {
      rule: 'slow',
      indicator: 'response' as const,
      title: '菜单打开慢',
      severity: 'warn' as const,
      since,
      until: null,
    },
  ],
})

describe('why an incident is said', () => {
  test.each<[string, Partial<IncidentWhy>, string[]]>([
    ['nothing known says nothing', {}, []],
    ['a change of nothing is no reason', causes('ratio', 0.2, 0.2, [cause({})]), []],
    [
      'the only change before it says that there was no other',
      { changes: [{ at: opened - 600_000, kind: 'release', text: '新版本 1.4.0 开始有人用' }] },
      ['swap 12:00 新版本 1.4.0 开始有人用｜出事前 10 分钟，就这一处变动'],
    ],
    [
      'of two changes neither is the only one; a holiday has no minute',
      {
        changes: [
          { at: opened - 20_000, kind: 'settings', text: '改了店铺设置' },
          { at: opened - 10_800_000, kind: 'holiday', text: '今天是国庆节' },
        ],
      },
      ['swap 12:09 改了店铺设置｜紧接着就出事了', 'swap 今天是国庆节｜'],
    ],
    [
      'failures: the whole before and now, then who fails, with its share',
      causes('ratio', 0.02, 0.4, [cause({})]),
      ['warn 没做成的占 40%｜之前 2%', 'warn 网络 4G：没做成的多了｜100 次里 2 次 → 40 次里 20 次，占变化的 61%'],
    ],
    [
      'durations: seconds, and what is slower than it was',
      causes('quantile', 800, 2900, [cause({ label: 'api', value: 'pay', title: '付款', explains: 1.2 })]),
      [
        'warn 95% 的操作在 2.9 秒内｜之前 0.8 秒内',
        'warn 接口 付款：慢的多了｜100 次里 2 次 → 40 次里 20 次，变化全在这里',
      ],
    ],
    [
      'a number of events fell',
      causes('count', 1200, 300, [
        cause({
          label: 'region',
          title: '浙江',
          contribution: -600,
          before: { count: 800.4, hits: 0 },
          now: { count: 200, hits: 0 },
        }),
      ]),
      ['warn 一共 300 次｜之前同样长的时间 1,200 次', 'warn 地区 浙江：少了｜800 次 → 200 次，占变化的 61%'],
    ],
    [
      'a value that only came more often is not called worse',
      causes('ratio', 0.1, 0.3, [cause({ contribution: 0.2, within: 0.05 })]),
      ['warn 没做成的占 30%｜之前 10%', 'warn 网络 4G：来的份量变了｜100 次里 2 次 → 40 次里 20 次，占变化的 61%'],
    ],
  ])('%s', (_, why, rows) => expect(told(detail(why))).toEqual(rows))

  test('a value leads to its page at that minute, told apart by its label where the page can', () => {
    const why = causes('quantile', 800, 2900, [cause({}), cause({ label: 'api', value: 'pay' })])
    const rows = whyRows(detail(why, slow(opened)))
    const page = `/admin/pages/response/index?at=${opened}`
    expect(rows.map(({ url }) => url)).toEqual([page, page, `${page}&by=network`, page])
    const release = { at: opened - 600_000, kind: 'release' as const, text: '新版本' }
    expect(whyRows(detail({ changes: [release] }))[0]?.url).toBe(
      `/admin/pages/response/index?at=${release.at}&by=release`,
    )
  })

  test('rows of all kinds have keys of their own', () => {
    const why = { ...causes('ratio', 0.1, 0.3, [cause({}), cause({ value: '5g' })]), changes: [] }
    const keys = whyRows(detail(why, slow(opened))).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('orders beside what was forecast', () => {
  const course = (actual: (number | null)[]): Partial<IncidentWhy> => {
    const each = (value: number) => actual.map(() => value)
    const times = actual.map((_, index) => at('12:05') + index * 300_000)
    return {
      course: { series: 'paid', at: times, actual, expected: each(4), low: each(2), high: each(7) },
    }
  }
  test.each([
    [
      'only minutes since it began count, and none to come',
      [9, 1, 0, null],
      ['warn 付成 1 单，预测 8 单｜12:10–12:20 里有 10 分钟少得不寻常'],
    ],
    ['orders as usual say so', [9, 3, 5], ['ok 付成 8 单，预测 8 单｜12:10–12:20 都在预测的上下之间']],
    ['before five minutes are over nothing is said', [9, null], []],
  ])('%s', (_, actual, rows) => expect(told(detail(course(actual)))).toEqual(rows))
})

test('the reckoning says what its expectation is', () => {
  const one = detailOf(incident().incident!)
  const by = (basis: 'forecast' | 'weeks') =>
    incidentParts({ ...one, money: { ...one.money!, by: basis } }, at('12:16')).reckoning
  expect(by('forecast')).toMatch(/^怎么算：按预测该有 10 单/)
  expect(by('weeks')).toMatch(/^怎么算：按前 4 周该有 10 单/)
})

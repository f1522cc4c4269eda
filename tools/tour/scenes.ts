import type { Page } from 'playwright-core'
import type { IncidentDocument, IssueDocument } from '../../core/documents'
import type { StartedShop } from '../start/startedShop'
import type { Scene, Stop } from './stop'
import { throwErrors } from './throwErrors'

const pageOf = (name: string, query = ''): string => `admin/pages/${name}/index${query}`
const minuteMs = 60_000

/** The five indicators and what stands beside them, in the state that the shop is in. */
const everyPage = (prefix: string, more: Partial<Stop> = {}): Stop[] => [
  { name: `${prefix}-overview`, title: '总览', page: pageOf('overview'), says: /监控 .+(巡过|还没巡过)/, ...more },
  { name: `${prefix}-response`, title: '响应', page: pageOf('response'), says: /怎么算的/, ...more },
  { name: `${prefix}-transactions`, title: '交易', page: pageOf('transactions'), says: /今日实收/, ...more },
  { name: `${prefix}-load`, title: '负载', page: pageOf('load'), says: /怎么算的/, ...more },
  { name: `${prefix}-errors`, title: '错误', page: pageOf('errors'), says: /怎么算的/, ...more },
  { name: `${prefix}-experience`, title: '体验', page: pageOf('experience'), says: /怎么算的/, ...more },
  { name: `${prefix}-incidents`, title: '告警', page: pageOf('incidents'), says: /总览/, ...more },
  { name: `${prefix}-reports`, title: '报告', page: pageOf('reports'), says: /报告/, ...more },
  { name: `${prefix}-settings`, title: '设置', page: pageOf('settings'), says: /兰姨/, ...more },
]

/** What settings lead to. */
const settingsPages: Stop[] = (
  [
    ['chain', '全部门店'],
    ['oncall', '值班和消息'],
    ['people', '店里的人'],
    ['hours', '营业时间'],
    ['rules', '告警规则'],
    ['channels', '还发到哪'],
    ['templates', '消息模板'],
    ['privacy', '隐私'],
    ['diagnosis', '诊断'],
    ['orderSource', '订单从哪里读'],
    ['plan', '云套餐'],
    ['probes', '定时探测'],
    ['exports', '导出数据'],
    ['person', '一个人的数据'],
  ] as const
).map(([name, title]) => ({
  name: `settings-${name.toLowerCase()}`,
  title,
  page: pageOf(name),
  says: new RegExp(title),
}))

/** Every page and state that the tour looks at. Whoever adds a page adds its stops here. */
export const scenes: Scene[] = [
  {
    name: 'empty',
    title: '第一天：什么都还没量到',
    start: ['--now', '2026-11-25T10:47:00+08:00', '--no-crowd', '--no-history'],
    arrange: (shop) => shop.advance(2 * minuteMs),
    stops: [
      ...everyPage('empty'),
      {
        name: 'stranger',
        title: '不是店里的人',
        page: pageOf('overview'),
        says: /这里只给店里人看/,
        openid: 'openid-wang',
      },
    ],
  },
  {
    name: 'normal',
    title: '平常的午市',
    start: ['--now', '2026-11-25T11:50:00+08:00', '--seed', '7'],
    arrange: async (shop) => {
      await throwErrors(shop, 3)
      await shop.advance(12 * minuteMs)
    },
    stops: async (shop) => [
      ...everyPage('normal'),
      ...everyPage('normal-dark', { dark: true }),
      ...(await ofOneError(shop, 'normal')),
      ...settingsPages,
      { name: 'settings-rule', title: '改规则', page: pageOf('rule', '?id=paymentSuccess'), says: /至少几位顾客/ },
      ...lost,
    ],
  },
  {
    name: 'incident',
    title: '顾客付不了款',
    arrange: async (shop) => {
      await shop.control('POST', 'faults', { match: { api: 'requestPayment' }, effect: { errCode: -1 } })
      for (let waited = 0; waited < 6 && (await openIncident(shop)) === undefined; waited += 1)
        await shop.advance(minuteMs)
      await shop.advance(2 * minuteMs)
    },
    stops: async (shop) => {
      const id = encodeURIComponent((await openIncident(shop))?._id ?? '')
      const page = pageOf('incident', `?id=${id}`)
      return [
        ...everyPage('incident'),
        ...everyPage('incident-dark', { dark: true }),
        { name: 'incident-detail', title: '告警详情', page, says: /怎么办/ },
        { name: 'incident-detail-dark', title: '告警详情', page, says: /怎么办/, dark: true },
      ]
    },
  },
  {
    name: 'acknowledged',
    title: '有人在处理',
    arrange: async (shop) => {
      const incident = (await openIncident(shop))?._id
      await shop.control('POST', 'invoke', {
        function: 'admin',
        openid: 'lanyi',
        event: { action: 'acknowledge', incident },
      })
      await shop.advance(2 * minuteMs)
    },
    stops: [{ name: 'acknowledged-overview', title: '总览', page: pageOf('overview'), says: /在处理/ }],
  },
  {
    name: 'resolved',
    title: '恢复了',
    arrange: async (shop) => {
      await shop.control('DELETE', 'faults')
      await shop.advance(14 * minuteMs)
    },
    stops: [
      { name: 'resolved-overview', title: '总览', page: pageOf('overview'), says: /没有进行中的告警/ },
      { name: 'resolved-response', title: '响应', page: pageOf('response'), says: /怎么算的/ },
      { name: 'resolved-incidents', title: '告警', page: pageOf('incidents'), says: /已恢复/ },
    ],
  },
]

/** States in which the page cannot be the present. */
const lost: Stop[] = [
  {
    name: 'loading-overview',
    title: '第一次加载',
    page: pageOf('overview'),
    says: /没读出来|兰姨牛肉面/,
    prepare: async (phone) => {
      // what is kept would be shown at once: this phone has never been here
      await phone.route('**/_phone/call', (route) => new Promise<void>(() => route))
      await phone.evaluate(() => localStorage.clear())
      await phone.reload()
      await phone.getByRole('status', { name: '正在读' }).waitFor()
    },
  },
  {
    name: 'failed-response',
    title: '没读出来',
    page: pageOf('response'),
    says: /怎么算的/,
    prepare: async (phone) => {
      await refuse(phone)
      await phone.evaluate(() => localStorage.clear())
      await phone.reload()
      await phone.getByText('再试一次').waitFor()
    },
  },
  {
    name: 'stale-overview',
    title: '数据旧了',
    page: pageOf('overview'),
    says: /监控/,
    prepare: (phone, shop) => grownOld(phone, shop),
  },
  {
    name: 'stale-response',
    title: '数据旧了',
    page: pageOf('response'),
    says: /怎么算的/,
    prepare: (phone, shop) => grownOld(phone, shop),
  },
  {
    name: 'offline-overview',
    title: '手机没网',
    page: pageOf('overview'),
    says: /监控/,
    prepare: async (phone) => {
      await phone.context().setOffline(true)
      await phone.getByText('手机没网').waitFor()
    },
  },
]

const refuse = (phone: Page): Promise<unknown> =>
  phone.route('**/_phone/call', (route) =>
    route.fulfill({ status: 500, json: { errCode: -501002, errMsg: 'no answer' } }),
  )

/** Answers stay away for five minutes, and somebody looks again. */
async function grownOld(phone: Page, shop: StartedShop): Promise<void> {
  await refuse(phone)
  await shop.advance(5 * minuteMs)
  await phone.getByText('没更新').waitFor()
}

const openIncident = async (shop: StartedShop): Promise<IncidentDocument | undefined> =>
  (await shop.documents<IncidentDocument>('incidents', { store: 'wensan' })).find(
    ({ resolvedAt }) => resolvedAt === null,
  )

async function ofOneError(shop: StartedShop, prefix: string): Promise<Stop[]> {
  const [issue] = (await shop.documents<IssueDocument>('issues')).sort((a, b) => b.lastAt - a.lastAt)
  if (issue === undefined) return []
  const page = pageOf('error', `?fingerprint=${encodeURIComponent(issue.fingerprint)}`)
  return [
    { name: `${prefix}-error`, title: '一个错误', page, says: /这一次怎么走到的/ },
    { name: `${prefix}-error-dark`, title: '一个错误', page, says: /这一次怎么走到的/, dark: true },
  ]
}

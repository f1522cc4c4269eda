import type { Page } from 'playwright-core'
import type { IssueDocument } from '../../../core/documents/issue'
import type { StartedShop } from '../../start/startedShop'
import { pageOf, type Scene, type Stop } from '../stop'
import { throwErrors } from '../throwErrors'
import { everyPage } from './everyPage'

const front = (phone: Page) => phone.locator('.page-layer:not([hidden])')
const tap = (phone: Page, name: string | RegExp) => front(phone).getByRole('button', { name }).first().click()
const write = (phone: Page, name: string, words: string) => front(phone).getByRole('textbox', { name }).fill(words)

export const normal: Scene = {
  name: 'normal',
  title: '平常的午市',
  start: ['--now', '2026-11-25T11:50:00+08:00', '--seed', '7'],
  arrange: (shop) => shop.advance(12 * 60_000),
  stops: [
    ...everyPage('normal'),
    { name: 'normal-order', title: '一单的经过', page: latestOrder, says: /经过.+再查一单/ },
    { name: 'normal-ask', title: '查哪一单', page: pageOf('order'), says: /查哪一单/ },
    {
      name: 'normal-unknown',
      title: '没有这一单',
      page: pageOf('order', '?order=999999'),
      says: /没有这一单/,
    },
    { name: 'normal-month', title: '响应，30 天', page: pageOf('response', '?range=30d'), says: /怎么算的/ },
    { name: 'normal-staff', title: '店员看设置', page: pageOf('settings'), says: /小周/, openid: 'xiaozhou' },
  ],
}

/** Some customers meet an error that nobody has seen before. */
export const warning: Scene = {
  name: 'warning',
  title: '有一处要留意',
  arrange: async (shop, browser) => {
    await throwErrors(shop, 3, browser)
    await shop.advance(3 * 60_000)
  },
  stops: [
    { name: 'warning-overview', title: '总览', page: pageOf('overview'), says: /没见过的报错|要留意/ },
    { name: 'warning-errors', title: '错误', page: pageOf('errors'), says: /怎么算的/ },
    { name: 'warning-error', title: '一个错误', page: latestError, says: /这一次怎么走到的/ },
    { name: 'warning-incidents', title: '告警', page: pageOf('incidents'), says: /没见过的报错/ },
  ],
}

/** What a tap brings up over a page. */
export const sheets: Scene = {
  name: 'sheets',
  title: '点开来看',
  stops: [
    {
      name: 'sheet-api',
      title: '一个接口',
      page: pageOf('response'),
      says: /怎么算的/,
      prepare: (phone) => front(phone).getByText('shop.submit', { exact: true }).first().click(),
    },
    {
      name: 'sheet-cases',
      title: '一格里的单',
      page: pageOf('transactions'),
      says: /今日实收/,
      prepare: (phone) => tap(phone, /^手机取消，没收款/),
    },
    {
      name: 'sheet-member',
      title: '一位同事',
      page: pageOf('people'),
      says: /怎么进来/,
      prepare: (phone) => tap(phone, /^阿强/),
    },
    {
      name: 'sheet-probe',
      title: '加一个探测，没填对',
      page: pageOf('probes'),
      says: /加一个/,
      prepare: async (phone) => {
        await tap(phone, '加一个')
        await write(phone, '等于什么', 'true')
        await tap(phone, '开始试')
      },
    },
    {
      name: 'sheet-mapping',
      title: '订单试读，读不懂',
      page: pageOf('orderSource'),
      says: /换一种读法/,
      prepare: async (phone) => {
        const field = front(phone).getByLabel('读法')
        await field.fill((await field.inputValue()).replace('"amountFen"', '"amount"'))
        await tap(phone, '试读')
        await front(phone).getByText('就用这种读法').waitFor()
      },
    },
    {
      name: 'sheet-person',
      title: '一个人的数据',
      page: pageOf('person'),
      says: /查一查/,
      prepare: async (phone) => {
        await write(phone, '他的 openid', 'guest-1')
        await tap(phone, '查一查')
        await front(phone)
          .getByText(/有 \d+ 条里有他|没有他的数据/)
          .first()
          .waitFor()
      },
    },
    {
      name: 'sheet-trial',
      title: '改规则，试一下',
      page: pageOf('rule', '?id=paymentSuccess'),
      says: /至少几位顾客/,
      prepare: async (phone) => {
        await tap(phone, '至少几位顾客加')
        await tap(phone, '试一下会叫几次')
        await front(phone)
          .getByText(/过去 \d+ 小时/)
          .first()
          .waitFor()
      },
    },
  ],
}

/** What settings lead to. */
export const settings: Scene = {
  name: 'settings',
  title: '设置里的每一页',
  stops: (
    [
      ['chain', '全部门店'],
      ['oncall', '怎么叫我'],
      ['people', '怎么进来'],
      ['hours', '节假日'],
      ['rules', '顾客付不了款'],
      ['channels', '企业微信'],
      ['templates', '模板'],
      ['privacy', '微信云里'],
      ['diagnosis', '巡店'],
      ['orderSource', '换一种读法'],
      ['plan', '这个月'],
      ['probes', '打开菜单'],
      ['remedies', '先试这个'],
      ['maintenance', '每周固定时候'],
      ['swap', '换给谁'],
      ['exports', '怎么用'],
      ['person', '查一查'],
      ['rule', '试一下会叫几次', '?id=paymentSuccess'],
    ] as const
  ).map(
    ([name, words, query]): Stop => ({
      name: `settings-${name.toLowerCase()}`,
      title: words,
      page: pageOf(name, query),
      says: new RegExp(words),
    }),
  ),
}

async function latestError(shop: StartedShop): Promise<string> {
  const [issue] = (await shop.documents<IssueDocument>('issues')).sort((a, b) => b.lastAt - a.lastAt)
  if (issue === undefined) throw new Error('nothing broke in the shop, although it should')
  return pageOf('error', `?fingerprint=${encodeURIComponent(issue.fingerprint)}`)
}

async function latestOrder(shop: StartedShop): Promise<string> {
  const delivered = await shop.documents<{ no: string }>('orders', {
    status: { $in: ['ready', 'delivered', 'accepted'] },
  })
  const order = delivered.sort((a, b) => (a.no < b.no ? -1 : 1)).at(-1)
  if (order === undefined) throw new Error('nobody ordered in the shop, although a crowd should')
  return pageOf('order', `?order=${order.no}`)
}

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { buildDesk } from '../../../localcloud/desk/build'
import { type LocalCloud, startLocalCloud } from '../../../localcloud/localCloud'
import { compileShell } from '../../../localcloud/phone/compile'
import { launchBrowser } from '../../../tools/browser'
import { PATIENCE_MS } from '../../e2e/patience'
import { BASIC, eventually, NODE_MODULES } from '../phone/openPhone'

const NOON = Date.parse('2026-11-25T12:16:05+08:00')
const ECHO = 'exports.main = async (event) => ({ heard: event.text })'

let folder: string
let cloud: LocalCloud
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-desk-'))
  fs.mkdirSync(path.join(folder, 'functions/echo'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'functions/echo/index.js'), ECHO)
  const shell = path.join(folder, 'shell')
  await compileShell({ source: BASIC, outDir: shell, nodeModules: NODE_MODULES })
  await buildDesk({ outDir: shell })
  cloud = await startLocalCloud({
    folder: path.join(folder, 'data'),
    functions: [path.join(folder, 'functions')],
    shell,
    now: NOON,
    frozen: true,
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await cloud.close()
  fs.rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page.setDefaultTimeout(PATIENCE_MS)
})
afterEach(() => page.close())

async function open() {
  await page.goto(`${cloud.url}/?token=${cloud.token}&adminPage=pages/mine/mine`)
  await page.waitForSelector('body[data-ready=true]')
}

async function control<T>(call: string): Promise<T> {
  const response = await fetch(`${cloud.url}/_local/${call}`, { headers: { authorization: `Bearer ${cloud.token}` } })
  return (await response.json()) as T
}

const answer = (body: object) => ({ contentType: 'application/json', body: JSON.stringify(body) })

interface Faults {
  faults: { match: object; effect: object; timesLeft?: number }[]
}
const faults = async () => (await control<Faults>('faults')).faults.map(({ match, effect }) => ({ match, effect }))

describe('the clock on the desk', () => {
  test('shows the shop’s time, and +5 分 moves it', async () => {
    await open()
    const time = () => page.locator('.clock').innerText()
    await eventually(async () => (await time()).replace(/\s+/g, ' ').startsWith('11 月 25 日 周三 12:16:05'), true)
    await page.getByRole('button', { name: '+5 分' }).click()
    await eventually(async () => (await time()).includes('12:21:05'), true)
    await page.getByRole('button', { name: '到 20:00' }).click()
    await eventually(async () => (await time()).includes('20:00:00'), true)
  })

  test('×60 lets it run, and the pause stops it', async () => {
    await open()
    await page.getByRole('button', { name: '×60' }).click()
    await eventually(async () => (await control<{ speed: number; frozen: boolean }>('clock')).speed, 60)
    await page.getByRole('button', { name: '暂停时钟' }).click()
    await eventually(async () => (await control<{ frozen: boolean }>('clock')).frozen, true)
    await page.getByRole('button', { name: '让时钟走' }).waitFor()
  })
})

describe('the fault switches', () => {
  afterEach(() => fetch(`${cloud.url}/_local/faults?token=${cloud.token}`, { method: 'DELETE' }))

  test.each<[string, object[], object]>([
    ['付款失败', [{ api: 'requestPayment' }], { errCode: -1 }],
    ['付款函数报错', [{ api: 'cloudPay.unifiedOrder' }], { errCode: -504002 }],
    ['菜单变慢', [{ collection: 'dishes' }], { delayMs: 2600 }],
    ['收数被拒', [{ function: 'collect' }], { errCode: -501004 }],
    ['做成了但回话丢了', [{ function: 'shop' }], { loseReply: true }],
    ['杀掉函数', [{ function: 'shop' }], { kill: true }],
    ['微信消息没额度', [{ api: 'subscribeMessage.send' }], { errCode: 43101 }],
  ])('%s goes on and off', async (name, matches, effect) => {
    await open()
    await page.getByRole('switch', { name }).click()
    await eventually(
      faults,
      matches.map((match) => ({ match, effect })),
    )
    await page.getByText('开着 1 个').waitFor()
    await page.getByRole('switch', { name, checked: true }).click()
    await eventually(faults, [])
    await page.getByText('都关着').waitFor()
  })

  test('a database that is down refuses every kind of call, and comes back after five virtual minutes', async () => {
    await open()
    await page.getByRole('switch', { name: '数据库断 5 分钟' }).click()
    await eventually(async () => (await faults()).length, 8)
    await page.getByRole('button', { name: '+5 分' }).click()
    await eventually(faults, [])
  })

  test('the slider chooses how slow the menu is', async () => {
    await open()
    await page.getByRole('switch', { name: '菜单变慢' }).click()
    await page.getByRole('slider').fill('1000')
    await eventually(faults, [{ match: { collection: 'dishes' }, effect: { delayMs: 1000 } }])
    await page.getByText('1,000 毫秒').waitFor()
  })

  test('来一次 kills once', async () => {
    await open()
    await page.getByRole('button', { name: '来一次' }).click()
    await eventually(async () => (await control<Faults>('faults')).faults.map(({ timesLeft }) => timesLeft), [1])
  })
})

describe('WeChat on the desk', () => {
  const messages = [
    {
      id: 'm1',
      channel: 'subscribe',
      to: 'o-lan',
      templateId: 'tmpl-critical',
      title: '门店紧急异常提醒',
      page: 'pages/form/form',
      values: { thing2: '顾客付不了款' },
      at: NOON,
      outcome: 'delivered',
    },
    {
      id: 'm2',
      channel: 'subscribe',
      to: 'o-qiang',
      templateId: 'tmpl-critical',
      title: '门店紧急异常提醒',
      page: '',
      values: {},
      at: NOON,
      outcome: 'refused',
      errCode: 43101,
    },
  ]
  const staff = [
    { openid: 'o-qiang', name: '阿强', role: 'staff', order: 2, removed: false },
    { openid: 'o-lan', name: '兰姨', role: 'owner', order: 1, removed: false },
    { openid: 'o-gone', name: '走了', role: 'staff', order: 3, removed: true },
  ]

  beforeEach(async () => {
    await page.route('**/_local/messages', (route) => route.fulfill(answer({ messages })))
    await page.route('**/_local/collections/staff*', (route) => route.fulfill(answer({ documents: staff, total: 3 })))
    await page.route('**/_local/credits', (route) =>
      route.fulfill(answer({ credits: [{ openid: 'o-lan', templateId: 'tmpl-critical', credits: 5, banned: false }] })),
    )
  })

  test('everybody has an own chat in the order of being on call, with the credits left', async () => {
    await open()
    const inbox = page.getByRole('region', { name: '微信消息' })
    await eventually(() => inbox.locator('.people button').allInnerTexts(), ['兰姨\n严重 5 条', '阿强\n严重 0 条'])
    await eventually(() => inbox.locator('.card').allInnerTexts(), [expect.stringMatching(/异常\s+顾客付不了款/)])
    await inbox.getByRole('button', { name: '阿强' }).click()
    await inbox.getByText('没送到，微信返回 43101').waitFor()
  })

  test('a message opens its page on the phone of the one it was sent to', async () => {
    await open()
    await page.getByRole('button', { name: '去处理' }).click()
    const phone = page.frameLocator('iframe[title="店员的手机"]')
    await phone.getByPlaceholder('称呼').waitFor()
    await page.getByText('兰姨的手机').waitFor()
  })

  test('who is told next is counted down on the cloud’s clock', async () => {
    const now = cloud.clock.now()
    const waiting = { _id: 'i1', title: '顾客付不了款', status: 'open', nextAt: now + 132_000 }
    await page.route('**/_local/collections/incidents*', (route) =>
      route.fulfill(answer({ documents: [waiting], total: 1 })),
    )
    await open()
    await page.getByText('还有 2 分 12 秒').waitFor()
    await cloud.clock.advance(60_000)
    await page.getByText('还有 1 分 12 秒').waitFor()
  })

  test('the answer of the consent sheet is chosen for the phones', async () => {
    await open()
    await page.getByRole('button', { name: '拒绝' }).click()
    await eventually(() => control('consent'), { next: 'reject' })
  })
})

describe('the phones on the desk', () => {
  test('two people use them, and both stay alive', async () => {
    await open()
    const customer = page.frameLocator('iframe[title="顾客的手机"]')
    await customer.getByText('你好，世界').waitFor()
    await customer.getByText('叫云函数').click()
    await customer.getByText('{"heard":"在吗"}').waitFor()
    await page.getByRole('button', { name: '管理页' }).click()
    await page.frameLocator('iframe[title="店员的手机"]').getByText('要消息').waitFor()
    await page.getByRole('button', { name: '顾客点单' }).click()
    await customer.getByText('{"heard":"在吗"}').waitFor()
  })
})

describe('virtual time between the cloud and a phone', () => {
  test('moving the cloud’s clock runs a phone’s timers before it answers', async () => {
    const address = new URLSearchParams({ openid: 'o-waiting', token: cloud.token, page: 'pages/mine/mine' })
    await page.goto(`${cloud.url}/shell/phone.html?${address}`)
    await page.waitForSelector('body[data-ready=true]')
    await page.getByText('等一分钟').click()
    await cloud.clock.advance(3 * 60_000)
    expect(await page.locator('[id$="--heard"]').innerText()).toBe('过了 60000')
  })
})

describe('the meter, the crowd and starting again', () => {
  const one = { functionCalls: 0, gbs: 0, dbCalls: 0, documents: 0, bytesOut: 0 }

  test('the meter parts the shop’s points from the monitor’s', async () => {
    const byFunction = {
      shop: { ...one, points: 60 },
      collect: { ...one, points: 30 },
      aggregate: { ...one, points: 10 },
      '(outside)': { ...one, points: 99 },
    }
    await page.route('**/_local/usage', (route) =>
      route.fulfill(answer({ ...one, dbCalls: 11_480, points: 199, byFunction })),
    )
    await open()
    const meter = page.getByRole('region', { name: '计费表' })
    await eventually(
      () => meter.locator('.shares').innerText(),
      expect.stringMatching(/点单 60\.0\s+看店 40\.0，占 40%/),
    )
    await eventually(() => meter.locator('.lines').innerText(), expect.stringMatching(/数据库\s+11,480 次\s+229\.6 点/))
  })

  test('without a crowd there is no crowd switch; with one it is told the level', async () => {
    await open()
    expect(await page.getByRole('button', { name: '爆满' }).isVisible()).toBe(false)
    let level = 'usual'
    await page.route('**/_local/crowd', (route) => {
      if (route.request().method() === 'POST') ({ level } = route.request().postDataJSON() as { level: string })
      return route.fulfill(answer({ level, active: 42 }))
    })
    await open()
    await page.getByText('42 位在点单').waitFor()
    await page.getByRole('button', { name: '爆满' }).click()
    await eventually(async () => level, 'packed')
    await page.getByRole('button', { name: '爆满', pressed: true }).waitFor()
  })

  test('全部重来 empties the cloud only at the second tap', async () => {
    await open()
    const resets: string[] = []
    page.on('request', (request) => request.url().endsWith('/reset') && resets.push(request.url()))
    await page.getByRole('button', { name: '全部重来' }).click()
    await page.getByRole('button', { name: '再点一次，全清空' }).waitFor()
    expect(resets).toEqual([])
    await page.getByRole('button', { name: '再点一次，全清空' }).click()
    await eventually(async () => resets.length, 1)
  })

  test('the page into the cloud is a link away', async () => {
    await open()
    const link = page.getByRole('link', { name: '看云里面' })
    expect(await link.getAttribute('href')).toBe(`/cloud?token=${cloud.token}`)
  })

  test('a wrong token is said, not hidden', async () => {
    await page.goto(`${cloud.url}/?token=wrong`)
    await page.getByText('云没回话').waitFor()
    await page.locator('.complaint').filter({ hasText: 'token' }).waitFor()
  })
})

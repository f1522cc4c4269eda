import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { buildConsole } from '../../../localcloud/console/build'
import { launchBrowser } from '../../../tools/browser'
import { PATIENCE_MS } from '../../e2e/patience'
import { cloudForTest, START_MS, type TestCloud } from '../cloudForTest'
import { eventually } from '../phone/openPhone'

describe('the page that looks into the cloud', () => {
  const shell = mkdtempSync(join(tmpdir(), 'kandian-console-'))
  let cloud: TestCloud
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    await buildConsole({ outDir: shell })
    cloud = await cloudForTest({ shell })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await cloud.remove()
    rmSync(shell, { recursive: true, force: true })
  })
  beforeEach(async () => {
    await cloud.control('POST', 'reset')
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(PATIENCE_MS)
  })
  afterEach(() => page.close())

  const open = async (view = '', token = cloud.token) => {
    await page.goto(`${cloud.url}/cloud?token=${token}${view ? `#${view}` : ''}`)
    await page.waitForSelector('body[data-ready=true]')
  }
  const rows = (label: string) => page.getByRole('table', { name: label }).locator('tbody tr')
  const rowOf = (label: string, text: string) => rows(label).filter({ hasText: text })
  const reads = (place: Locator, words: RegExp | string) =>
    eventually(() => place.innerText(), expect.stringMatching(words))

  test('functions show what they have done; one is called by hand, as a person and as its timer', async () => {
    await cloud.call('o-a', 'echo', {})
    await cloud.call('o-a', 'unruly', { throw: 'no eggs' }).catch(() => {})
    await open()
    await eventually(() => rows('函数').count(), 11)
    await reads(rowOf('函数', 'echo'), /^echo\s+1\s+0\s+1\s+\d+ 毫秒\s+1\s+3 秒\s+256 MB\s+—$/)
    await reads(rowOf('函数', 'unruly'), /11:00:00 Error: no eggs/)

    await rowOf('函数', 'who').click()
    await page.getByLabel('谁在调用（openid）').fill('o-lan')
    await page.getByLabel('event（JSON）').fill('{"waitMs": 1}')
    await page.getByRole('button', { name: '调用', exact: true }).click()
    await page.locator('.result', { hasText: '"OPENID": "o-lan"' }).waitFor()
    await page.getByRole('button', { name: '当定时器跑' }).click()
    await page.locator('.result', { hasText: '"SOURCE": "wx_trigger"' }).waitFor()
    await eventually(async () => /^who\s+2/.test(await rowOf('函数', 'who').innerText()), true)
    await eventually(() => rows('最近的调用').count(), 2)
    const [asTimer, asPerson] = [rows('最近的调用').first(), rows('最近的调用').last()]
    await reads(asPerson, /11:00:00\s+wx_client\s+o-lan\s+[\d.]+ 毫秒\s+冷启动\s+成功/)
    await reads(asTimer, /wx_trigger\s+—\s+[\d.]+ 毫秒\s+成功/)
  })

  test('an event that is no JSON is said, and the function is not called', async () => {
    await open()
    await rowOf('函数', 'echo').click()
    await page.getByLabel('event（JSON）').fill('{oops')
    await page.getByRole('button', { name: '调用', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'JSON 写错了' }).waitFor()
    expect((await cloud.control('GET', 'usage')).json.functionCalls).toBe(0)
  })

  test('logs: by function, by words, errors only, and all of one request', async () => {
    await cloud.call('o-a', 'unruly', { print: 'two bowls' })
    await cloud.call('o-a', 'unruly', { print: 'three bowls' })
    await cloud.call('o-a', 'unruly', { throw: 'no eggs' }).catch(() => {})
    await open('logs')
    const lines = page.locator('.lines .line')
    await eventually(() => lines.count(), 3)
    await page.getByLabel('找字').fill('bowls')
    await eventually(() => lines.count(), 2)
    await lines.first().locator('.link').click()
    await eventually(() => lines.allInnerTexts(), [expect.stringContaining('two bowls')])
    await page.getByRole('button', { name: /只看请求/ }).click()
    await page.getByLabel('找字').fill('')
    await page.getByLabel('只看出错').check()
    await eventually(() => lines.allInnerTexts(), [expect.stringContaining('no eggs')])
    await page.getByLabel('只看出错').uncheck()
    await page.getByLabel('哪个函数').selectOption('unruly')
    await eventually(() => lines.count(), 3)
    await cloud.call('o-a', 'unruly', { print: 'a fourth' })
    await lines.filter({ hasText: 'a fourth' }).waitFor()
  })

  test('an error in the list of functions leads to the log of its request', async () => {
    await cloud.call('o-a', 'unruly', { print: 'other' })
    await cloud.call('o-a', 'unruly', { throw: 'no eggs' }).catch(() => {})
    await open()
    await page.getByRole('button', { name: /no eggs/ }).click()
    await eventually(() => page.locator('.lines .line').count(), 1)
    await reads(page.locator('.lines'), 'no eggs')
  })

  test('collections are looked through with a condition, and made', async () => {
    for (let n = 0; n < 3; n++) await cloud.call('o-a', 'ledger', { add: { n, dish: '牛肉面' } })
    await open('collections')
    await page.getByRole('button', { name: /^notes/ }).click()
    await page.getByText('找到 3 条，显示 3 条').waitFor()
    await page.getByLabel('条件').fill('{"n":{"$gte":1}}')
    await page.getByLabel('条件').press('Enter')
    await page.getByText('找到 2 条，显示 2 条').waitFor()
    await page.locator('.documents summary').first().click()
    await page.locator('.documents pre', { hasText: '"dish": "牛肉面"' }).waitFor()
    await page.getByLabel('条件').fill('{oops')
    await page.getByRole('button', { name: '查', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'where' }).waitFor()

    await page.getByLabel('新集合的名字').fill('dishes')
    await page.getByRole('button', { name: '新建' }).click()
    await page.getByRole('button', { name: /^dishes/ }).click()
    await page.getByText('找到 0 条，显示 0 条').waitFor()
    expect(cloud.database.find('dishes').total).toBe(0)
  })

  test('messages of every channel are there, and can be parted', async () => {
    const robot = (await cloud.control('GET', 'account')).json.robotUrl
    const say = (content: string) =>
      fetch(robot, { method: 'POST', body: JSON.stringify({ msgtype: 'text', text: { content } }) })
    await say('付款失败变多')
    await say('')
    await fetch(`${cloud.url}/webhook/local`, { method: 'POST', body: '{"title":"警报"}' })
    await open('messages')
    await eventually(() => rows('消息').count(), 3)
    await reads(rowOf('消息', '付款失败变多'), /今天 11:00\s+企微机器人\s+local[\s\S]*送到/)
    await eventually(() => rowOf('消息', '没送到 44004').count(), 1)
    await page.getByRole('button', { name: 'Webhook' }).click()
    await eventually(() => rows('消息').count(), 1)
    await reads(rows('消息'), '警报')
  })

  test('timers say when they fire next, run now, and can be made to go wrong', async () => {
    await open('timers')
    const ticker = rowOf('定时器', 'ticker')
    await reads(ticker, /ticker\s+minute\s+17 \* \* \* \* \* \*\s+今天 11:00，还有 17 秒/)
    await ticker.getByRole('button', { name: '现在跑' }).click()
    await eventually(async () => cloud.database.find('ticks').total, 1)
    await rowOf('最近跑过', 'ticker').filter({ hasText: '成功' }).waitFor()
    await ticker.getByRole('button', { name: '漏掉' }).click()
    await ticker.getByRole('button', { name: '漏掉', pressed: true }).click()
    await ticker.getByRole('button', { name: '漏掉', pressed: false }).waitFor()
    await ticker.getByRole('button', { name: '跑两遍' }).click()
    await ticker.getByRole('button', { name: '跑两遍', pressed: true }).waitFor()
    await page.getByRole('button', { name: '+1 分' }).click()
    await eventually(async () => cloud.database.find('ticks').total, 3)
    await eventually(async () => cloud.clock.now(), START_MS + 60_000)
    cloud.clock.set(START_MS)
  })

  test('the meter tells points, the month and the plan, and starts again', async () => {
    for (let n = 0; n < 5; n++) await cloud.call('o-a', 'ledger', { add: { n } })
    await cloud.clock.advance(600_000)
    await open('meter')
    const total = rowOf('计费表', '合计')
    await eventually(async () => /^合计\s+15/.test(await total.innerText()), true)
    await reads(rowOf('计费表', 'ledger'), /^ledger\s+5\s/)
    await reads(page.locator('.total'), /照这样一月 .*点，.*(免费|元)的套餐够用/)
    await page.getByRole('button', { name: '归零' }).click()
    await eventually(async () => /^合计\s+0/.test(await total.innerText()), true)
    await page.getByText('满一分钟才估得出一月要多少').waitFor()
  })

  test('its own clock moves the cloud, and the desk is a link away', async () => {
    await open()
    const before = cloud.clock.now()
    await page.getByRole('button', { name: '+5 分' }).click()
    await eventually(async () => cloud.clock.now(), before + 300_000)
    expect(await page.getByRole('link', { name: '回到模拟器' }).getAttribute('href')).toBe(`/?token=${cloud.token}`)
  })

  test('a wrong token is said', async () => {
    await open('', 'wrong')
    await page.getByRole('alert').filter({ hasText: 'token' }).waitFor()
  })
})

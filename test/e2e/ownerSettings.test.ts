/** What only an owner sets, by tapping, on the real functions. */
import { isDeepStrictEqual } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import type { SettingsDocument } from '../../core/documents'
import { launchBrowser } from '../../tools/browser'
import { phonesOf } from './phones'
import { removeFolder, type StartedShop, says, startShop } from './startedShop'

jest.setTimeout(120_000)

const [LAN, QIANG] = ['lanyi', 'aqiang'] as const
const MINUTE_MS = 60_000
let browser: Browser
let shop: StartedShop
let openPhone: ReturnType<typeof phonesOf>
beforeAll(async () => {
  browser = await launchBrowser()
  openPhone = phonesOf(browser)
  shop = await startShop(['--now', '2026-11-25T11:50:00+08:00', '--seed', '7', '--no-history'])
  await shop.advance(3 * MINUTE_MS)
}, 180_000)
afterAll(async () => {
  await browser.close()
  await shop.stop()
  removeFolder(shop)
})

/** The way there: 设置, then its row. */
const openRow = async (row: string, openid: string = LAN): Promise<Page> => {
  const page = await openPhone(shop.phone(openid, 'admin/pages/settings/index'))
  await button(page, row).click()
  return page
}
const front = (page: Page) => page.locator('.page-layer:not([hidden])')
const button = (page: Page, name: string) => front(page).getByRole('button', { name }).first()
const agree = (page: Page, words: string) => page.locator('.overlay').getByText(words, { exact: true }).click()
const type = (page: Page, name: string, words: string) => front(page).getByRole('textbox', { name }).fill(words)
const settings = async () => (await shop.documents<SettingsDocument>('settings'))[0] as SettingsDocument
const eventually = async (read: () => Promise<unknown>, expected: unknown) => {
  for (let turn = 0; turn < 60 && !isDeepStrictEqual(await read(), expected); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
  expect(await read()).toEqual(expected)
}
const picture = async (page: Page, name: string) => {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png` })
}

test('the plan is chosen by a tap, and what is left of it is told', async () => {
  const page = await openRow('云套餐')
  await button(page, '¥19.9 一个月').click()
  await eventually(async () => (await settings()).plan, { pointsPerMonth: 40_000, monitorShare: 0.5 })
  await says(page, /这个月还剩 [\d,]+ 点/)
  await picture(page, 'plan')
  await front(page).getByRole('tab', { name: '30%' }).click()
  await eventually(async () => (await settings()).plan, { pointsPerMonth: 40_000, monitorShare: 0.3 })
  await front(page).getByRole('tab', { name: '30%', selected: true }).waitFor()
  await button(page, '不知道').click()
  await says(page, '还没选套餐')
  expect((await settings()).plan).toBeNull()
  await page.close()
})

test('a probe is written in a form that says what is wrong, runs, and is taken away', async () => {
  const page = await openRow('定时探测')
  await button(page, '加一个').click()
  await type(page, '叫什么', '菜单还在')
  await type(page, '等于什么', 'true')
  await button(page, '开始试').click()
  await says(page, '写云函数的名字')
  await says(page, '先写在哪一项，再写等于什么')
  await picture(page, 'probes-wrong')
  await type(page, '云函数的名字', 'shop')
  await type(page, '传给它什么', '{"action":"menu"}')
  await type(page, '要有哪一项', 'ok')
  await front(page).getByRole('tab', { name: '5 分钟', exact: true }).click()
  await button(page, '开始试').click()
  await says(page, '3 秒内回话，ok 要是 true')
  await picture(page, 'probes')
  expect((await settings()).probes).toMatchObject([
    { name: '打开菜单' },
    { name: '菜单还在', everyMinutes: 5, expect: { equals: true } },
  ])
  await button(page, '去掉菜单还在').click()
  await agree(page, '去掉')
  await eventually(async () => (await settings()).probes?.map(({ name }) => name), ['打开菜单'])
  await page.close()
})

test('a key for another program is shown once, copied, reads the numbers, and is taken back', async () => {
  const page = await openRow('导出数据')
  await button(page, '给一把钥匙').click()
  await page.locator('.modal-field').fill('会计的表格')
  await agree(page, '好')
  await says(page, '只给看这一次')
  await picture(page, 'exports-key')
  await page.getByRole('button', { name: '复制' }).last().click()
  await says(page, '能看文三路店')
  const token = await page.evaluate(() => navigator.clipboard.readText())
  expect(await front(page).locator('.token').innerText()).toBe(token)
  expect(JSON.stringify(await settings())).not.toContain(token)
  const read = () =>
    shop.control('POST', 'http', {
      function: 'export',
      path: '/?store=wensan&format=csv&range=15m',
      headers: { authorization: `Bearer ${token}` },
    })
  expect(JSON.stringify(await read())).toContain('wensan,pay,wechat')
  await page.getByRole('button', { name: '关上' }).click()
  await picture(page, 'exports')
  await button(page, '收回会计的表格').click()
  await agree(page, '收回')
  await says(page, '还没给过谁')
  expect((await settings()).exportTokens).toEqual([])
  await shop.advance(2 * MINUTE_MS)
  expect(JSON.stringify(await read())).toContain('401')
  await page.close()
})

test('a person is looked for, told and forgotten; somebody on the staff is not', async () => {
  const page = await openRow('隐私')
  await button(page, '一个人的数据').click()
  await type(page, '他的 openid', '兰姨')
  await button(page, '查一查').click()
  await says(page, '这不像 openid')
  const [{ openid: customer }] = (await shop.documents<{ openid: string }>('orders')) as [{ openid: string }]
  await type(page, '他的 openid', customer)
  await button(page, '查一查').click()
  await says(page, /有 \d+ 条里有他/)
  await picture(page, 'person')
  await button(page, '忘掉他').click()
  await agree(page, '忘掉')
  await says(page, /认不出是他|没有要改的/)
  await picture(page, 'person-forgotten')
  await type(page, '他的 openid', QIANG)
  await button(page, '查一查').click()
  await button(page, '忘掉他').click()
  await agree(page, '忘掉')
  await says(page, '他还是店里的人')
  await page.close()
})

test('a manager is not offered what only the owner sets', async () => {
  const page = await openRow('隐私', QIANG)
  await says(page, '记了什么')
  expect(await button(page, '一个人的数据').count()).toBe(0)
  await button(page, '返回').click()
  await says(page, '店里的人')
  for (const row of ['云套餐', '定时探测', '导出数据']) expect(await button(page, row).count()).toBe(0)
  await page.close()
})

/** What only an owner sets, by tapping, on the real functions. */
import type { Page } from 'playwright-core'
import type { SettingsDocument } from '../../core/documents/settings'
import { until, untilHolds } from './patience'
import { phonesOf } from './phones'
import { button, copied, front, idle, says } from './startedShop'
import { browserOfSuite, shopOfSuite } from './suite'

const [LAN, QIANG] = ['lanyi', 'aqiang'] as const
const MINUTE_MS = 60_000
const shop = shopOfSuite(['--now', '2026-11-25T11:50:00+08:00', '--seed', '7', '--no-history'])
const openPhone = phonesOf(browserOfSuite())
beforeAll(() => shop.advance(3 * MINUTE_MS))

/** The way there: 设置, then its row. */
const openRow = async (row: string, openid: string = LAN): Promise<Page> => {
  const page = await openPhone(shop.phone(openid, 'admin/pages/settings/index'))
  await button(page, row).click()
  return page
}
const agree = (page: Page, words: string) => page.locator('.overlay').getByText(words, { exact: true }).click()
const type = (page: Page, name: string, words: string) => front(page).getByRole('textbox', { name }).fill(words)
const settings = async () => (await shop.documents<SettingsDocument>('settings'))[0] as SettingsDocument
const eventually = (read: () => Promise<unknown>, expected: unknown): Promise<void> =>
  untilHolds(read, (seen) => expect(seen).toEqual(expected))
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
  await eventually(async () => (await settings()).plan, null)
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
  await untilHolds(
    async () => (await settings()).probes,
    (probes) =>
      expect(probes).toMatchObject([
        { name: '打开菜单' },
        { name: '菜单还在', everyMinutes: 5, expect: { equals: true } },
      ]),
  )
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
  const token = await front(page).locator('.token').innerText()
  await eventually(() => copied(page), token)
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
  await eventually(async () => (await settings()).exportTokens, [])
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

test('a group’s robot is connected by its address, which is not shown again, and disconnected', async () => {
  const robot = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0b3f2c1a-1111-2222-3333-444455556666'
  const page = await openRow('还发到哪')
  await button(page, '连企业微信群').click()
  await page.locator('.modal-field').fill(robot)
  await agree(page, '好')
  await page.locator('.overlay').getByText('要 @ 谁的手机号').waitFor()
  await agree(page, '好')
  await button(page, '断开企业微信群').waitFor()
  await untilHolds(
    async () => JSON.stringify((await settings()).channels),
    (channels) => expect(channels).toContain(robot),
  )
  expect(await front(page).innerText()).not.toContain('0b3f2c1a')
  await button(page, '断开企业微信群').click()
  await agree(page, '断开')
  await button(page, '连企业微信群').waitFor()
  await untilHolds(
    async () => JSON.stringify((await settings()).channels),
    (channels) => expect(channels).not.toContain(robot),
  )
  await page.close()
})

test('a message template is changed for another, and its keywords with it', async () => {
  const page = await openRow('消息模板')
  await type(page, '日报和恢复模板编号', 'tmpl-normal')
  await type(page, '日报和恢复情况', 'thing2')
  await type(page, '日报和恢复出了什么事', 'thing4')
  await page.getByText('存下来').click()
  await eventually(async () => {
    const digest = (await settings()).templates.digest
    return [digest?.id, digest?.keywords.sentence, digest?.keywords.title]
  }, ['tmpl-normal', 'thing2', 'thing4'])
  await page.close()
})

test('another way to read orders is tried on the shop’s own before it is kept', async () => {
  const page = await openPhone(shop.phone(LAN, 'admin/pages/orderSource/index'))
  const field = front(page).getByLabel('读法')
  await says(page, '换一种读法')
  const json = await until(
    () => field.inputValue(),
    (text) => text !== '',
  )
  await field.fill(json.replace('"amountFen"', '"amount"'))
  await button(page, '试读').click()
  await says(page, /(\d+) 单里有 \1 单 ?读不懂/)
  await button(page, '就用这种读法').click()
  await says(page, '没存：这样一单都读不懂')
  await field.fill(json.replace('"cancelReason":', '"why":'))
  await button(page, '试读').click()
  await says(page, '这段里有不认识的项')
  await field.fill(json.replace(': "cancelReason"', ': "why"'))
  await button(page, '试读').click()
  await says(page, /最近 \d+ 单都读懂了/)
  await button(page, '就用这种读法').click()
  await says(page, '存好了')
  await page.close()
})

test('an order is found by its number, and its road says what the order says', async () => {
  interface Order {
    no: string
    status: string
    amountFen: number
  }
  const orders = await shop.documents<Order>('orders', { status: { $in: ['paid', 'accepted', 'ready', 'delivered'] } })
  const { no, amountFen } = orders[0] as Order
  const page = await openPhone(shop.phone(LAN, 'admin/pages/transactions/index'))
  await button(page, '按单号查一单').click()
  await type(page, '单号', '000')
  await button(page, '看这一单').click()
  await says(page, '没有这一单，看看单号有没有抄错')
  await type(page, '单号', no)
  await button(page, '看这一单').click()
  await says(page, new RegExp(`单号 ${no} .*金额 ¥${(amountFen / 100).toString()}.* 收到钱`))
  await page.close()
})

test('the rules lead to one of them, which is put out and lit again; the words for the privacy guide are copied', async () => {
  const page = await openRow('告警规则')
  await button(page, '有人付了两次').click()
  await says(page, '怎么算坏')
  const rules = async () => (await shop.documents<{ rules?: object }>('stores'))[0]?.rules
  for (const enabled of [false, true]) {
    await front(page).getByRole('switch', { name: '开着' }).click()
    await page.getByText('存下来').click()
    await eventually(async () => JSON.stringify(await rules())?.includes('"enabled":false') ?? false, !enabled)
    await idle(page)
  }
  await page.close()
  const privacy = await openRow('隐私')
  await button(privacy, '复制这段话').click()
  await untilHolds(
    () => copied(privacy),
    (text) => expect(text).toContain('不提供给任何第三方'),
  )
  await privacy.close()
})

test('a remedy is written in a form that says what is wrong, put first, and taken away', async () => {
  const page = await openRow('应急办法')
  const names = async () => (await settings()).mitigations?.map(({ name }) => name)
  const known = (await names()) ?? []
  await button(page, '加一个').click()
  await button(page, '存下来').click()
  await says(page, '起个名字，最多 12 个字')
  await says(page, '写云函数的名字')
  await type(page, '按钮上写什么', '先不接单')
  await type(page, '点了会怎样', '这段时间一单也收不到')
  await type(page, '调哪个云函数', 'shop')
  await front(page).locator('textarea').nth(0).fill('{"action":"pause"')
  await button(page, '存下来').click()
  await says(page, '这段不是 JSON')
  await front(page).locator('textarea').nth(0).fill('{"action":"pause"}')
  await front(page).locator('textarea').nth(1).fill('{"action":"resume"}')
  await front(page).getByRole('tab', { name: '1 小时', exact: true }).click()
  await button(page, '存下来').click()
  await says(page, '云函数 shop，1 小时后自动恢复')
  await eventually(names, [...known, '先不接单'])
  expect((await settings()).mitigations?.at(-1)).toMatchObject({
    ...{ function: 'shop', event: { action: 'pause' }, undoEvent: { action: 'resume' }, undoAfterMinutes: 60 },
    stores: ['wensan'],
  })
  if (known.length > 0) {
    await button(page, '把先不接单放最前').click()
    await eventually(names, ['先不接单', ...known])
    // the first of them has no such button
    await button(page, '把先不接单放最前').waitFor({ state: 'detached' })
    await idle(page)
  }
  await button(page, '去掉先不接单').click()
  await agree(page, '去掉')
  await eventually(names, known)
  await page.close()
})

test('a weekly maintenance is planned for the days that are ticked, and ended', async () => {
  const page = await openRow('定期维护')
  await button(page, '记下来').click()
  await says(page, '选哪几天')
  await front(page).getByRole('checkbox', { name: '周二' }).click()
  await type(page, '做什么', '盘点')
  await button(page, '记下来').click()
  await says(page, '每周二 22:00–23:00')
  const planned = async () =>
    (await shop.documents<{ kind: string; reason: string; weekly: object }>('silences')).map(
      ({ kind, reason, weekly }) => ({ kind, reason, weekly }),
    )
  await eventually(planned, [
    { kind: 'maintenance', reason: '盘点', weekly: { weekdays: [2], span: { from: 1320, to: 1380 } } },
  ])
  await front(page)
    .getByRole('button', { name: /^去掉每周二/ })
    .click()
  await agree(page, '不再')
  await says(page, '还没有')
  await page.close()
})

test('the shop gets another name, which customers’ alerts and pages then carry', async () => {
  const page = await openPhone(shop.phone(LAN, 'admin/pages/settings/index'))
  const names = async () => (await shop.documents<{ name: string; branch: string }>('stores'))[0]
  const { name: before } = (await names()) as { name: string }
  for (const name of ['兰姨面馆', before]) {
    await button(page, '改店名').click()
    await page
      .locator('.overlay')
      .getByText(/^店名：/)
      .click()
    await page.locator('.modal-field').fill(name)
    await agree(page, '好')
    await eventually(async () => (await names())?.name, name)
    await says(page, name)
  }
  await page.close()
})

test('a shift of one day goes to a colleague, and back', async () => {
  const page = await openRow('值班和消息')
  await button(page, '换班').click()
  await button(page, '就这么换').click()
  await says(page, '选换给谁')
  await front(page).getByRole('tab', { name: '阿强' }).click()
  await button(page, '就这么换').click()
  await says(page, '阿强来')
  const exchanges = async () => (await settings()).rota?.wensan?.overrides.map(({ staff }) => staff)
  await untilHolds(exchanges, (staff) => expect(staff).toHaveLength(1))
  await front(page)
    .getByRole('button', { name: /不换了$/ })
    .click()
  await agree(page, '不换了')
  await eventually(exchanges, [])
  await page.close()
})

test('a manager is not offered what only the owner sets', async () => {
  const page = await openRow('隐私', QIANG)
  await says(page, '记了什么')
  await button(page, '返回').click()
  // what a manager may comes with the number of people
  await says(page, /店里的人 ?\d+ 个人/)
  for (const row of ['云套餐', '定时探测', '导出数据']) expect(await button(page, row).count()).toBe(0)
  await button(page, '隐私').click()
  await says(page, '记了什么')
  expect(await button(page, '一个人的数据').count()).toBe(0)
  await page.close()
})

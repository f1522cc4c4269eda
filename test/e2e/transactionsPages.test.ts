/** The page 交易 and an order's road in a real browser, before answers like those of the drawing. */
import { at } from '../admin/overviews'
import { orderWatch, transactionsPage } from '../admin/pages/transactions'
import { type AdminBench, type AdminPhone, axeOf, MOST_BYTES, says, sentBytes, startAdminBench } from './adminPhone'

const TRANSACTIONS = 'admin/pages/transactions/index'
const ORDER = 'admin/pages/order/index'
const now = at('13:40:20')

/** A page longer than axe's window scrolls in the shell's own frame. */
const ofPage = (finding: string): boolean => !finding.includes('class="scroller"')

let bench: AdminBench
let phone: AdminPhone

beforeAll(async () => {
  bench = await startAdminBench()
})
beforeEach(() => {
  bench.answers.pages = {
    transactions: () => ({ ok: true, value: transactionsPage() }),
    orderWatch: () => ({ ok: true, value: orderWatch() }),
  }
})
afterAll(() => bench.close())

test('money first, then whom to call, then each step, the table, the kitchen, the dishes', async () => {
  phone = await bench.open(TRANSACTIONS, now)
  await says(phone.page, /今日实收 ¥ ?6,750 比上周三此时 ↑6% 付成没退的 198 ?单/)
  await says(phone.page, /3 单手机说没付成，其实付了 共 ¥97，12:18 和 12:20 等/)
  await says(phone.page, /付款 198 单 ↓ 留下 85\.7% 上周三 95\.4%/)
  await says(phone.page, /231 单，逐单核过 .*成功 189 0 2 0 取消 1 14 0 0 失败 2 17 0 0 没返回 4 2 0 0 合计 196 33 2 0/)
  await says(phone.page, '出餐慢是锅上单多，不是系统慢')
  await says(phone.page, '菜品 ¥6,859 − 优惠 ¥48 − 退款 ¥61 = 实收 ¥6,750')
  await says(phone.page, '凉拌牛腱 9 人没点到 27 份 ¥594 ↑13%')
  expect(phone.complaints).toEqual([])
  const { wrong, contrasts } = await axeOf(phone.page)
  expect(wrong.filter(ofPage)).toEqual([])
  expect(contrasts).toBeGreaterThan(40)
})

test('a cell of the table lists its orders, and an order leads to its road', async () => {
  phone = await bench.open(TRANSACTIONS, now)
  await phone.page.getByRole('button', { name: '手机失败，已收款，2 单，要看' }).click()
  await says(phone.page, '手机说失败，已收款')
  await says(phone.page, '347759，¥34')
  await phone.page.getByText('347759，¥34').click()
  await says(phone.page, /这单手机说没付成， 其实付了 手机说失败，已收款/)
  await says(
    phone.page,
    /12:17:40 手机 等了很久 shop\.submit 4\.7 秒 12:17:40 后台 订单建好 .*12:17:58 手机 微信说没付成/,
  )
  expect(bench.asked.filter(({ kind }) => kind === 'orderWatch')).toEqual([
    { kind: 'orderWatch', store: 'wensan', order: '347759', at: expect.any(Number) },
  ])
  expect(phone.complaints).toEqual([])
  expect((await axeOf(phone.page)).wrong.filter(ofPage)).toEqual([])
})

test('an order is found by its number, and what is no number is not asked', async () => {
  phone = await bench.open(ORDER, now)
  await says(phone.page, '谁在什么时候看过哪一单，都会记下来')
  await phone.page.getByLabel('单号').fill('347 759')
  await phone.page.getByText('看这一单').click()
  await says(phone.page, '单号只有数字和字母')
  expect(bench.asked.some(({ kind }) => kind === 'orderWatch')).toBe(false)
  await phone.page.getByLabel('单号').fill('347759')
  await phone.page.getByText('看这一单').click()
  await says(phone.page, '其实付了')
})

test('orders of a cell come forty at a time as they are asked for', async () => {
  const [one] = transactionsPage().truth.cases
  const cases = Array.from({ length: 1000 }, (_, index) => ({ ...one!, order: `${index}`, number: `${index}` }))
  const page = transactionsPage()
  bench.answers.pages = { transactions: () => ({ ok: true, value: { ...page, truth: { ...page.truth, cases } } }) }
  phone = await bench.open(TRANSACTIONS, now)
  await says(phone.page, '付款对账')
  const sent = await sentBytes(phone.page)
  await phone.page.getByRole('button', { name: '手机失败，已收款，2 单，要看' }).click()
  await phone.page.getByText('再看 40 单，还有 960 单').click()
  await phone.page.getByText('再看 40 单，还有 920 单').waitFor()
  const bytes = await sent()
  expect(bytes).toHaveLength(2)
  expect(Math.max(...bytes)).toBeLessThan(MOST_BYTES)
})

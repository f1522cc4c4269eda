/** Payments as they go wrong on real phones: from the customer's tap to their cell in the table of the page 交易. */
import type { Page } from 'playwright-core'
import { until, untilHolds } from './patience'
import { phonesOf } from './phones'
import { says } from './startedShop'
import { browserOfSuite, shopOfSuite } from './suite'

/** So late that the next day is near. */
const EVENING = '2026-11-25T23:54:00+08:00'
const LAN = 'lanyi'
const TWICE = 'wu'
const MINUTE_MS = 60_000
/** What a person needs to see a sheet and close it; WeChat's own answers are faster. */
const A_MOMENT_MS = 4_000
/** Until phones have sent what they saw; then until a payment counts as settled, is folded and read. */
const SENT_MS = 75_000
const SETTLES_MS = 3 * MINUTE_MS

interface OrderDocument {
  _id: string
  no: string
  status: string
  createdAt: { $date: number }
}

const shop = shopOfSuite(['--now', EVENING, '--no-crowd', '--no-history'])
const open = phonesOf(browserOfSuite())

const openPhone = (openid: string, path: string, more?: Record<string, string>): Promise<Page> =>
  open(shop.phone(openid, path, more))

const customers: Page[] = []

/** Noodles on the way to the till. */
async function atTheTill(openid: string, more?: Record<string, string>): Promise<Page> {
  const phone = await openPhone(openid, 'pages/menu/index', more)
  customers.push(phone)
  await phone.getByLabel('加一份招牌牛肉面').click()
  await phone.getByText('去结算').click()
  await phone.getByText(/^提交订单，付/).waitFor()
  return phone
}

const submit = (phone: Page) => phone.getByText(/^提交订单，付/).click()
const confirm = (phone: Page) => phone.getByText('确认支付').click()
const nextPayment = (outcome: 'ok' | 'cancel' | 'fail' | 'silent', notify: boolean) =>
  shop.control('POST', 'payments', { next: { outcome, notify } })

const ordersOf = (openid: string) => shop.documents<OrderDocument>('orders', { openid })

const untilPaid = (openid: string) =>
  until(
    () => ordersOf(openid),
    ([order]) => order?.status === 'paid',
  )

/** What a customer does, and the cell that it must end in. */
const SCENES: [does: string, openid: string, cell: string, live: (openid: string) => Promise<void>][] = [
  [
    'pays, and WeChat never comes back',
    'wang',
    '手机没返回，已收款，1 单',
    async (openid) => {
      const phone = await atTheTill(openid)
      await nextPayment('silent', true)
      await submit(phone)
      await confirm(phone)
      await untilPaid(openid)
    },
  ],
  [
    'looks at the sum and closes the sheet',
    'li',
    '手机取消，没收款，2 单，要看',
    async (openid) => {
      const phone = await atTheTill(openid)
      await submit(phone)
      await phone.getByText('确认支付').waitFor()
      await shop.advance(A_MOMENT_MS)
      await phone.getByLabel('取消支付').click()
      await says(phone, '还没付款')
    },
  ],
  [
    'pays with a signature that is wrong, which WeChat calls a cancellation',
    'zhao',
    '手机取消，没收款，2 单，要看',
    async (openid) => {
      const phone = await atTheTill(openid, { autopay: '1' })
      await phone.route('**/_phone/pay', (route) => {
        const { payment } = route.request().postDataJSON() as { payment: object }
        return route.continue({ postData: JSON.stringify({ payment: { ...payment, paySign: '0'.repeat(32) } }) })
      })
      await submit(phone)
      await says(phone, '还没付款')
    },
  ],
  [
    'has paid, and WeChat says cancelled all the same',
    'qian',
    '手机取消，已收款，1 单，要看',
    async (openid) => {
      const phone = await atTheTill(openid)
      await nextPayment('cancel', true)
      await submit(phone)
      await confirm(phone)
      await says(phone, '付好了，等店里接单')
    },
  ],
  [
    'sees that it went well, and the shop never hears of the money',
    'zhou',
    '手机成功，没收款，1 单，要看',
    async (openid) => {
      const phone = await atTheTill(openid)
      await nextPayment('ok', false)
      await submit(phone)
      await confirm(phone)
      await says(phone, '还没付款')
    },
  ],
  [
    'taps twice in a hurry, and has one order, paid once',
    'sun',
    '手机成功，已收款，3 单，要看',
    async (openid) => {
      const phone = await atTheTill(openid)
      await phone.getByText(/^提交订单，付/).dblclick()
      await confirm(phone)
      await says(phone, '付好了，等店里接单')
      expect(await ordersOf(openid)).toHaveLength(1)
    },
  ],
  [
    'believes that it did not work, orders the same again and pays twice',
    TWICE,
    '手机成功，已收款，3 单，要看',
    async (openid) => {
      for (let time = 0; time < 2; time += 1) {
        const phone = await atTheTill(openid, { autopay: '1' })
        await submit(phone)
        await says(phone, '付好了，等店里接单')
        await shop.advance(A_MOMENT_MS)
      }
    },
  ],
]

let owner: Page
test('each customer lives through a payment of their own, and the owner is told whom to call', async () => {
  for (const [, openid, , live] of SCENES) await live(openid)
  await shop.advance(SENT_MS)
  await Promise.all(customers.map((phone) => phone.close()))
  await shop.advance(SETTLES_MS)
  owner = await openPhone(LAN, 'admin/pages/transactions/index')
  await says(owner, '8 单，逐单核过')
  await says(owner, '1 单手机说付成了，钱没到')
  await says(owner, '1 单手机说没付成，其实付了')
  await says(owner, '1 单付了两次')
  await says(owner, '1 单一点付款就被取消')
  await says(owner, '没返回但已收款的 1 单照常在做。重复付款 1 单')
})

test.each(SCENES)('who %s (%s) is listed where it belongs: %s', async (_, openid, cell) => {
  await owner.getByRole('button', { name: cell, exact: true }).click()
  const orders = await ordersOf(openid)
  expect(orders.length).toBeGreaterThan(0)
  for (const { no } of orders) await owner.getByText(new RegExp(`^${no}，¥28`)).waitFor()
  await owner.getByLabel('关上').click()
})

let kitchen: Page
test('in the kitchen a new order stands before one that is cooking', async () => {
  kitchen = await openPhone(LAN, 'pages/kitchen/index')
  const oldest = kitchen.locator('.ticket').first()
  const number = await oldest.locator('.no').innerText()
  await oldest.getByText('接单').click()
  await says(kitchen, '在做 1')
  await untilHolds(
    () => kitchen.locator('.no').last().innerText(),
    (last) => expect(last).toBe(number),
  )
})

test('what was paid twice is given back the next day, and the table of the day before says so', async () => {
  await shop.advance(3 * MINUTE_MS)
  const later = (await ordersOf(TWICE)).sort((a, b) => b.createdAt.$date - a.createdAt.$date)[0] as OrderDocument
  await kitchen.locator('.ticket', { hasText: later.no }).getByText(/^退款/).click()
  await kitchen.getByText('付重了').click()
  await untilHolds(
    () => ordersOf(TWICE),
    (orders) => expect(orders.find(({ _id }) => _id === later._id)?.status).toBe('refunded'),
  )
  await shop.advance(MINUTE_MS)
  await owner.getByText('24 小时').click()
  await says(owner, '重复付款 0 单')
  await owner.getByRole('button', { name: '手机成功，已收款，2 单', exact: true }).waitFor()
  await owner.getByRole('button', { name: '手机成功，已退款，1 单', exact: true }).click()
  await owner.getByText(`${later.no}，¥28`).waitFor()
})

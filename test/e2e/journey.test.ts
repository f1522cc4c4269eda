/** The road of a number: from a customer's tap to the owner's page and to a staff member's message. */
import { untilHolds } from './patience'
import { phonesOf } from './phones'
import { says, startShop, textOf } from './startedShop'
import { browserOfSuite, shopOfSuite } from './suite'

const NOON = '2026-11-25T11:50:00+08:00'
const OVERVIEW = 'admin/pages/overview/index'
const LAN = 'lanyi'
/** The page asks again within this, on the virtual clock. */
const PAGE_REFRESHES_MS = 30_000

const openPhone = phonesOf(browserOfSuite())

interface OrderDocument {
  _id: string
  amountFen: number
  status: string
}

describe('one customer, no crowd', () => {
  const words = ['--now', NOON, '--no-crowd', '--no-history']
  const shop = shopOfSuite(words)

  test('orders a dish by tapping, and 90 seconds later the owner’s page shows that order and its amount', async () => {
    const customer = await openPhone(shop.phone('openid-wang', 'pages/menu/index'))
    await customer.getByLabel('加一份招牌牛肉面').click()
    await customer.getByLabel('加一份溏心卤蛋').click()
    await customer.getByText('去结算').click()
    await customer.getByText('提交订单，付 ¥34').click()
    await customer.getByText('确认支付').click()
    await says(customer, '付好了，等店里接单')
    await says(customer, '付款 11:50')

    const owner = await openPhone(shop.phone(LAN, OVERVIEW))
    await says(owner, /今日实收 ¥ ?0/)
    await shop.advance(90_000)
    await says(owner, /¥\s?34/)
    await says(owner, /订单 1\s?单/)
    const [order] = await shop.documents<OrderDocument>('orders')
    expect(order).toMatchObject({ amountFen: 3400, status: 'paid' })
  })

  test('started again on the same data folder, nothing is lost', async () => {
    const before = await shop.documents('orders')
    expect(await shop.stop()).toBe(0)
    Object.assign(shop, await startShop(words, shop.folder))
    expect(await shop.documents('orders')).toEqual(before)
    const owner = await openPhone(shop.phone(LAN, OVERVIEW))
    await says(owner, /¥\s?34/)
  })
})

describe('a lunch with a crowd', () => {
  const shop = shopOfSuite(['--now', NOON, '--seed', '7', '--no-history'])

  const paidOrders = async () =>
    (await shop.documents<OrderDocument>('orders')).filter(
      (order) => !['submitted', 'cancelled'].includes(order.status),
    )

  test('the crowd’s orders are on the owner’s page within 90 seconds, to the fen', async () => {
    await shop.advance(5 * 60_000)
    const paid = await paidOrders()
    expect(paid.length).toBeGreaterThan(5)
    await shop.advance(90_000)
    const owner = await openPhone(shop.phone(LAN, OVERVIEW))
    const yuan = Math.floor(paid.reduce((sum, order) => sum + order.amountFen, 0) / 100)
    await untilHolds(
      async () => /今日实收 ¥ ?([\d,]+)/.exec(await textOf(owner))?.[1]?.replace(',', ''),
      (revenue) => expect(Number(revenue)).toBeGreaterThanOrEqual(yuan),
    )
  })

  test('payments fail: one incident and exactly one message within 4 minutes, acknowledged on the page, resolved after', async () => {
    const owner = await openPhone(shop.phone(LAN, OVERVIEW))
    const { id } = await shop.control<{ id: string }>('POST', 'faults', {
      match: { api: 'requestPayment' },
      effect: { errCode: -1 },
    })
    let waitedMs = 0
    while ((await shop.messages()).length === 0 && waitedMs < 4 * 60_000) {
      await shop.advance(15_000)
      waitedMs += 15_000
    }
    const [message, ...more] = await shop.messages()
    expect(more).toEqual([])
    expect(message).toMatchObject({
      to: LAN,
      templateId: 'tmpl-critical',
      values: {
        thing1: '兰姨牛肉面 文三路店',
        thing2: '顾客付不了款',
        phrase3: '严重',
        thing4: expect.stringMatching(/位顾客/),
        time5: expect.stringMatching(/^2026-11-25 1[12]:\d\d$/),
      },
    })

    await shop.advance(PAGE_REFRESHES_MS)
    await says(owner, '顾客付不了款')
    await owner.getByText('我来处理').click()
    await says(owner, '兰姨在处理')
    await untilHolds(
      () => shop.documents<{ status: string; acknowledged: { by: string } }>('incidents'),
      (incidents) => expect(incidents).toMatchObject([{ status: 'acknowledged', acknowledged: { by: '兰姨' } }]),
    )

    await shop.control('DELETE', `faults/${id}`)
    await shop.advance(12 * 60_000)
    const incidents = await shop.documents<{ status: string }>('incidents')
    expect(incidents.map((each) => each.status)).toEqual(['resolved'])
    expect(await shop.messages()).toHaveLength(1)
    await shop.advance(PAGE_REFRESHES_MS)
    await says(owner, '没有进行中的告警')
  }, 300_000)

  test('when it is over, what was learnt is written on it', async () => {
    const owner = await openPhone(shop.phone(LAN, 'admin/pages/incidents/index'))
    await owner.getByText('顾客付不了款').first().click()
    await owner.getByText('写复盘').click()
    const answers = ['支付通道断了十分钟', '通道商换证书没通知', '加一条备用通道']
    for (const [at, answer] of answers.entries()) await owner.locator('textarea').nth(at).fill(answer)
    await owner.getByText('存下来').click()
    for (const answer of answers) await says(owner, answer)
    await untilHolds(
      async () => (await shop.documents<{ review: object }>('incidents'))[0]?.review ?? {},
      (review) => expect(Object.values(review)).toEqual(expect.arrayContaining(answers)),
    )
  })
})

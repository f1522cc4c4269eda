import { cloudForTest, type TestCloud } from '../cloudForTest'

describe('payment through the fake WeChat Pay', () => {
  let cloud: TestCloud
  let order = 0
  beforeAll(async () => {
    cloud = await cloudForTest()
  })
  beforeEach(async () => {
    await cloud.control('POST', 'reset')
    order++
  })
  afterAll(() => cloud.remove())

  const unifiedOrder = async (more: object = {}) =>
    (await cloud.call('o-guest', 'payer', { outTradeNo: `order-${order}`, totalFee: 3800, ...more })).result as any
  const pay = async (payment: object) => {
    const response = await fetch(`${cloud.url}/_phone/pay`, {
      method: 'POST',
      headers: { 'x-session': cloud.login('o-guest') },
      body: JSON.stringify({ payment }),
    })
    return response.json() as Promise<any>
  }
  const notices = () => cloud.database.find('notices').documents as any[]

  test('an order is paid: the phone hears ok, the function is told once, not as a client', async () => {
    const reply = await unifiedOrder()
    expect(reply).toMatchObject({ returnCode: 'SUCCESS', resultCode: 'SUCCESS', payment: { signType: 'MD5' } })
    expect(await pay(reply.payment)).toEqual({ errMsg: 'requestPayment:ok' })
    expect(notices()).toMatchObject([
      { source: 'wx_paycallback', openid: null, outTradeNo: `order-${order}`, totalFee: 3800 },
    ])
  })

  test.each([
    ['cancel', { errMsg: 'requestPayment:fail cancel' }, 0],
    ['fail', { errMsg: 'requestPayment:fail' }, 0],
    ['ok', { errMsg: 'requestPayment:ok' }, 1],
  ])('the next payment can be set to %s, the one after succeeds', async (outcome, heard, told) => {
    await cloud.control('POST', 'payments', { next: { outcome } })
    const { payment } = await unifiedOrder()
    expect(await pay(payment)).toEqual(heard)
    expect(notices()).toHaveLength(told)
    const next = await unifiedOrder({ outTradeNo: `order-${order}-again` })
    expect(await pay(next.payment)).toEqual({ errMsg: 'requestPayment:ok' })
  })

  test('paid though the phone hears nothing: the server is told', async () => {
    await cloud.control('POST', 'payments', { next: { outcome: 'silent', notify: true } })
    const { payment } = await unifiedOrder()
    expect(await pay(payment)).toEqual({ errMsg: '', silent: true })
    expect(notices()).toHaveLength(1)
  })

  test('the fault "payment fails" fails payments until it is switched off', async () => {
    const { id } = (
      await cloud.control('POST', 'faults', { match: { api: 'requestPayment' }, effect: { errCode: -1 } })
    ).json
    const { payment } = await unifiedOrder()
    expect(await pay(payment)).toEqual({ errMsg: 'requestPayment:fail' })
    expect(await pay(payment)).toEqual({ errMsg: 'requestPayment:fail' })
    expect(notices()).toEqual([])
    await cloud.control('DELETE', `faults/${id}`)
    expect(await pay(payment)).toEqual({ errMsg: 'requestPayment:ok' })
  })

  test('a fault can fail the order at WeChat Pay itself', async () => {
    await cloud.control('POST', 'faults', { match: { api: 'cloudPay.unifiedOrder' }, effect: { errCode: -1 } })
    expect(await unifiedOrder()).toMatchObject({ returnCode: 'FAIL' })
  })

  test('a notice that is not acknowledged comes again after 15 seconds', async () => {
    const { payment } = await unifiedOrder({ subMchId: '2' })
    await pay(payment)
    expect(notices()).toHaveLength(1)
    await cloud.clock.advance(15_000)
    expect(notices()).toHaveLength(2)
    await cloud.clock.advance(60_000)
    expect(notices()).toHaveLength(2)
  })

  test('orders and open notices outlive a restart: paid once, told until it is acknowledged', async () => {
    await pay((await unifiedOrder({ outTradeNo: `order-${order}-before` })).payment)
    const first = (await unifiedOrder({ subMchId: '3' })).payment
    const second = (await unifiedOrder({ outTradeNo: `order-${order}-later` })).payment
    await pay(first)
    expect(notices()).toHaveLength(2)
    const { folder } = cloud
    await cloud.close()
    cloud = await cloudForTest({ folder })
    expect(await pay(first)).toEqual({ errMsg: 'requestPayment:fail cancel' })
    await cloud.clock.advance(15_000)
    expect(notices()).toHaveLength(3)
    expect(await pay(second)).toEqual({ errMsg: 'requestPayment:ok' })
    await cloud.clock.advance(3_600_000)
    expect(notices()).toHaveLength(4)
  })

  test('an order can be asked for and closed; closed it is not paid any more', async () => {
    const ask = async (api: string, outTradeNo = `order-${order}`) =>
      (await cloud.call('o-guest', 'payer', { api, outTradeNo })).result as any
    expect(await ask('queryOrder')).toMatchObject({ resultCode: 'FAIL' })
    const { payment } = await unifiedOrder()
    expect(await ask('queryOrder')).toMatchObject({ resultCode: 'SUCCESS', tradeState: 'NOTPAY', totalFee: 3800 })
    expect(await ask('closeOrder')).toMatchObject({ resultCode: 'SUCCESS' })
    expect(await ask('queryOrder')).toMatchObject({ tradeState: 'CLOSED' })
    expect(await pay(payment)).toEqual({ errMsg: 'requestPayment:fail cancel' })
    await pay((await unifiedOrder()).payment)
    expect(await ask('queryOrder')).toMatchObject({ tradeState: 'SUCCESS' })
    expect(await ask('closeOrder')).toMatchObject({ resultCode: 'FAIL' })
  })

  test('payment parameters that were changed, and an order paid before, are not paid', async () => {
    const { payment } = await unifiedOrder()
    expect(await pay({ ...payment, paySign: '0'.repeat(32) })).toEqual({ errMsg: 'requestPayment:fail cancel' })
    expect(await pay(payment)).toEqual({ errMsg: 'requestPayment:ok' })
    expect(await pay(payment)).toEqual({ errMsg: 'requestPayment:fail cancel' })
    expect(await unifiedOrder()).toMatchObject({ returnCode: 'SUCCESS', resultCode: 'FAIL', errCode: 0 })
    expect(notices()).toHaveLength(1)
  })

  test.each([
    ['no amount', { totalFee: 0 }, /total_fee/],
    ['half a cent', { totalFee: 10.5 }, /total_fee/],
    ['a trade number with spaces', { outTradeNo: 'order 1 2 3' }, /out_trade_no/],
  ])('an order with %s is refused by WeChat Pay', async (_name, more, text) => {
    const reply = await unifiedOrder(more)
    expect(reply).toMatchObject({ returnCode: 'FAIL', returnMsg: expect.stringMatching(text) })
    expect(reply.payment).toBeUndefined()
  })
})

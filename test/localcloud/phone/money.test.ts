import { eventually, type OpenPhone, type PhoneBench, startBench } from './openPhone'

const NOON = Date.parse('2026-11-25T12:02:00+08:00')

let bench: PhoneBench
let payments: unknown[]
let payAnswer: Record<string, unknown>
beforeAll(async () => {
  bench = await startBench({
    now: NOON,
    pay: (payment) => {
      payments.push(payment)
      return payAnswer
    },
    subscribe: (ids) => Object.fromEntries(ids.map((id) => [id, 'reject'])),
  })
})
afterAll(() => bench.close())

let phone: OpenPhone
beforeEach(() => {
  payments = []
  payAnswer = { errMsg: 'requestPayment:ok' }
})
afterEach(() => phone.page.close())

const heard = (text: string) => eventually(() => phone.text('heard'), text)

describe('paying', () => {
  test('WeChat Pay’s sheet asks, then the payment goes out with all its fields', async () => {
    phone = await bench.open('pages/mine/mine')
    await phone.tap('pay')
    await phone.page.getByRole('button', { name: '确认支付' }).waitFor()
    expect(payments).toEqual([])
    await phone.page.getByRole('button', { name: '确认支付' }).click()
    await heard('付好了')
    expect(payments).toEqual([{ timeStamp: '1', nonceStr: 'n', package: 'prepay_id=1', signType: 'MD5', paySign: 's' }])
  })

  test('closing the sheet is a cancel that the cloud never hears of', async () => {
    phone = await bench.open('pages/mine/mine')
    await phone.tap('pay')
    await phone.page.getByRole('button', { name: '取消支付' }).click()
    await heard('requestPayment:fail cancel')
    expect(payments).toEqual([])
  })

  test('autopay shows no sheet, and a failed payment arrives in fail', async () => {
    payAnswer = { errMsg: 'requestPayment:fail system error' }
    phone = await bench.open('pages/mine/mine', { autopay: '1' })
    await phone.tap('pay')
    await heard('requestPayment:fail system error')
  })

  test('a silent payment answers nothing at all', async () => {
    payAnswer = { errMsg: '', silent: true }
    phone = await bench.open('pages/mine/mine', { autopay: '1' })
    await phone.tap('pay')
    await eventually(async () => payments.length, 1)
    await bench.cloud.advance(600_000)
    expect(await phone.text('heard')).toBe('')
  })
})

describe('asking for messages', () => {
  test('the desk’s answer comes back by template', async () => {
    phone = await bench.open('pages/mine/mine')
    await phone.tap('subscribe')
    await heard('{"errMsg":"requestSubscribeMessage:ok","T1":"reject"}')
  })

  test('without a tap WeChat refuses', async () => {
    phone = await bench.open('pages/mine/mine')
    const answer = await phone.page.evaluate(() =>
      (globalThis as unknown as { wx: { requestSubscribeMessage(o: object): Promise<unknown> } }).wx
        .requestSubscribeMessage({ tmplIds: ['T1'] })
        .catch((error: unknown) => error),
    )
    expect(answer).toEqual({ errMsg: 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.' })
  })
})

describe('virtual time on the phone', () => {
  test('the phone shows the cloud’s time, and its timers wait until that has passed', async () => {
    phone = await bench.open('pages/mine/mine')
    const start = await phone.page.evaluate(() => Date.now())
    await phone.tap('timer')
    await heard('等着')
    await eventually(async () => bench.cloud.posted.at(-1)?.body.nextDue, start + 60_000)
    await bench.cloud.advance(59_999)
    expect(await phone.text('heard')).toBe('等着')
    await bench.cloud.advance(1)
    await heard('过了 60000')
    await eventually(() => phone.page.locator('.status-bar .time').innerText(), '12:13')
  })
})

describe('what goes wrong in a page', () => {
  test('an error of a tap handler reaches App.onError with its message', async () => {
    phone = await bench.open('pages/mine/mine')
    await phone.tap('throw')
    await eventually(
      async () => (await phone.calls()).some((call) => call.includes('app.onError') && call.includes('面没了')),
      true,
    )
  })

  test('an unhandled rejection reaches App.onUnhandledRejection', async () => {
    phone = await bench.open('pages/mine/mine')
    await phone.page.evaluate(() => void Promise.reject('菜单没来'))
    await eventually(async () => (await phone.calls()).at(-1), 'app.onUnhandledRejection 菜单没来')
  })
})

describe('what the phone measures', () => {
  test('launch, route and paints arrive at an observer with plausible times', async () => {
    phone = await bench.open()
    await phone.page.evaluate(() => {
      const { wx } = globalThis as unknown as {
        wx: {
          getPerformance(): {
            createObserver(tell: (list: { getEntries(): object[] }) => void): { observe(o: object): void }
          }
        }
      }
      const seen: object[] = []
      Object.assign(globalThis, { seen })
      wx.getPerformance()
        .createObserver((list) => seen.push(...list.getEntries()))
        .observe({ entryTypes: ['navigation', 'render'] })
    })
    const tappedMs = performance.now()
    await phone.tap('detail')
    type Entry = { entryType: string; name: string; startTime: number; duration: number; path: string }
    const seen = () => phone.page.evaluate(() => (globalThis as unknown as { seen: Entry[] }).seen)
    await eventually(
      async () => (await seen()).map(({ name }) => name).sort(),
      ['firstContentfulPaint', 'firstPaint', 'firstRender', 'largestContentfulPaint', 'route'],
    )
    const sinceMs = performance.now() - tappedMs
    for (const entry of await seen()) {
      expect(entry.path).toBe('sub/pages/detail/detail')
      expect(entry.startTime).toBeGreaterThanOrEqual(NOON)
      expect(entry.startTime).toBeLessThan(NOON + 3_600_000)
      expect(entry.duration).toBeGreaterThanOrEqual(0)
      expect(entry.duration).toBeLessThanOrEqual(sinceMs)
    }
  })

  test('setUpdatePerformanceListener tells which data a setData changed', async () => {
    phone = await bench.open()
    const record = await phone.page.evaluate(() => {
      const { getCurrentPages } = globalThis as unknown as {
        getCurrentPages(): {
          setUpdatePerformanceListener(o: object, tell: (record: object) => void): void
          setData(change: object): void
        }[]
      }
      const page = getCurrentPages()[0]
      let told: object = {}
      page?.setUpdatePerformanceListener({ withDataPaths: true }, (one) => {
        told = one
      })
      page?.setData({ count: 9, 'list[0].name': '拌面' })
      return told
    })
    expect(record).toMatchObject({ isMergedUpdate: false, dataPaths: [['count'], ['list[0]', 'name']] })
  })
})

describe('what the phone keeps', () => {
  test('each person has an own drawer', async () => {
    phone = await bench.open()
    const inPhone = <T>(run: (wx: Record<string, (...args: unknown[]) => T>) => T) =>
      phone.page.evaluate(`(${run})(wx)`) as Promise<T>
    await inPhone((wx) => wx.setStorageSync?.('cart', { bowls: 2 }) as never)
    expect(await inPhone((wx) => wx.getStorageSync?.('cart') as never)).toEqual({ bowls: 2 })
    await phone.page.goto(bench.cloud.phone('somebody'))
    await phone.page.waitForSelector('body[data-ready=true]')
    expect(await inPhone((wx) => wx.getStorageSync?.('cart') as never)).toBe('')
    expect(await inPhone((wx) => wx.getStorageInfoSync?.() as never)).toMatchObject({ keys: [] })
  })
})

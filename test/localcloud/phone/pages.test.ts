import { eventually, type OpenPhone, type PhoneBench, startBench } from './openPhone'

let bench: PhoneBench
beforeAll(async () => {
  bench = await startBench({
    functions: {
      echo: (event, openid) => {
        if (openid === 'nobody') throw { errCode: -502005, errMsg: 'not for you' }
        return { heard: event.text, openid }
      },
    },
  })
})
afterAll(() => bench.close())

describe('a page in the browser phone', () => {
  let phone: OpenPhone
  beforeEach(async () => {
    phone = await bench.open()
  })
  afterEach(() => phone.page.close())

  test('shows data, lists through an imported template, and WXS with its own idea of constructor', async () => {
    expect(await phone.text('title')).toBe('你好，世界')
    expect(await phone.text('total')).toBe('¥28.68 数组')
    expect(await phone.page.getByText('牛肉面 × 2').isVisible()).toBe(true)
  })

  test('styles of a component stay in it, styles of the page do not enter it', async () => {
    const border = (selector: string) =>
      phone.page.locator(selector).evaluate((element) => getComputedStyle(element).borderTopWidth)
    expect(await border('[id$="--counter"] wx-view')).toBe('2px')
    expect(await border('[id$="--title"]')).toBe('0px')
  })

  test('a component counts up and tells its page', async () => {
    await phone.page.locator('[id$="--counter"] wx-button').click()
    await eventually(() => phone.text('counted'), '数到 4')
  })

  test('a caught tap does not reach the view around it', async () => {
    await phone.tap('inner')
    await eventually(() => phone.text('answer'), '里面 number')
    await phone.page.locator('[id$="--outer"]').click({ position: { x: 300, y: 8 } })
    await eventually(() => phone.text('answer'), '外面')
  })

  test('a TDesign button with a drawn icon asks with WeChat’s dialog', async () => {
    const icon = phone.page.locator('.t-icon-wallet, [class*="t-icon-wallet"]').first()
    expect(await icon.evaluate((element) => getComputedStyle(element, '::before').webkitMaskImage)).toContain('svg')
    await phone.page.getByText('问一声').click()
    await phone.page.getByRole('dialog', { name: '要发布吗？' }).getByText('确定').click()
    await eventually(() => phone.text('answer'), '是')
  })

  test('a cloud function is called as the signed-in person', async () => {
    await phone.tap('call')
    await eventually(() => phone.text('answer'), '{"heard":"在吗","openid":"customer"}')
  })

  test('a refusal of the cloud arrives as errCode and errMsg', async () => {
    const stranger = await bench.open('', { openid: 'nobody' })
    await stranger.tap('call')
    await eventually(() => stranger.text('answer'), '-502005 cloud.callFunction:fail not for you')
  })

  test('a canvas is drawn through its node, and tells where it was touched', async () => {
    await eventually(() => phone.text('drawn'), '画了 150×50')
    await phone.page.locator('[id$="--drawing"]').click({ position: { x: 20, y: 10 } })
    await eventually(() => phone.text('answer'), '按在 20')
  })

  test('a swiper turns with the finger', async () => {
    const box = await phone.page.locator('wx-swiper').boundingBox()
    if (!box) throw new Error('no swiper')
    await phone.page.locator('wx-swiper').scrollIntoViewIfNeeded()
    const now = (await phone.page.locator('wx-swiper').boundingBox()) ?? box
    await phone.page.mouse.move(now.x + 250, now.y + 60)
    await phone.page.mouse.down()
    await phone.page.mouse.move(now.x + 60, now.y + 60, { steps: 5 })
    await phone.page.mouse.up()
    await eventually(() => phone.text('answer'), '第 2 张')
  })

  test('scrolling to the end calls onReachBottom once', async () => {
    await phone.page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight))
    await eventually(() => phone.text('bottom'), '到底 1')
  })

  test('pulling down refreshes, and stopPullDownRefresh puts the dots away', async () => {
    await phone.page.mouse.move(180, 150)
    await phone.page.mouse.down()
    await phone.page.mouse.move(180, 320, { steps: 8 })
    await phone.page.mouse.up()
    await eventually(async () => (await phone.calls()).filter((call) => call === 'home.onPullDownRefresh').length, 1)
    await eventually(() => phone.page.locator('.refresher').evaluate((dots) => dots.style.height), '0px')
  })
})

describe('the stack of pages', () => {
  test('life cycles come in WeChat’s order', async () => {
    const phone = await bench.open()
    await eventually(
      () => phone.calls(),
      [
        'app.onLaunch pages/home/home',
        'app.onShow',
        'home.onLoad {}',
        'home.onShow',
        'counter.show',
        'counter.ready',
        'home.onReady',
      ],
    )
  })

  test('a subpackage opens, sends an event back, and returns', async () => {
    const phone = await bench.open()
    await phone.tap('detail')
    await eventually(() => phone.text('which'), '第 B2 单，页面 2 层')
    expect(phone.page.url()).toContain('#/sub/pages/detail/detail?id=B2')
    expect(await phone.page.locator('.page-layer:not([hidden]) h1').innerText()).toBe('详情')
    await phone.tap('pick')
    await eventually(() => phone.text('answer'), '选了 B2')
    await eventually(async () => (await phone.calls()).slice(-3), ['home.onHide', 'home.onShow', 'counter.show'])
  })

  test('the arrow of the navigation bar goes back', async () => {
    const phone = await bench.open()
    await phone.tap('detail')
    await phone.page.getByRole('button', { name: '返回' }).click()
    await eventually(() => phone.text('title'), '你好，世界')
  })

  test('the tab bar keeps the page it leaves', async () => {
    const phone = await bench.open()
    await phone.page.locator('[id$="--counter"] wx-button').click()
    await phone.page.getByRole('button', { name: '我的' }).click()
    await eventually(() => phone.text('mine'), '我的')
    await phone.page.getByRole('button', { name: '首页' }).click()
    await eventually(() => phone.text('counted'), '数到 4')
    expect((await phone.calls()).filter((call) => call.startsWith('home.onLoad'))).toHaveLength(1)
  })

  test.each([
    ['navigateTo', '/pages/mine/mine', 'navigateTo:fail can not navigateTo a tabbar page'],
    ['switchTab', '/pages/form/form', 'switchTab:fail can not switch to no-tabBar page'],
    ['navigateBack', '', 'navigateBack:fail cannot navigate back at first page.'],
    ['navigateTo', '/pages/nowhere', 'navigateTo:fail page "pages/nowhere" is not found'],
  ])('%s %s is refused: %s', async (api, url, errMsg) => {
    const phone = await bench.open()
    const answer = await phone.page.evaluate(
      ([name, address]) =>
        (globalThis as unknown as { wx: Record<string, (o: object) => Promise<unknown>> }).wx[name as string]?.({
          url: address,
        }).catch((error: unknown) => error),
      [api, url],
    )
    expect(answer).toMatchObject({ errMsg })
    expect(await phone.calls()).toEqual(
      url === '/pages/nowhere'
        ? expect.arrayContaining(['app.onPageNotFound pages/nowhere'])
        : expect.not.arrayContaining(['home.onHide']),
    )
  })

  test('leaving and coming back is told to the app', async () => {
    const phone = await bench.open()
    for (const what of ['hide', 'show'])
      await phone.page.evaluate((phone) => window.postMessage({ phone }, location.origin), what)
    await eventually(
      async () => (await phone.calls()).slice(-5),
      ['home.onHide', 'app.onHide', 'app.onShow', 'home.onShow', 'counter.show'],
    )
  })

  test('styles of a page end with it', async () => {
    const phone = await bench.open('pages/mine/mine')
    await phone.tap('form')
    const ground = () =>
      phone.page.locator('.page-layer:not([hidden]) wx-page').evaluate((page) => getComputedStyle(page).backgroundColor)
    await eventually(ground, 'rgb(255, 255, 255)')
    await phone.page.evaluate(() => (globalThis as unknown as { wx: { navigateBack(): void } }).wx.navigateBack())
    await eventually(ground, 'rgb(244, 244, 242)')
  })
})

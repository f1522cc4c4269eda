import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventually, type OpenPhone, type PhoneBench, startBench } from './openPhone'

let bench: PhoneBench
let phone: OpenPhone
let shop: http.Server
let shopUrl: string

beforeAll(async () => {
  shop = http.createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    response.setHeader('access-control-expose-headers', '*')
    if (request.method === 'OPTIONS') return response.end()
    if (request.url === '/never') return undefined
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString()
    })
    request.on('end', () => {
      response.statusCode = request.url === '/missing' ? 404 : 200
      response.setHeader('x-shop', 'lan')
      const { method, url, headers } = request
      response.end(
        request.url === '/text' ? 'plain' : JSON.stringify({ method, url, body, type: headers['content-type'] }),
      )
    })
    return undefined
  })
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
  bench = await startBench({ now: Date.parse('2026-11-25T12:02:00+08:00') })
  phone = await bench.open()
})
afterAll(async () => {
  await bench.close()
  shop.closeAllConnections()
  await new Promise((resolve) => shop.close(resolve))
})

/** Runs code in the page; `wx`, `page` (the page in front) and `url` (the shop's server) are at hand. */
const inPhone = <T = unknown>(code: string): Promise<T> =>
  phone.page.evaluate(
    `(async () => { const url = ${JSON.stringify(shopUrl)}; const page = getCurrentPages().at(-1); ${code} })()`,
  )

const failure = (call: string) => inPhone(`return ${call}.catch((error) => error)`)

describe('wx.request', () => {
  test.each([
    [
      'a GET puts its data into the address',
      "{ url: url + '/menu', data: { page: 2, word: '面' } }",
      { method: 'GET', url: '/menu?page=2&word=%E9%9D%A2', body: '' },
    ],
    [
      'a POST sends JSON',
      "{ url: url + '/order', method: 'POST', data: { bowls: 2 } }",
      { method: 'POST', url: '/order', body: '{"bowls":2}', type: 'application/json' },
    ],
    [
      'a form is encoded as its header says',
      "{ url: url + '/order', method: 'post', data: { bowls: 2 }, header: { 'Content-Type': 'application/x-www-form-urlencoded' } }",
      { method: 'POST', body: 'bowls=2', type: 'application/x-www-form-urlencoded' },
    ],
  ])('%s', async (_what, options, data) => {
    expect(await inPhone(`return wx.request(${options})`)).toMatchObject({
      statusCode: 200,
      data,
      errMsg: 'request:ok',
    })
  })

  test('a 404 is an answer, text stays text, headers come along', async () => {
    expect(await inPhone(`return wx.request({ url: url + '/missing' })`)).toMatchObject({ statusCode: 404 })
    expect(await inPhone(`return wx.request({ url: url + '/text' })`)).toMatchObject({
      data: 'plain',
      header: { 'x-shop': 'lan' },
    })
  })

  test('the profile orders the steps of the request in epoch time', async () => {
    const { profile } = await inPhone<{ profile: Record<string, number> }>(`return wx.request({ url: url + '/text' })`)
    const steps = ['fetchStart', 'connectStart', 'connectEnd', 'requestStart', 'responseStart', 'responseEnd']
    const times = steps.map((step) => profile[step] ?? 0)
    expect(times[0]).toBeGreaterThan(Date.parse('2020-01-01'))
    expect([...times].sort((a, b) => a - b)).toEqual(times)
  })

  test.each([
    ['nobody listening', "wx.request({ url: 'http://127.0.0.1:1/' })", /^request:fail /],
    ['a timeout', "wx.request({ url: url + '/never', timeout: 50 })", /^request:fail timeout$/],
    ['no address', 'wx.request({})', /^request:fail invalid url$/],
    [
      'an abort',
      "(() => { const task = wx.request({ url: url + '/never' }); task.abort(); return task })()",
      /^request:fail abort$/,
    ],
  ])('%s fails in WeChat’s words', async (_what, call, errMsg) => {
    expect(await failure(call)).toMatchObject({ errMsg: expect.stringMatching(errMsg) })
  })

  test('with callbacks it answers a task, not a promise, and calls complete last', async () => {
    const calls = await inPhone(`
      const calls = []
      await new Promise((done) => {
        const task = wx.request({ url: url + '/text', success: () => calls.push('success'), complete: () => { calls.push('complete'); done() } })
        calls.push(typeof task.then, typeof task.abort)
      })
      return calls`)
    expect(calls).toEqual(['undefined', 'function', 'success', 'complete'])
  })
})

describe('what WeChat draws over a page', () => {
  test('a toast leaves in real time while virtual time stands still', async () => {
    await inPhone(`wx.showToast({ title: '加好了', duration: 300 })`)
    await phone.page.getByRole('status').filter({ hasText: '加好了' }).waitFor()
    await phone.page.getByRole('status').waitFor({ state: 'detached' })
  })

  test('loading stays until it is hidden', async () => {
    await inPhone(`wx.showLoading({ title: '正在下单' })`)
    await phone.page.getByRole('status').filter({ hasText: '正在下单' }).waitFor()
    await inPhone(`wx.hideLoading()`)
    await phone.page.getByRole('status').waitFor({ state: 'detached' })
  })

  test.each([
    ['加辣', { tapIndex: 1, errMsg: 'showActionSheet:ok' }],
    ['取消', { errMsg: 'showActionSheet:fail cancel' }],
  ])('an action sheet answers %s', async (choice, expected) => {
    const answered = failure(`wx.showActionSheet({ itemList: ['不辣', '加辣'] })`)
    await phone.page.getByRole('dialog').getByText(choice, { exact: true }).click()
    expect(await answered).toEqual(expected)
  })

  test('an editable dialog gives back what was typed', async () => {
    const answered = inPhone(`return wx.showModal({ title: '备注', editable: true, placeholderText: '少放辣' })`)
    await phone.page.getByPlaceholder('少放辣').fill('不要香菜')
    await phone.page.getByRole('dialog').getByText('确定').click()
    expect(await answered).toEqual({ confirm: true, cancel: false, content: '不要香菜', errMsg: 'showModal:ok' })
  })
})

describe('where things are', () => {
  test('places count from the page’s corner below the navigation bar, and add up', async () => {
    const [title, all, viewport] = await inPhone<[Record<string, number>, object[], Record<string, number>]>(`
      return new Promise((done) => wx.createSelectorQuery()
        .select('#title').boundingClientRect()
        .selectAll('.row').fields({ size: true })
        .selectViewport().scrollOffset()
        .exec(done))`)
    expect(title).toMatchObject({ id: 'title', left: 8, top: 8, width: 359 })
    expect(all).toHaveLength(2)
    expect(viewport).toMatchObject({ scrollTop: 0 })
  })

  test('the window is the page’s, the capsule lies beside the status bar', async () => {
    expect(await inPhone('return wx.getWindowInfo()')).toMatchObject({
      windowWidth: 375,
      windowHeight: 812 - 88 - 78,
      screenTop: 88,
      statusBarHeight: 44,
    })
    expect(await inPhone('return wx.getMenuButtonBoundingClientRect()')).toEqual({
      width: 87,
      height: 32,
      top: 50,
      bottom: 82,
      left: 278,
      right: 365,
    })
  })

  test('an intersection observer sees what is in view', async () => {
    const ratio = await inPhone<number>(`
      return new Promise((done) => wx.createIntersectionObserver(page).relativeToViewport().observe('#title', (seen) => done(seen.intersectionRatio)))`)
    expect(ratio).toBe(1)
    const below = await inPhone<unknown[]>(`
      const seen = []
      const observer = page.createIntersectionObserver({ thresholds: [0, 1] })
      observer.relativeToViewport().observe('#bottom', ({ id, intersectionRatio }) => seen.push([id, intersectionRatio]))
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => queueMicrotask(resolve))))
      const before = seen.length
      await wx.pageScrollTo({ scrollTop: 9999, duration: 0 })
      while (seen.at(-1)?.[1] !== 1) await new Promise((resolve) => requestAnimationFrame(resolve))
      observer.disconnect()
      return [before, ...seen.slice(-1)]`)
    expect(below).toEqual([0, ['bottom', 1]])
    await inPhone(`return wx.pageScrollTo({ scrollTop: 0, duration: 0 })`)
  })

  test('pageScrollTo moves to a selector', async () => {
    await inPhone(`return wx.pageScrollTo({ selector: '#counted', duration: 0 })`)
    await eventually(
      () =>
        inPhone<number>(
          `return new Promise((done) => wx.createSelectorQuery().select('#counted').boundingClientRect(({ top }) => done(Math.round(top))).exec())`,
        ),
      0,
    )
    await inPhone(`return wx.pageScrollTo({ scrollTop: 0, duration: 0 })`)
  })
})

describe('bars, drawings, storage', () => {
  test('the title and the badge of a tab are written', async () => {
    await inPhone(`wx.setNavigationBarTitle({ title: '打烊了' }); wx.setTabBarBadge({ index: 1, text: '3' })`)
    await phone.page.getByRole('heading', { name: '打烊了' }).waitFor()
    await eventually(async () => /3\s*我的/.test(await phone.page.locator('.tab-bar button').nth(1).innerText()), true)
    await inPhone(`wx.removeTabBarBadge({ index: 1 })`)
    await eventually(() => phone.page.locator('.tab-bar button').nth(1).innerText(), '我的')
  })

  test('light text on the bar makes the phone’s time white', async () => {
    await inPhone(`wx.setNavigationBarColor({ frontColor: '#ffffff', backgroundColor: '#ae1136' })`)
    const colour = () => phone.page.locator('.status-bar').evaluate((bar) => getComputedStyle(bar).color)
    await eventually(colour, 'rgb(255, 255, 255)')
    await inPhone(`wx.setNavigationBarColor({ frontColor: '#000000', backgroundColor: '#ffffff' })`)
  })

  test('an offscreen canvas becomes a picture', async () => {
    const picture = await inPhone<{ tempFilePath: string }>(`
      const canvas = wx.createOffscreenCanvas({ type: '2d', width: 4, height: 4 })
      canvas.getContext('2d').fillRect(0, 0, 4, 4)
      return wx.canvasToTempFilePath({ canvas })`)
    expect(picture.tempFilePath).toMatch(/^data:image\/png;base64,/)
    expect(await inPhone(`return wx.getImageInfo({ src: ${JSON.stringify(picture.tempFilePath)} })`)).toMatchObject({
      width: 4,
      height: 4,
    })
  })

  test.each([
    ['a key that is not there', "wx.getStorage({ key: 'nothing' })", 'getStorage:fail data not found'],
    [
      'a value above a megabyte',
      "wx.setStorage({ key: 'big', data: 'x'.repeat(1100000) })",
      'setStorage:fail entry size limit reached',
    ],
    [
      'a key without a name',
      'wx.setStorage({ data: 1 })',
      'setStorage:fail parameter error: parameter.key should be String',
    ],
  ])('%s fails by name', async (_what, call, errMsg) => {
    expect(await failure(call)).toEqual({ errMsg })
  })
})

test('the ring of the capsule sends the mini-program to the background until it is tapped', async () => {
  const away = await bench.open()
  await away.page.getByRole('button', { name: '关闭' }).click()
  await eventually(async () => (await away.calls()).at(-1), 'app.onHide')
  await away.page.getByText('点一下回来').click()
  await eventually(async () => (await away.calls()).slice(-3), ['app.onShow', 'home.onShow', 'counter.show'])
})

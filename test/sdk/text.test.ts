import { fingerprint, framesOf } from '../../miniprogram/sdk/text/fingerprint'
import { ownTemplates } from '../../miniprogram/sdk/text/ownTemplates'
import { pagePath, routeNamer } from '../../miniprogram/sdk/text/route'
import { scrub } from '../../miniprogram/sdk/text/scrub'

describe('a URL becomes a template', () => {
  const rows: [string, string][] = [
    ['https://api.shop.cn/v1/orders/12345?token=secret', 'api.shop.cn/v1/orders/:id'],
    ['https://api.shop.cn/dish/5f8d0d55b54764421b7156c9/photo', 'api.shop.cn/dish/:id/photo'],
    ['https://api.shop.cn/users/0b7e6c1a-5d0f-4d3e-9a8f-1f2e3d4c5b6a', 'api.shop.cn/users/:id'],
    ['https://user:pass@api.shop.cn/menu#top', 'api.shop.cn/menu'],
    ['http://127.0.0.1:8080/a/b', '127.0.0.1:8080/a/b'],
    ['https://api.shop.cn/search/%E9%B8%A1%E8%85%BF', 'api.shop.cn/search/:id'],
    ['https://api.shop.cn/t/oX1aB2cD3eF4gH5iJ6kL7mN8oP9q', 'api.shop.cn/t/:id'],
    ['https://api.shop.cn/v2/menu.json', 'api.shop.cn/v2/menu.json'],
  ]
  test.each(rows)('%s → %s', (url, template) => {
    expect(routeNamer(ownTemplates([]))('GET', url)).toBe(`GET ${template}`)
  })

  test('a page keeps its path and loses its query', () => {
    expect(pagePath('/pages/order/order?id=778899&phone=13800000000')).toBe('pages/order/order')
  })
})

describe('a message loses what could name a person', () => {
  const rows: [string, string][] = [
    ['phone 13812345678 refused', 'phone <phone> refused'],
    ['mail lan.yi@shop.cn bounced', 'mail <mail> bounced'],
    ['GET https://a.cn/x?openid=oABC failed', 'GET https://a.cn/x? failed'],
    ['user oX1aB2cD3eF4gH5iJ6kL7mN8oP9q', 'user <id>'],
    ['order 20261118001', 'order <number>'],
    ['Cannot read property dishes of undefined', 'Cannot read property dishes of undefined'],
  ]
  test.each(rows)('%s', (text, clean) => {
    expect(scrub(text, 300)).toBe(clean)
  })

  test('positions in a stack stay: they lead to the line of the source', () => {
    expect(scrub('at f (app-service.js:1:1234567)', 300)).toBe('at f (app-service.js:1:1234567)')
  })

  test('is cut to the limit', () => {
    expect(scrub('鸡腿'.repeat(400), 3)).toBe('鸡腿鸡')
  })
})

describe('a fingerprint', () => {
  const stack = 'TypeError: x\n    at submit (pages/cart/cart.js:10:5)\n    at tap (app.js:3:1)'

  test('is the same when only ids, quoted words and line numbers differ', () => {
    const moved = stack.replace('10:5', '99:1')
    expect(fingerprint('dish 12 "rice" is gone', stack)).toBe(fingerprint('dish 7 "soup" is gone', moved))
  })

  test('differs by message and by place', () => {
    const one = fingerprint('dish is gone', stack)
    expect(fingerprint('order is gone', stack)).not.toBe(one)
    expect(fingerprint('dish is gone', stack.replace('submit', 'load'))).not.toBe(one)
  })
})

describe('the frames of a stack', () => {
  const forms: [string, string, string[]][] = [
    ['Android', 'TypeError: x\n    at t.submit (https://usr/app-service.js:12:5)', ['submit app-service.js']],
    ['an async function', '    at async Object.submit (https://usr/app-service.js:1:5)', ['submit app-service.js']],
    ['iOS', 'submit@https://servicewechat.com/app-service.js:12:5', ['submit app-service.js']],
    ['iOS without a name', '@https://servicewechat.com/app-service.js:12:5', ['app-service.js']],
    ['DevTools', '    at onTap (menu.js? [sm]:5)', ['onTap menu.js']],
    [
      'DevTools by its server',
      '    at r.onTap (http://127.0.0.1:3/appservice/pages/menu.js:5:9)',
      ['onTap pages/menu.js'],
    ],
    ['an alias', '    at Page.submit [as onTap] (app-service.js:1:2)', ['submit app-service.js']],
    ['no function', '    at pages/menu/menu.js:10:5', ['pages/menu/menu.js']],
    ['WeChat’s own', '    at WAServiceMainContext.js:1:99\n    at Array.map (native code)\n[native code]', []],
    ['words', 'it happened at noon', []],
  ]
  test.each(forms)('%s', (_, stack, frames) => {
    expect(framesOf(stack)).toEqual(frames)
  })

  test('make the same fingerprint on every phone of a release', () => {
    const [android, ios, tools] = [
      '    at t.submit (https://usr/app-service.js:12:5)\n    at WASubContext.js:1:1',
      'submit@https://servicewechat.com/app-service.js:99:1',
      '    at submit (http://127.0.0.1:1/appservice/app-service.js:7:7)',
    ].map((stack) => fingerprint('x is gone', stack))
    expect(ios).toBe(android)
    expect(tools).toBe(android)
  })
})

describe('routes by the integrator’s own templates', () => {
  const name = routeNamer(ownTemplates(['a.cn/dish/:slug', 'a.cn/v1.0/:any/photo']))
  test.each([
    ['https://a.cn/dish/beef-noodles?x=1', 'GET a.cn/dish/:slug'],
    ['https://a.cn/v1.0/7/photo', 'GET a.cn/v1.0/:any/photo'],
    ['https://a.cn/v1x0/7/photo', 'GET a.cn/v1x0/:id/photo'],
    ['https://a.cn/dish/beef/noodles', 'GET a.cn/dish/beef/noodles'],
  ])('%s → %s', (url, route) => {
    expect(name(undefined, url)).toBe(route)
    expect(name('post', url)).toBe(route.replace('GET', 'POST'))
  })

  test('that are no list are as good as none', () => {
    expect(routeNamer(ownTemplates('a.cn/:x'))('GET', 'https://a.cn/7')).toBe('GET a.cn/:id')
  })

  test('stay right after more URLs than are remembered', () => {
    for (let i = 0; i < 500; i++) expect(name('GET', `https://a.cn/page-${i % 7}x${i}/list`)).toMatch(/^GET a\.cn\//)
    expect(name('GET', 'https://a.cn/dish/soup')).toBe('GET a.cn/dish/:slug')
  })
})

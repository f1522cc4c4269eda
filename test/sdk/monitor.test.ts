import { METRICS } from '../../contract/metrics'
import { OUTCOMES } from '../../contract/outcomes'
import { fakePerformance } from './fakePerformance'
import { eventsOf, fakePhone } from './fakePhone'
import { started, startMonitor } from './startMonitor'

describe('what is said about the phone', () => {
  test('closed words only, whatever WeChat answers', () => {
    const { phone, monitor } = started({
      getDeviceInfo: () => ({ platform: 'fridge' }),
      getNetworkType: ({ success }: { success: (a: object) => void }) => success({ networkType: '7g' }),
      getDeviceBenchmarkInfo: ({ success }: { success: (a: object) => void }) => success({ modelLevel: 9 }),
      getEnterOptionsSync: () => ({ scene: 'x' }),
    })
    monitor.flush()
    expect(phone.sent[0]?.device).toEqual({ platform: 'other', class: 'unknown', network: 'unknown', scene: 0 })
    expect(phone.sent[0]?.app).toMatchObject({ release: '1.2.3', env: 'release' })
  })

  test('a batch keeps the network it was closed on', () => {
    const listeners: ((event: object) => void)[] = []
    const changed = (event: object) => listeners.forEach((listener) => void listener(event))
    const { phone, monitor } = started({ onNetworkStatusChange: (heard: never) => void listeners.push(heard) })
    phone.answer = 'offline'
    changed({ networkType: '4g' })
    monitor.flush()
    changed({ networkType: 'wifi' })
    phone.answer = 'accept'
    phone.advance(60_000)
    expect(phone.sent[0]?.device.network).toBe('4g')
  })

  test('a store id that no cloud could have is sent as unknown', () => {
    const { phone, monitor } = started({}, { store: '文三路/1' })
    monitor.flush()
    expect(phone.sent[0]?.store).toBe('unknown')
  })
})

describe('the label of a function call', () => {
  test.each([
    [{ name: 'shop', data: { action: 'menu' } }, 'shop.menu'],
    [{ name: 'shop', data: { action: 'pay for 兰姨 13812345678' } }, 'shop'],
    [{ name: 'shop', data: { action: { $gt: '' } } }, 'shop'],
    [{ name: 'shop' }, 'shop'],
    [{ name: 7, data: {} }, 'other'],
  ])('%j is %s', (options, label) => {
    const { phone, monitor } = started()
    phone.api.cloud?.callFunction?.({ ...options, success() {} })
    phone.advance(100)
    monitor.flush()
    expect(eventsOf(phone, METRICS.call.id, label)).toBe(1)
  })
})

test('what the owner’s pages ask is no call of a customer’s: it is not counted', () => {
  const { phone, monitor } = started()
  const ask = (name: string, data: object) => phone.api.cloud?.callFunction?.({ name, data, success() {} })
  ask('query', { kind: 'overview' })
  ask('admin', { action: 'incident' })
  ask('adminPanel', { action: 'list' })
  phone.advance(3_000)
  monitor.flush()
  expect(eventsOf(phone, METRICS.call.id)).toBe(1)
})

describe('a call that failed, before an error', () => {
  const crumbsAfter = async (call: () => Promise<unknown>) => {
    const phone = fakePhone({ cloud: { callFunction: (asked) => (asked.name === 'shop' ? call() : undefined) } })
    const error = async () => {
      phone.api.cloud?.callFunction?.({ name: 'shop', data: { action: 'pay' } })?.catch?.(() => {})
      for (let turn = 0; turn < 5; turn++) await null
      phone.fire('onError', 'boom')
    }
    const monitor = startMonitor({ store: 'wensan' }, phone.host)
    await error()
    return monitor.latestCrumbs.map(([, , text]) => text).slice(0, -1)
  }

  test.each([
    ['threw', () => Promise.reject({ errCode: -504002, requestID: '3f0c-1' }), ['request 3f0c-1', 'shop.pay']],
    ['said no', async () => ({ result: { ok: false }, requestID: '3f0c-2' }), ['request 3f0c-2', 'shop.pay']],
    ['never got there', () => Promise.reject({ errMsg: 'callFunction:fail network' }), ['shop.pay']],
    ['went well', async () => ({ result: { ok: true }, requestID: '3f0c-3' }), ['shop.pay']],
    [
      'has an id without end',
      () => Promise.reject({ requestID: 'x'.repeat(900) }),
      [`request ${'x'.repeat(120)}`, 'shop.pay'],
    ],
  ])('%s', async (_, call, crumbs) => {
    expect(await crumbsAfter(call)).toEqual(crumbs)
  })
})

describe('errors', () => {
  test('an error travels once with its crumbs, its repetitions are counted', () => {
    const { phone, monitor } = started()
    phone.api.cloud?.callFunction?.({ name: 'shop', data: { action: 'menu', text: 'no onions' }, success() {} })
    phone.advance(100)
    for (let i = 0; i < 7; i++) {
      phone.fire('onError', 'MiniProgramError\nx is not defined\nReferenceError: x is not defined\n    at a.js:1:2')
    }
    phone.advance(3_000)
    phone.fire('onError', 'MiniProgramError\nx is not defined\nReferenceError: x is not defined\n    at a.js:1:2')
    monitor.flush()
    const reports = phone.sent.flatMap((batch) => batch.errors)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({ kind: 'error', message: 'x is not defined', page: 'pages/menu/menu' })
    expect(reports[0]?.crumbs.map(({ kind, text }) => [kind, text])).toEqual([['call', 'shop.menu ok']])
    expect(eventsOf(phone, METRICS.error.id)).toBe(8)
    expect(JSON.stringify(phone.sent)).not.toContain('onions')
  })

  test.each([
    ['a rejected Error', { reason: new Error('lost') }, 'lost'],
    ['a rejected WeChat error', { reason: { errMsg: 'request:fail' } }, 'request:fail'],
    ['a rejected word', { reason: 'no' }, 'no'],
    ['a rejection without reason', {}, 'undefined'],
  ])('%s', (_, event, message) => {
    const { phone } = started()
    phone.fire('onUnhandledRejection', event)
    phone.advance(3_000)
    expect(phone.sent[0]?.errors[0]).toMatchObject({ kind: 'rejection', message })
  })

  test('after fifty different errors of a session the rest are only counted', () => {
    const { phone, monitor } = started()
    for (let i = 0; i < 60; i++)
      monitor.report('error', `no ${'abcdefghij'[i % 10]} ${'klmnop'[Math.floor(i / 10)]}`, '')
    phone.advance(60_000)
    monitor.flush()
    phone.advance(60_000)
    expect([...phone.counted.values()].flatMap((batch) => batch.errors)).toHaveLength(50)
    expect(eventsOf(phone, METRICS.error.id)).toBe(60)
    expect(monitor.diagnose().dropped).toEqual({ session_budget: 10 })
  })
})

describe('payments', () => {
  test('a payment that never answers is counted as unknown, once', () => {
    let late: () => void = () => {}
    const { phone } = started({
      requestPayment: ({ success }: { success: () => void }) => {
        late = success
      },
    })
    phone.api.requestPayment?.({ success() {} })
    phone.advance(180_000)
    late()
    phone.fire('onAppHide')
    phone.advance(1_000)
    const outcomes = [...phone.counted.values()].flatMap(({ counts }) => counts).filter(([m]) => m === METRICS.pay.id)
    expect(outcomes.map(([, , outcome, , n]) => [OUTCOMES[outcome], n])).toEqual([['unknown', 1]])
  })
})

describe('launch, render and route', () => {
  test('come from the performance observer, by page', () => {
    const { getPerformance, tell } = fakePerformance()
    const { phone, monitor } = started({ getPerformance })
    tell(
      { name: 'appLaunch', entryType: 'navigation', duration: 1234.4, path: 'pages/menu/menu?x=1' },
      { name: 'firstRender', entryType: 'render', duration: 210, path: 'pages/menu/menu' },
      { name: 'route', entryType: 'navigation', duration: 90, path: 'pages/cart/cart' },
      { name: 'route', entryType: 'navigation', duration: Number.NaN, path: 'pages/cart/cart' },
      { name: 'resourceTiming', entryType: 'resource', duration: 50 },
    )
    monitor.flush()
    const { points, dict } = phone.sent[0]!
    expect(points.map(([m, l, , , ms]) => [m, dict[l], ms])).toEqual([
      [METRICS.launch.id, 'pages/menu/menu', 1234],
      [METRICS.render.id, 'pages/menu/menu', 210],
      [METRICS.route.id, 'pages/cart/cart', 90],
    ])
  })

  test('come from the route events where there is no observer', () => {
    const { phone, monitor } = started()
    phone.advance(800)
    phone.fire('onAppRouteDone', { path: 'pages/menu/menu' })
    phone.advance(5_000)
    phone.fire('onAppRoute', { path: 'pages/cart/cart' })
    phone.advance(70)
    phone.fire('onAppRouteDone', { path: 'pages/cart/cart' })
    monitor.flush()
    expect(phone.sent[0]?.points.map(([m, , , , ms]) => [m, ms])).toEqual([
      [METRICS.launch.id, 800],
      [METRICS.route.id, 70],
    ])
  })
})

describe('visits', () => {
  test('a return after half an hour is a new session, a short absence is not', () => {
    const { phone } = started()
    phone.fire('onAppHide')
    phone.advance(29 * 60_000)
    phone.fire('onAppShow')
    phone.fire('onAppHide')
    phone.advance(31 * 60_000)
    phone.fire('onAppShow')
    phone.fire('onAppHide')
    phone.advance(1_000)
    expect(eventsOf(phone, METRICS.session.id)).toBe(2)
    expect(new Set(phone.sent.map(({ session }) => session)).size).toBe(2)
  })
})

describe('switching off', () => {
  test('an instrument that is off does not touch the host', () => {
    const phone = fakePhone()
    const { request } = phone.api
    const monitor = startMonitor({ store: 'wensan', off: ['request'] }, phone.host)
    expect(phone.api.request).toBe(request)
    expect(monitor.diagnose().instruments).toMatchObject({ request: 'off', call: 'ok' })
  })
})

import { DROP_REASONS } from '../../contract/dropReasons'
import { METRICS } from '../../contract/metrics'
import { OUTCOMES } from '../../contract/outcomes'
import { fakePerformance } from './fakePerformance'
import { eventsOf, fakePhone } from './fakePhone'
import { startMonitor } from './startMonitor'

const started = (extra = {}, options = {}) => {
  const phone = fakePhone(extra)
  return { phone, monitor: startMonitor({ store: 'wensan', ...options }, phone.host) }
}

describe('when reports leave', () => {
  test('healthy measurements wait for the interval, together', () => {
    const { phone, monitor } = started()
    monitor.record('custom', 'photo', 'ok', 30)
    phone.advance(59_000)
    expect(phone.sent).toHaveLength(0)
    monitor.record('custom', 'photo', 'ok', 40)
    phone.advance(1_000)
    expect(phone.sent).toHaveLength(1)
    expect(eventsOf(phone, METRICS.custom.id, 'photo')).toBe(2)
  })

  test.each([
    ['an error', (m: ReturnType<typeof startMonitor>) => m.report('error', 'boom', '')],
    ['a failed payment', (m: ReturnType<typeof startMonitor>) => m.record('pay', 'wechat', 'server', 900)],
  ])('%s leaves within 3 s', (_, happens) => {
    const { phone, monitor } = started()
    happens(monitor)
    phone.advance(2_900)
    expect(phone.sent).toHaveLength(0)
    phone.advance(100)
    expect(phone.sent).toHaveLength(1)
  })

  test('a cancelled payment waits like everything healthy', () => {
    const { phone, monitor } = started()
    monitor.record('pay', 'wechat', 'aborted', 900)
    phone.advance(30_000)
    expect(phone.sent).toHaveLength(0)
  })

  test('hiding the app sends at once', () => {
    const { phone, monitor } = started()
    monitor.record('custom', 'photo', 'ok')
    phone.fire('onAppHide')
    expect(phone.sent).toHaveLength(1)
  })

  test('a quiet phone sends nothing and keeps no timer running', () => {
    const { phone } = started()
    phone.advance(120_000)
    const before = phone.sent.length
    phone.advance(86_400_000)
    expect(phone.sent).toHaveLength(before)
  })

  test('at most two reports are under way, each gives up after 3 s', () => {
    const { phone, monitor } = started()
    phone.answer = 'silence'
    const underWay: number[] = []
    const call = phone.api.cloud?.callFunction
    expect(call).toBeDefined()
    for (let i = 0; i < 5; i++) {
      monitor.record('custom', `step${i}`, 'ok')
      monitor.flush()
      underWay.push(monitor.diagnose().waiting.batches)
    }
    expect(underWay[4]).toBe(5)
    phone.answer = 'accept'
    monitor.flush()
    expect(phone.sent).toHaveLength(0)
    phone.advance(3_000)
    monitor.flush()
    expect(phone.sent).toHaveLength(2)
    phone.advance(600_000)
    expect(phone.counted.size).toBe(5)
  })

  test('while the cloud is away the waits grow, and everything arrives once it is back', () => {
    const { phone, monitor } = started({}, {})
    phone.answer = 'unavailable'
    monitor.report('error', 'boom', '')
    phone.advance(600_000)
    const tries = phone.sent.length
    expect(tries).toBeGreaterThan(3)
    expect(tries).toBeLessThan(12)
    expect(new Set(phone.sent.map(({ session, seq }) => `${session}${seq}`)).size).toBe(1)
    phone.answer = 'accept'
    phone.advance(600_000)
    expect(eventsOf(phone, METRICS.error.id)).toBe(1)
    expect(monitor.diagnose().waiting.batches).toBe(0)
  })

  test('an answer that got lost leads to the same batch again, under the same name', () => {
    const { phone, monitor } = started()
    phone.answer = 'loseAnswer'
    monitor.report('error', 'boom', '')
    phone.advance(10_000)
    phone.answer = 'accept'
    phone.advance(600_000)
    expect(phone.sent.length).toBeGreaterThan(1)
    const { sentAt: _, ...first } = phone.sent[0]!
    for (const { sentAt: __, ...again } of phone.sent) expect(again).toEqual(first)
    expect(eventsOf(phone, METRICS.error.id)).toBe(1)
  })

  test('a refused batch is not sent again, and its events are counted as dropped', () => {
    const { phone, monitor } = started()
    phone.answer = 'malformed'
    monitor.record('custom', 'a', 'ok', 5)
    monitor.flush()
    phone.advance(100)
    phone.answer = 'accept'
    monitor.record('custom', 'b', 'ok')
    phone.advance(600_000)
    expect(eventsOf(phone, METRICS.custom.id, 'a')).toBe(0)
    const dropped = [...phone.counted.values()].flatMap((batch) => batch.dropped)
    // launch and a, and the duration of a
    expect(dropped).toEqual([[DROP_REASONS.indexOf('malformed'), 3]])
  })
})

describe('answers that come late or refuse', () => {
  test('an acceptance after the time-out still counts: nothing is sent again', () => {
    const { phone, monitor } = started()
    phone.answer = 'late'
    monitor.report('error', 'boom', '')
    phone.advance(600_000)
    expect(phone.sent).toHaveLength(1)
    expect(monitor.diagnose()).toMatchObject({ waiting: { batches: 0 }, lastAnswer: true })
  })

  test('a batch that is too large is given up under that reason', () => {
    const { phone, monitor } = started()
    phone.answer = 'tooLarge'
    monitor.report('error', 'boom', '')
    phone.advance(600_000)
    expect(phone.sent).toHaveLength(1)
    // launch, error and its description
    expect(monitor.diagnose().dropped).toEqual({ too_large: 3 })
  })
})

describe('a loop in the app', () => {
  test('cannot fill the network: ten full batches an hour, the rest is dropped with a reason', () => {
    const { phone, monitor } = started()
    for (let i = 0; i < 20_000; i++) monitor.record('custom', `loop ${i}`, 'ok')
    phone.advance(600_000)
    expect(phone.counted.size).toBeLessThanOrEqual(12)
    expect(monitor.diagnose().dropped.session_budget).toBeGreaterThan(10_000)
    phone.advance(3_600_000)
    monitor.record('custom', 'loop ended', 'ok')
    phone.advance(60_000)
    expect(eventsOf(phone, METRICS.custom.id, 'loop ended')).toBe(1)
  })
})

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

describe('how the cloud steers', () => {
  const steeredBy = (steering: Record<string, number>) => {
    const { phone, monitor } = started()
    phone.steering = { ...phone.steering, ...steering }
    monitor.flush()
    phone.advance(1_000)
    return { phone, monitor, sentBefore: phone.sent.length }
  }

  test('the interval', () => {
    const { phone, monitor, sentBefore } = steeredBy({ intervalMs: 10_000 })
    monitor.record('custom', 'a', 'ok')
    phone.advance(10_000)
    expect(phone.sent).toHaveLength(sentBefore + 1)
  })

  test('no detail, but every event', () => {
    const { phone, monitor } = steeredBy({ sample: 0 })
    monitor.record('custom', 'a', 'ok', 25)
    phone.advance(60_000)
    expect(eventsOf(phone, METRICS.custom.id, 'a')).toBe(1)
    expect(phone.sent.at(-1)?.points).toEqual([])
  })

  test('a sampled session says how many others it stands for', () => {
    const phone = fakePhone({}, () => 0.1)
    const monitor = startMonitor({ store: 'wensan' }, phone.host)
    phone.steering = { ...phone.steering, sample: 0.25 }
    monitor.flush()
    phone.advance(1_000)
    monitor.record('custom', 'a', 'ok', 25)
    phone.advance(60_000)
    expect(phone.sent.at(-1)).toMatchObject({ weight: 4, points: [[METRICS.custom.id, 0, 0, 0, 25]] })
  })

  test('a pause, by the cloud’s clock', () => {
    const { phone, monitor, sentBefore } = steeredBy({})
    const cloudNow = phone.host.now() + 7_200_000
    phone.steering = { ...phone.steering, now: cloudNow, pauseUntil: cloudNow + 600_000 }
    monitor.record('custom', 'a', 'ok')
    monitor.flush()
    phone.advance(100)
    expect(phone.sent).toHaveLength(sentBefore + 1)
    monitor.report('error', 'boom', '')
    monitor.record('custom', 'b', 'ok', 25)
    expect(monitor.diagnose().dropped).toEqual({ paused: 1 })
    phone.advance(590_000)
    expect(phone.sent).toHaveLength(sentBefore + 1)
    phone.advance(20_000)
    expect(eventsOf(phone, METRICS.error.id)).toBe(1)
  })

  test.each([[{ intervalMs: -5, sample: 9, pauseUntil: Number.NaN }], [{ intervalMs: 'soon', sample: null }], [null]])(
    'nonsense is not followed: %j',
    (steering) => {
      const { phone, monitor } = steeredBy(steering as never)
      expect(monitor.diagnose().steering).toMatchObject({ intervalMs: 60_000, sample: 1 })
      expect(monitor.diagnose().steering.pauseUntil).toBeLessThanOrEqual(phone.host.now())
      monitor.record('custom', 'a', 'ok')
      phone.advance(60_000)
      expect(eventsOf(phone, METRICS.custom.id)).toBe(1)
    },
  )
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

describe('consent', () => {
  test('nothing leaves and nothing is kept on disk before the customer has said yes', () => {
    const { phone, monitor } = started({}, { askConsent: true })
    monitor.report('error', 'boom', '')
    phone.fire('onAppHide')
    phone.advance(600_000)
    expect([phone.sent.length, phone.disk.size]).toEqual([0, 0])
    monitor.setConsent(true)
    phone.advance(60_000)
    expect(eventsOf(phone, METRICS.error.id)).toBe(1)
  })

  test('a no throws away what was held back, and everything after it', () => {
    const { phone, monitor } = started({}, { askConsent: true })
    monitor.report('error', 'boom', '')
    monitor.setConsent(false)
    monitor.report('error', 'bang', '')
    phone.fire('onAppHide')
    phone.advance(600_000)
    expect(phone.sent).toHaveLength(0)
    expect(Object.keys(monitor.diagnose().dropped)).toEqual(['no_consent'])
  })
})

test('a no after a yes leaves nothing on the phone', () => {
  const { phone, monitor } = started({})
  phone.answer = 'offline'
  monitor.report('error', 'boom', '')
  phone.advance(30_000)
  expect([...phone.disk.values()].join('')).toContain('boom')
  monitor.setConsent(false)
  monitor.record('custom', 'a', 'ok')
  phone.advance(600_000)
  expect([...phone.disk.values()]).toEqual(['', ',0]]'])
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

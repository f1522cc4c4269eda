import { METRICS, type MetricName } from '../../contract/metrics'
import { OUTCOMES } from '../../contract/outcomes'
import type { Call, PhoneApi } from '../../miniprogram/sdk/phoneApi'
import { fakePerformance } from './fakePerformance'
import { type FakePhone, fakePhone } from './fakePhone'
import { startMonitor } from './startMonitor'

function started(extra: Partial<PhoneApi> = {}, options = {}) {
  const phone = fakePhone(extra)
  return { phone, monitor: startMonitor({ store: 'wensan', ...options }, phone.host) }
}

/** [label, outcome, how many] of a metric, as the cloud counted it. */
function counted(phone: FakePhone, metric: MetricName) {
  phone.fire('onAppHide')
  phone.advance(1_000)
  return [...phone.counted.values()].flatMap(({ counts, dict }) =>
    counts.filter(([id]) => id === METRICS[metric].id).map(([, l, o, , n]) => [dict[l], OUTCOMES[o], n]),
  )
}

/** [label, value] of a metric. */
const points = (phone: FakePhone, metric: MetricName) =>
  [...phone.counted.values()].flatMap(({ points: all, dict }) =>
    all.filter(([id]) => id === METRICS[metric].id).map(([, l, , , value]) => [dict[l], value]),
  )

const answers: Call = ({ success }) => success?.({ statusCode: 200 })

describe('files', () => {
  test.each([
    ['uploadFile', 'upload'],
    ['downloadFile', 'download'],
  ] as const)('%s is measured by route', (api, metric) => {
    const { phone } = started({ [api]: answers })
    phone.api[api]?.({ url: 'https://a.cn/photo/12345?key=1' })
    expect(counted(phone, metric)).toEqual([['GET a.cn/photo/:id', 'ok', 1]])
  })
})

describe('where the time of a slow request went', () => {
  const profile = { queueStart: 0, queueEnd: 300, domainLookUpStart: 300, domainLookUpEnd: 300, requestEnd: 400 }
  const slow = (phone: FakePhone, ms: number) => {
    phone.host.api.request?.({ url: 'https://a.cn/menu' })
    phone.advance(ms)
  }
  const request = (later: (run: () => void) => void): Call => {
    return ({ success }) => later(() => success({ statusCode: 200, profile: { ...profile, responseStart: 900 } }))
  }
  test.each([
    [
      1_500,
      [
        ['queue', 300],
        ['server', 500],
      ],
    ],
    [500, []],
  ])('%i ms', (ms, expected) => {
    const { phone } = started({ request: request((run) => phone.host.setTimeout(run, ms)) })
    slow(phone, ms)
    counted(phone, 'phase')
    expect(points(phone, 'phase')).toEqual(expected)
  })
})

test('calls of containers are measured by method and path', async () => {
  const phone = fakePhone()
  phone.api.cloud = { ...phone.api.cloud, callContainer: async () => ({ statusCode: 503 }) }
  startMonitor({ store: 'wensan' }, phone.host)
  await phone.api.cloud.callContainer?.({ path: '/api/dish/778899', method: 'POST' })
  expect(counted(phone, 'container')).toEqual([['POST /api/dish/:id', 'server', 1]])
})

describe('the cloud’s database', () => {
  const query = () => {
    const self = { where: () => self, limit: () => self, get: async () => ({ data: ['rice'] }) }
    return self
  }
  const database = () => ({ collection: query, command: { gt: (n: number) => n } })

  test('is measured by collection and operation, and answers what it answered', async () => {
    const phone = fakePhone()
    phone.api.cloud = { ...phone.api.cloud, database }
    startMonitor({ store: 'wensan' }, phone.host)
    const opened = phone.api.cloud.database?.()
    await expect(opened.collection('dishes').where({ secret: 1 }).limit(5).get()).resolves.toEqual({ data: ['rice'] })
    expect(opened.command.gt(5)).toBe(5)
    expect(counted(phone, 'database')).toEqual([['dishes.get', 'ok', 1]])
    expect(JSON.stringify(phone.sent)).not.toContain('secret')
  })
})

describe('a WebSocket', () => {
  const connected = () => {
    const heard: Record<string, Call> = {}
    const listens = (name: string) => (callback: Call) => {
      heard[name] = callback
    }
    const task = { onOpen: listens('open'), onError: listens('error'), send: () => 'sent' }
    const { phone } = started({ connectSocket: () => task })
    return { phone, heard, socket: phone.api.connectSocket?.({ url: 'wss://a.cn/live/778899' }) as typeof task, task }
  }

  test('counts from the call until it is open, and the app hears the same', () => {
    const { phone, heard, socket, task } = connected()
    const opened = jest.fn()
    socket.onOpen(opened)
    expect(socket).toBe(task)
    expect(socket.send()).toBe('sent')
    phone.advance(250)
    heard.open?.({ header: {} })
    expect(opened).toHaveBeenCalledWith({ header: {} })
    expect(counted(phone, 'socket')).toEqual([['WS a.cn/live/:id', 'ok', 1]])
    expect(points(phone, 'socket')).toEqual([['WS a.cn/live/:id', 250]])
  })

  test('that cannot connect is a failure', () => {
    const { phone, heard, socket } = connected()
    socket.onError(() => {})
    heard.error?.({ errMsg: 'connect timed out' })
    expect(counted(phone, 'socket')).toEqual([['WS a.cn/live/:id', 'timeout', 1]])
  })
})

test('a prompt for messages tells what was answered for each template', async () => {
  const result = { errMsg: 'ok', pickup: 'accept', coupon: 'reject', news: 'ban' }
  const { phone } = started({ requestSubscribeMessage: async () => result })
  await expect(phone.api.requestSubscribeMessage?.({ tmplIds: [] })).resolves.toBe(result)
  expect(counted(phone, 'subscribe')).toEqual([
    ['pickup', 'ok', 1],
    ['coupon', 'aborted', 1],
    ['news', 'business', 1],
  ])
})

describe('paints count from where the rendering of their page began', () => {
  const page = { entryType: 'render', path: 'pages/menu/menu', pageId: 7 }
  const render = { ...page, name: 'firstRender', startTime: 1_000, duration: 200 }
  const paint = { ...page, name: 'firstContentfulPaint', startTime: 1_450 }
  const largest = { ...page, name: 'largestContentfulPaint', startTime: 1_900 }
  test.each([
    ['after it', [render, paint, largest]],
    ['before it', [paint, largest, render]],
  ])('%s', (_, entries) => {
    const { getPerformance, tell } = fakePerformance()
    const { phone } = started({ getPerformance })
    tell(...entries)
    counted(phone, 'fcp')
    expect([points(phone, 'fcp'), points(phone, 'lcp')]).toEqual([
      [['pages/menu/menu', 450]],
      [['pages/menu/menu', 900]],
    ])
  })

  test('scripts and packages are told by package', () => {
    const { getPerformance, tell } = fakePerformance()
    const { phone } = started({ getPerformance })
    tell(
      { name: 'evaluateScript', entryType: 'script', duration: 80, moduleName: 'admin' },
      { name: 'downloadPackage', entryType: 'loadPackage', duration: 400, packageName: '__APP__' },
    )
    counted(phone, 'script')
    expect([points(phone, 'script'), points(phone, 'package')]).toEqual([[['admin', 80]], [['__APP__', 400]]])
  })
})

describe('a page that was opened', () => {
  const paint = { name: 'firstContentfulPaint', entryType: 'render', path: 'pages/menu/menu', startTime: 5 }
  const rows: [string, (phone: FakePhone, paints: () => void) => void, unknown[]][] = [
    ['paints', (_, paints) => paints(), [['pages/menu/menu', 'ok', 1]]],
    ['paints nothing: a white screen', () => {}, [['pages/menu/menu', 'client', 1]]],
    ['is left before one can know', (phone) => phone.fire('onAppHide'), []],
  ]
  test.each(rows)('%s', (_, then, expected) => {
    const { getPerformance, tell } = fakePerformance()
    const { phone } = started({ getPerformance })
    phone.fire('onAppRouteDone')
    then(phone, () => tell(paint))
    phone.advance(6_000)
    phone.fire('onAppRouteDone') // coming back to it says nothing new
    phone.advance(6_000)
    expect(counted(phone, 'blank')).toEqual(expected)
  })
})

describe('a time in which nothing could run', () => {
  test('is told with its length, while the app is busy with a new page', () => {
    const { phone } = started()
    phone.fire('onAppRouteDone')
    phone.advance(1_000)
    phone.stall(900)
    phone.advance(5_000)
    counted(phone, 'jank')
    expect(points(phone, 'jank')).toEqual([['pages/menu/menu', expect.any(Number)]])
    const [[, ms]] = points(phone, 'jank') as [[string, number]]
    expect(ms).toBeGreaterThanOrEqual(650)
    expect(ms).toBeLessThanOrEqual(900)
  })

  test('in the background is none', () => {
    const { phone } = started()
    phone.fire('onAppRouteDone')
    phone.fire('onAppHide')
    phone.stall(9_000)
    phone.advance(5_000)
    expect(counted(phone, 'jank')).toEqual([])
  })
})

test('memory warnings and weak networks are counted', () => {
  const { phone, monitor } = started()
  phone.fire('onMemoryWarning', { level: 10 })
  phone.fire('onMemoryWarning', undefined)
  phone.fire('onNetworkWeakChange', { weakNet: true, networkType: '3g' })
  phone.fire('onNetworkWeakChange', { weakNet: false, networkType: '4g' })
  phone.fire('onNetworkStatusChange', { networkType: '5g' })
  expect(counted(phone, 'memory')).toEqual([
    ['level 10', 'ok', 1],
    ['level 0', 'ok', 1],
  ])
  expect(counted(phone, 'weakNetwork')).toEqual([['3g', 'ok', 1]])
  expect(monitor.diagnose().device.network).toBe('5g')
})

test('a new version is followed from found to ready', () => {
  const heard: Record<string, Call> = {}
  const listens = (name: string) => (listener: Call) => {
    heard[name] = listener
  }
  const updates = {
    onCheckForUpdate: listens('check'),
    onUpdateReady: listens('ready'),
    onUpdateFailed: listens('failed'),
  }
  const { phone } = started({ getUpdateManager: () => updates as never })
  heard.check?.({ hasUpdate: false })
  heard.check?.({ hasUpdate: true })
  heard.ready?.()
  heard.failed?.()
  expect(counted(phone, 'update')).toEqual([
    ['found', 'ok', 1],
    ['ready', 'ok', 1],
    ['failed', 'server', 1],
  ])
})

describe('when the cloud cannot be reached', () => {
  test('errors are told to WeChat’s log once, and count once they arrive', () => {
    const error = jest.fn()
    const { phone, monitor } = started({ getRealtimeLogManager: () => ({ error }) })
    phone.answer = 'offline'
    monitor.report('error', 'menu is gone', 'at f (menu.js:1:2)')
    phone.advance(600_000)
    expect(error).toHaveBeenCalledTimes(1)
    expect(error.mock.calls[0]).toEqual([expect.stringContaining('menu is gone')])
    phone.answer = 'accept'
    phone.advance(600_000)
    expect(counted(phone, 'error')).toHaveLength(1)
  })

  test('nothing is told while it answers', () => {
    const error = jest.fn()
    const { phone, monitor } = started({ getRealtimeLogManager: () => ({ error }) })
    monitor.report('error', 'menu is gone', '')
    phone.advance(600_000)
    expect(error).not.toHaveBeenCalled()
  })
})

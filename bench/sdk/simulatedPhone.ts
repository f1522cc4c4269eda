import { runInThisContext } from 'node:vm'

/** What the scripts of a mini-program find around them. */
const NAMES = ['module', 'exports', 'wx', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'].join(
  ', ',
)

/** The simulated phone answers at once: what is measured is what somebody adds on the way. */
export interface SimulatedPhone {
  wx: Record<string, (...args: never[]) => unknown>
  /** one request of the app, as apps make them */
  request(): void
  /** what was sent to a monitor, by URL or function */
  sent: { to: string; what: unknown }[]
  /** makes a CommonJS module of this text on this phone */
  load(text: string): unknown
  /** WeChat tells an event, like `Error` */
  tell(event: string, what?: unknown): void
  /** runs timers that are due after `ms` more */
  advance(ms: number): void
}

interface Answering {
  success?: (answer: unknown) => void
  complete?: (answer: unknown) => void
}

const answer = {
  statusCode: 200,
  errMsg: 'request:ok',
  data: { ok: true, dishes: [{ name: '牛肉面', fen: 1800 }] },
  header: { 'content-type': 'application/json' },
}

export function simulatedPhone(): SimulatedPhone {
  let nowMs = Date.UTC(2026, 10, 25, 4)
  class PhoneDate extends Date {
    constructor(...given: [number?]) {
      super(given[0] ?? nowMs)
    }
    static override now = () => nowMs
  }
  let timers: { at: number; run: () => void; everyMs?: number; id: number }[] = []
  let lastId = 0
  const later = (run: () => void, ms = 0, everyMs?: number) => {
    timers.push({ at: nowMs + Math.max(1, ms), run, id: ++lastId, ...(everyMs === undefined ? {} : { everyMs }) })
    return lastId
  }
  const forget = (id: number) => {
    timers = timers.filter((timer) => timer.id !== id)
  }
  const sent: SimulatedPhone['sent'] = []
  const storage = new Map<string, unknown>()
  const wx: Record<string, unknown> = {
    request(options: Answering & { url: string; data?: unknown }) {
      if (!options.url.includes('shop.cn')) sent.push({ to: options.url, what: options.data })
      options.success?.(answer)
      options.complete?.(answer)
      return { abort() {} }
    },
    cloud: {
      callFunction({ data, success }: Answering & { data: unknown }) {
        sent.push({ to: 'collect', what: data })
        success?.({ result: { ok: true, value: { steering: {} } } })
      },
    },
    getSystemInfoSync: () => ({
      platform: 'android',
      SDKVersion: '3.8.10',
      version: '8.0.50',
      model: 'P',
      system: 'A 14',
    }),
    getDeviceInfo: () => ({ platform: 'android', model: 'P', system: 'Android 14' }),
    getAppBaseInfo: () => ({ SDKVersion: '3.8.10', version: '8.0.50' }),
    getWindowInfo: () => ({ windowWidth: 390, windowHeight: 844 }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0', version: '1.0.0', envVersion: 'release' } }),
    getNetworkType: ({ success }: { success?: (info: unknown) => void }) => success?.({ networkType: 'wifi' }),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    getStorage: ({ key, success }: { key: string; success(found: unknown): void }) =>
      success({ data: storage.get(key) }),
    setStorage: ({ key, data }: { key: string; data: unknown }) => void storage.set(key, data),
  }
  const listens = [
    'Error',
    'UnhandledRejection',
    'AppShow',
    'AppHide',
    'NetworkStatusChange',
    'PageNotFound',
    'MemoryWarning',
  ]
  const listeners = new Map<string, (event: unknown) => void>()
  for (const event of listens) {
    wx[`on${event}`] = (listener: (event: unknown) => void) => void listeners.set(event, listener)
  }
  return {
    wx: wx as SimulatedPhone['wx'],
    request() {
      ;(wx.request as (options: object) => unknown)({
        url: 'https://api.shop.cn/v1/orders/12345?table=4',
        method: 'GET',
        header: { 'content-type': 'application/json' },
        success() {},
        fail() {},
      })
    },
    sent,
    load(text) {
      const module = { exports: {} as unknown }
      const around = [
        module,
        module.exports,
        wx,
        later,
        forget,
        (run: () => void, ms: number) => later(run, ms, ms),
        forget,
        PhoneDate,
      ]
      const define = runInThisContext(`(function (${NAMES}) {${text}\n})`) as (...values: unknown[]) => void
      define(...around)
      return module.exports
    },
    tell: (event, what) => listeners.get(event)?.(what),
    advance(ms) {
      nowMs += ms
      const due = timers.filter(({ at }) => at <= nowMs)
      timers = timers.filter(({ at }) => at > nowMs)
      for (const { run, everyMs } of due) {
        if (everyMs !== undefined) later(run, everyMs, everyMs)
        run()
      }
    },
  }
}

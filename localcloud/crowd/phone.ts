import type { LocalCloud } from '../localCloud'
import { LOCAL_RELEASE } from '../release'
import { HABITS, type PhoneKind } from './habits'
import type { Random } from './random'
import type { BuiltSdk, PhoneGlobals } from './sdkScript'

/** What the local cloud is to a phone. */
export type PhoneCloud = Pick<LocalCloud, 'clock' | 'call' | 'pay'>

export interface PhoneOptions {
  cloud: PhoneCloud
  openid: string
  kind: PhoneKind
  random: Random
  /** WeChat's storage of this phone, which outlives the visit */
  storage: Map<string, unknown>
  sdk: (globals: PhoneGlobals) => BuiltSdk
  store: string
}

/** A phone with the shop open on it: a fake `wx`, and the real SDK that watches it. */
export interface Phone {
  order(step: string, fields?: object): void
  /** wx.cloud.callFunction through the watched `wx`; rejects with {errCode, errMsg} */
  callFunction(name: string, data: object): Promise<unknown>
  /** wx.requestPayment through the watched `wx`; resolves to its errMsg, '' if it stays silent */
  requestPayment(payment: object, cancels: boolean): Promise<string>
  /** what WeChat measures of launch, render and change of page */
  measured(name: 'appLaunch' | 'firstRender' | 'route', page: string, durationMs: number): void
  fails(error: string): void
  /** to the background: what is left of the script stops soon after */
  hide(): void
}

type Callbacks = { success?: (answer: unknown) => void; fail?: (fault: unknown) => void }
type Listener = (event: unknown) => void
/** WeChat's payment parameters, what the customer will do, and who is told when nothing is heard */
type Payment = Callbacks & { cancels: boolean; silent: () => void }

/** WeChat lets a script in the background run on for this long, ms. */
const BACKGROUND_MS = 5_000

export function openPhone(options: PhoneOptions): Phone {
  const { cloud, openid, kind, random, storage } = options
  const { clock } = cloud
  const timers = new Set<{ cancel(): void }>()
  const listeners = new Map<string, Listener[]>()
  let page = ''
  /** the network's share of what this phone has waited for */
  let networkMs = 0

  const on = (event: string) => (listener: Listener) => {
    listeners.set(event, [...(listeners.get(event) ?? []), listener])
  }
  const fire = (event: string, value: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(value)
  }
  const later = (run: () => void, ms: number) => {
    const timer = clock.schedule(clock.now() + Math.max(0, ms), () => {
      timers.delete(timer)
      run()
    })
    timers.add(timer)
    return timer
  }
  const answer = <T>(work: Promise<T>, { success, fail }: Callbacks) => {
    const settled = work.then(
      (value) => success?.(value),
      (fault) => fail?.(fault),
    )
    clock.track(settled)
  }

  const wx = {
    cloud: {
      callFunction({ name, data, ...callbacks }: { name: string; data: object } & Callbacks) {
        networkMs += random.logNormal(HABITS.network.median * kind.slowness, HABITS.network.spread)
        answer(cloud.call(openid, name, data), callbacks)
      },
    },
    requestPayment({ cancels, silent, success, fail, ...parameters }: Payment) {
      networkMs += random.between(2_500, 7_000)
      const paid = cancels ? Promise.resolve({ errMsg: 'requestPayment:fail cancel' }) : cloud.pay(openid, parameters)
      const heard = paid.then((result: { errMsg: string; silent?: true }) => {
        if (result.silent) silent()
        else if (result.errMsg === 'requestPayment:ok') success?.(result)
        else fail?.(result)
      })
      clock.track(heard.catch((fault) => fail?.(fault)))
    },
    getStorage: ({ key, success, fail }: { key: string } & Callbacks) =>
      storage.has(key) ? success?.({ data: storage.get(key) }) : fail?.({ errMsg: 'getStorage:fail data not found' }),
    setStorage: ({ key, data, success }: { key: string; data: unknown } & Callbacks) => {
      storage.set(key, data)
      success?.({ errMsg: 'setStorage:ok' })
    },
    onError: on('error'),
    onUnhandledRejection: on('rejection'),
    onLazyLoadError: on('lazyLoad'),
    onAppShow: on('show'),
    onAppHide: on('hide'),
    onNetworkStatusChange: on('network'),
    getPerformance: () => ({
      createObserver: (heard: (list: { getEntries(): unknown[] }) => void) => ({
        observe: () => on('measured')((entry) => heard({ getEntries: () => [entry] })),
      }),
    }),
    getNetworkType: ({ success }: Callbacks) => success?.({ networkType: kind.network }),
    getDeviceBenchmarkInfo: ({ success }: Callbacks) => success?.({ modelLevel: kind.modelLevel }),
    getDeviceInfo: () => ({ platform: kind.platform }),
    getAccountInfoSync: () => ({ miniProgram: { version: LOCAL_RELEASE, envVersion: 'release' } }),
    getEnterOptionsSync: () => ({ scene: 1089 }),
  }

  const sdk = options.sdk({
    wx,
    setTimeout: later,
    clearTimeout: (timer) => {
      timers.delete(timer as { cancel(): void })
      ;(timer as { cancel(): void } | undefined)?.cancel()
    },
    Date: { now: () => clock.now() },
    performance: { now: () => performance.now() + networkMs },
    Math: Object.create(Math, { random: { value: random.next } }) as Math,
    getCurrentPages: () => [{ route: page }],
  })
  sdk.init({ store: options.store, area: kind.area })

  return {
    order: sdk.order,
    callFunction: (name, data) =>
      new Promise((resolve, reject) => {
        const success = (result: unknown) => resolve((result as { result: unknown }).result)
        wx.cloud.callFunction({ name, data, success, fail: reject })
      }),
    requestPayment: (payment, cancels) =>
      new Promise((resolve) => {
        const heard = (result: unknown) => resolve(String((result as { errMsg?: unknown }).errMsg))
        wx.requestPayment({ ...payment, cancels, silent: () => resolve(''), success: heard, fail: heard })
      }),
    measured(name, path, durationMs) {
      page = path
      fire('measured', {
        name,
        entryType: name === 'firstRender' ? 'render' : 'navigation',
        duration: durationMs,
        path,
      })
    },
    fails: (error) => fire('error', error),
    hide() {
      fire('hide', {})
      later(() => {
        for (const timer of timers) timer.cancel()
        timers.clear()
      }, BACKGROUND_MS)
    },
  }
}

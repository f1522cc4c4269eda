/** Any function of the host: what it takes and returns is the app's business. */
// biome-ignore lint/suspicious/noExplicitAny: the app's own call passes through untouched
export type Call = (...args: any[]) => any

type Listen<T> = (listener: (event: T) => void) => void

export interface PerformanceEntry {
  name: string
  entryType: string
  duration?: number
  path?: string
}

/** The part of WeChat's API that we look at. Old base libraries lack any of it, so everything is optional. */
export interface PhoneApi {
  request?: Call
  requestPayment?: Call
  cloud?: { callFunction?: Call }
  getStorage?: Call
  setStorage?: Call
  onError?: Listen<unknown>
  onUnhandledRejection?: Listen<{ reason?: unknown }>
  onPageNotFound?: Listen<{ path?: string }>
  onLazyLoadError?: Listen<{ errMsg?: string }>
  onAppShow?: Listen<unknown>
  onAppHide?: Listen<unknown>
  onAppRoute?: Listen<{ path?: string }>
  onAppRouteDone?: Listen<{ path?: string }>
  onNetworkStatusChange?: Listen<{ networkType?: string }>
  getNetworkType?: Call
  getPerformance?: () => {
    createObserver?: (heard: (list: { getEntries(): PerformanceEntry[] }) => void) => {
      observe(options: { entryTypes: string[] }): void
    }
  }
  getDeviceInfo?: () => { platform?: string }
  getDeviceBenchmarkInfo?: Call
  getAccountInfoSync?: () => { miniProgram?: { version?: string; envVersion?: string } }
  getEnterOptionsSync?: () => { scene?: number }
}

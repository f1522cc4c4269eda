/** Any function of the host: what it takes and returns is the app's business. */
// biome-ignore lint/suspicious/noExplicitAny: the app's own call passes through untouched
export type Call = (...args: any[]) => any

/** What WeChat tells its listeners, all events together. */
export interface PhoneEvent {
  reason?: unknown
  path?: string
  errMsg?: string
  networkType?: string
  weakNet?: boolean
  level?: number
  hasUpdate?: boolean
}

type Listen = (listener: (event: PhoneEvent | undefined) => void) => void

export interface PerformanceEntry {
  name: string
  entryType: string
  startTime?: number
  duration?: number
  path?: string
  pageId?: number
  moduleName?: string
  packageName?: string
}

/** The part of WeChat's API that we look at. Old base libraries lack any of it, so everything is optional. */
export interface PhoneApi {
  request?: Call
  uploadFile?: Call
  downloadFile?: Call
  connectSocket?: Call
  requestPayment?: Call
  requestSubscribeMessage?: Call
  cloud?: { callFunction?: Call; callContainer?: Call; database?: Call }
  getStorage?: Call
  setStorage?: Call
  onError?: Listen
  onUnhandledRejection?: Listen
  onPageNotFound?: Listen
  onLazyLoadError?: Listen
  onMemoryWarning?: Listen
  onAppShow?: Listen
  onAppHide?: Listen
  onAppRoute?: Listen
  onAppRouteDone?: Listen
  onNetworkStatusChange?: Listen
  onNetworkWeakChange?: Listen
  getNetworkType?: Call
  getUpdateManager?: () => { onCheckForUpdate?: Listen; onUpdateReady?: Listen; onUpdateFailed?: Listen }
  getRealtimeLogManager?: () => { error(text: string): void }
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

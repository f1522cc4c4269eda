import { Listeners } from '../runtime/listeners'
import { asyncApi, type Family } from './api'

interface NetworkStatus {
  isConnected: boolean
  networkType: 'wifi' | 'none'
}

/** The network as the browser sees it. */
export const networkFamily: Family = () => {
  const changed = new Listeners<[NetworkStatus]>()
  const status = (): NetworkStatus => ({
    isConnected: navigator.onLine,
    networkType: navigator.onLine ? 'wifi' : 'none',
  })
  for (const event of ['online', 'offline']) window.addEventListener(event, () => changed.emit(status()))
  return {
    getNetworkType: asyncApi('getNetworkType', () => ({
      networkType: status().networkType,
      hasSystemProxy: false,
      weakNet: false,
    })),
    onNetworkStatusChange: changed.on,
    offNetworkStatusChange: changed.off,
    onNetworkWeakChange: () => {},
    offNetworkWeakChange: () => {},
  }
}

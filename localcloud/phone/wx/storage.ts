import { ApiFailure, asyncApi, type Family, type Options } from './api'

/** WeChat's limits: 1 MB a key, 10 MB in all. */
const KEY_BYTES = 1024 * 1024
const TOTAL_BYTES = 10 * 1024 * 1024

interface KeyOptions extends Options {
  key: string
  data?: unknown
}

/** wx.*Storage in the browser's localStorage, one drawer per person. */
export const storageFamily: Family = ({ parameters }) => {
  const prefix = `phone:${parameters.openid}:`
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  const usedBytes = () => keys().reduce((sum, key) => sum + (localStorage.getItem(key)?.length ?? 0), 0)

  const get = (key: string): unknown => {
    const text = localStorage.getItem(prefix + key)
    return text === null ? '' : JSON.parse(text)
  }
  const set = (key: string, value: unknown) => {
    if (typeof key !== 'string' || !key) throw new ApiFailure('parameter error: parameter.key should be String')
    const text = JSON.stringify(value === undefined ? '' : value)
    if (text.length > KEY_BYTES) throw new ApiFailure('entry size limit reached')
    if (usedBytes() + text.length > TOTAL_BYTES) throw new ApiFailure('exceed storage max size 10Mb')
    localStorage.setItem(prefix + key, text)
  }
  const remove = (key: string) => localStorage.removeItem(prefix + key)
  const clear = () => {
    for (const key of keys()) localStorage.removeItem(key)
  }
  const info = () => ({
    keys: keys().map((key) => key.slice(prefix.length)),
    currentSize: Math.ceil(usedBytes() / 1024),
    limitSize: TOTAL_BYTES / 1024,
  })
  const sync =
    <A extends unknown[], R>(name: string, run: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return run(...args)
      } catch (error) {
        throw new Error(`${name}:fail ${(error as Error).message}`)
      }
    }
  return {
    getStorageSync: sync('getStorageSync', get),
    setStorageSync: sync('setStorageSync', set),
    removeStorageSync: remove,
    clearStorageSync: clear,
    getStorageInfoSync: info,
    getStorage: asyncApi<KeyOptions>('getStorage', ({ key }) => {
      if (localStorage.getItem(prefix + key) === null) throw new ApiFailure('data not found')
      return { data: get(key) }
    }),
    setStorage: asyncApi<KeyOptions>('setStorage', ({ key, data }) => set(key, data)),
    removeStorage: asyncApi<KeyOptions>('removeStorage', ({ key }) => remove(key)),
    clearStorage: asyncApi('clearStorage', clear),
    getStorageInfo: asyncApi('getStorageInfo', info),
    batchSetStorageSync: (list: { key: string; value: unknown }[]) => {
      for (const { key, value } of list) set(key, value)
    },
    batchGetStorageSync: (list: string[]) => list.map(get),
  }
}

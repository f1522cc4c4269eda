const prefix = 'kandian.admin.'

/** What this phone keeps between visits. An unreadable or foreign value counts as nothing. */
export function readKept<T>(key: string): T | null {
  try {
    const text: unknown = wx.getStorageSync(prefix + key)
    return typeof text === 'string' && text !== '' ? (JSON.parse(text) as T) : null
  } catch {
    return null
  }
}

/** A full disk is not worth an error: the page only starts a little slower next time. */
export function keep(key: string, value: unknown): void {
  try {
    wx.setStorageSync(prefix + key, JSON.stringify(value))
  } catch {}
}

export function forget(key: string): void {
  try {
    wx.removeStorageSync(prefix + key)
  } catch {}
}

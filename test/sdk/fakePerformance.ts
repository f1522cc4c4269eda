import type { PerformanceEntry, PhoneApi } from '../../miniprogram/sdk/phoneApi'

type Heard = (list: { getEntries(): PerformanceEntry[] }) => void

/** wx.getPerformance of a phone, and what makes it tell its observers something. */
export function fakePerformance() {
  const observers: Heard[] = []
  const createObserver = (heard: Heard) => ({ observe: () => void observers.push(heard) })
  return {
    getPerformance: (() => ({ createObserver })) as NonNullable<PhoneApi['getPerformance']>,
    tell: (...entries: PerformanceEntry[]) => {
      for (const heard of observers) heard({ getEntries: () => entries })
    },
  }
}

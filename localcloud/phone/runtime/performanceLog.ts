/** One entry of wx.getPerformance(); times are epoch ms. */
export interface PerformanceEntryOfWeChat {
  entryType: 'navigation' | 'render' | 'script' | 'loadPackage' | 'resource'
  name: string
  startTime: number
  duration: number
  path?: string
  pageId?: number
  [field: string]: unknown
}

type EntryType = PerformanceEntryOfWeChat['entryType']

interface EntryList {
  getEntries(): PerformanceEntryOfWeChat[]
  getEntriesByType(type: string): PerformanceEntryOfWeChat[]
  getEntriesByName(name: string, type?: string): PerformanceEntryOfWeChat[]
}

const BUFFER_SIZE = 30

const entries: PerformanceEntryOfWeChat[] = []
const observers = new Set<{ types: Set<string>; tell(list: EntryList): void }>()
let bufferSize = BUFFER_SIZE

export function logPerformance(entry: PerformanceEntryOfWeChat) {
  entries.push(entry)
  if (entries.length > bufferSize) entries.shift()
  for (const observer of [...observers]) if (observer.types.has(entry.entryType)) observer.tell(listOf([entry]))
}

const listOf = (all: PerformanceEntryOfWeChat[]): EntryList => ({
  getEntries: () => all,
  getEntriesByType: (type) => all.filter((one) => one.entryType === type),
  getEntriesByName: (name, type) => all.filter((one) => one.name === name && (!type || one.entryType === type)),
})

/** What wx.getPerformance() answers. */
export const performanceOfWeChat = {
  ...listOf(entries),
  setBufferSize(size: number) {
    bufferSize = size
  },
  createObserver(tell: (list: EntryList) => void) {
    const observer = { types: new Set<string>(), tell }
    return {
      observe({ entryTypes, type }: { entryTypes?: EntryType[]; type?: EntryType }) {
        observer.types = new Set(entryTypes ?? (type ? [type] : []))
        observers.add(observer)
      },
      disconnect: () => observers.delete(observer),
    }
  },
  supportedEntryTypes: ['navigation', 'render', 'script', 'loadPackage'],
}

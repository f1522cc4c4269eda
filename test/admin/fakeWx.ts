/** A stand-in for the part of WeChat's `wx` that the admin services use: storage, network, one cloud. */
export interface FakeWx {
  /** answers of the cloud functions, by name; what they throw is WeChat's own failure */
  functions: Record<string, (request: Record<string, unknown>) => unknown>
  /** every call, in order */
  calls: { name: string; data: Record<string, unknown> }[]
  stored: Map<string, string>
  networkType: string
  /** tells the pages that the network came or went */
  network(isConnected: boolean): void
  /** what the person chooses when asked for consent */
  consent: Record<string, string> | Error
  askedFor: string[][]
  /** short words over the page */
  told: string[]
}

export function installWx(): FakeWx {
  const listeners = new Set<(status: { isConnected: boolean }) => void>()
  const fake: FakeWx = {
    functions: {},
    calls: [],
    stored: new Map(),
    networkType: 'wifi',
    network: (isConnected) => {
      for (const listener of listeners) listener({ isConnected })
    },
    consent: {},
    askedFor: [],
    told: [],
  }
  const wx = {
    showToast: ({ title }: { title: string }) => void fake.told.push(title),
    cloud: {
      async callFunction({ name, data }: { name: string; data: Record<string, unknown> }) {
        fake.calls.push({ name, data })
        return { result: await fake.functions[name]?.(data), requestID: 'test' }
      },
    },
    getStorageSync: (key: string) => fake.stored.get(key) ?? '',
    setStorageSync: (key: string, value: string) => void fake.stored.set(key, value),
    removeStorageSync: (key: string) => void fake.stored.delete(key),
    getNetworkType: async () => ({ networkType: fake.networkType }),
    onNetworkStatusChange: (listener: (status: { isConnected: boolean }) => void) => void listeners.add(listener),
    offNetworkStatusChange: (listener: (status: { isConnected: boolean }) => void) => void listeners.delete(listener),
    async requestSubscribeMessage({ tmplIds }: { tmplIds: string[] }) {
      fake.askedFor.push(tmplIds)
      if (fake.consent instanceof Error) throw fake.consent
      return fake.consent
    },
  }
  Object.assign(globalThis, { wx })
  return fake
}

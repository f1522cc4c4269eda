import { METRICS } from '../../contract/metrics'
import type { Call, PhoneApi } from '../../miniprogram/sdk/phoneApi'
import { eventsOf, fakePhone } from './fakePhone'
import { startMonitor } from './startMonitor'

/** Everything an app can see of one call. */
type Seen = unknown[]

interface Behaviour {
  name: string
  /** the host's own function; it answers at once, so that order is visible */
  make: (seen: Seen) => Call
  use: (ask: Call, seen: Seen) => unknown
  /** does the phone learn of the call? */
  events: number
}

const task = { abort: () => 'aborted' }
const callbackHost =
  (ok: boolean): ((seen: Seen) => Call) =>
  (seen) =>
    function (this: unknown, options: { success?: Call; fail?: Call; complete?: Call; url?: string }) {
      seen.push(['host', this === undefined ? 'no this' : 'this', options?.url])
      if (ok) options.success?.({ statusCode: 200, body: 'menu' })
      else options.fail?.({ errMsg: 'request:fail -109' })
      options.complete?.({ errMsg: 'done' })
      return task
    }

const behaviours: Behaviour[] = [
  {
    name: 'callbacks that succeed, and a task that can be aborted',
    make: callbackHost(true),
    use: (ask, seen) =>
      (
        ask({
          url: 'https://a.cn/menu',
          success: (r: unknown) => seen.push(['success', r]),
          complete: (r: unknown) => seen.push(['complete', r]),
        }) as typeof task
      ).abort(),
    events: 1,
  },
  {
    name: 'callbacks that fail',
    make: callbackHost(false),
    use: (ask, seen) => ask({ url: 'https://a.cn/menu', fail: (r: unknown) => seen.push(['fail', r]) }),
    events: 1,
  },
  {
    name: 'no callback at all',
    make: callbackHost(true),
    use: (ask) => ask({ url: 'https://a.cn/menu' }),
    events: 1,
  },
  {
    name: 'callbacks with a this and more than one argument',
    make:
      () =>
      ({ success, complete }) => {
        success.call(task, { statusCode: 200 }, 'more')
        complete.call(task, 'done')
      },
    use: (ask, seen) => {
      function heard(this: unknown, ...args: unknown[]) {
        seen.push([this === task, ...args])
      }
      return ask({ url: 'https://a.cn/menu', success: heard, complete: heard })
    },
    events: 1,
  },
  {
    name: 'options with inherited fields, which stay as they are',
    make: (seen) => (options) => {
      seen.push(options.url)
      options.success({ statusCode: 200 })
    },
    use: (ask, seen) => {
      const options = Object.create({ url: 'https://a.cn/menu' }) as object
      ask(Object.assign(options, { success: () => seen.push('success') }))
      seen.push(Object.keys(options))
    },
    events: 1,
  },
  {
    name: 'a callback of the app that throws',
    make: callbackHost(true),
    use: (ask, seen) => {
      try {
        return ask({
          url: 'https://a.cn/menu',
          success: () => {
            throw new Error('app')
          },
        })
      } catch (fault) {
        seen.push(String(fault))
      }
    },
    events: 1,
  },
  {
    name: 'a host that throws',
    make: () => () => {
      throw new TypeError('host')
    },
    use: (ask, seen) => {
      try {
        ask({ url: 'https://a.cn/menu' })
      } catch (fault) {
        seen.push(String(fault))
      }
    },
    events: 1,
  },
  {
    name: 'a promise that is kept',
    make: () => async () => ({ statusCode: 200 }),
    use: (ask) => ask({ url: 'https://a.cn/menu' }),
    events: 1,
  },
  {
    name: 'a promise that is broken',
    make: () => () => Promise.reject(new Error('lost')),
    use: (ask) => (ask({ url: 'https://a.cn/menu' }) as Promise<unknown>).catch((fault) => `caught ${fault}`),
    events: 1,
  },
  {
    name: 'a task that is also a promise',
    make: () => () => Object.assign(Promise.resolve({ statusCode: 200 }), task),
    use: async (ask, seen) => {
      const both = ask({ url: 'https://a.cn/menu' }) as Promise<unknown> & typeof task
      seen.push(both.abort())
      return both
    },
    events: 1,
  },
  {
    name: 'options that are no object',
    make: (seen) => (options) => void seen.push(options),
    use: (ask) => ask('https://a.cn/menu'),
    events: 0,
  },
]

interface HostKind {
  name: string
  place: (original: Call) => PhoneApi
  healthy: boolean
}

const kinds: HostKind[] = [
  { name: 'a plain property', place: (original) => ({ request: original }), healthy: true },
  {
    name: 'an accessor',
    place: (original) => Object.defineProperty({}, 'request', { get: () => original, configurable: true }) as PhoneApi,
    healthy: true,
  },
  {
    name: 'a property that cannot be written but be defined',
    place: (original) =>
      Object.defineProperty({}, 'request', { value: original, writable: false, configurable: true }) as PhoneApi,
    healthy: true,
  },
  {
    name: 'an accessor with a setter that cannot be defined',
    place: (original) => {
      let held = original
      const set = (next: Call) => {
        held = next
      }
      return Object.defineProperty({}, 'request', { get: () => held, set, configurable: false }) as PhoneApi
    },
    healthy: true,
  },
  {
    name: 'an accessor that cannot be touched',
    place: (original) => Object.defineProperty({}, 'request', { get: () => original, configurable: false }) as PhoneApi,
    healthy: false,
  },
  {
    name: 'a property of a plugin’s wx, which forgets what is written to it and says that all went well',
    place: (original) =>
      new Proxy({ request: original }, { set: () => true, defineProperty: () => true }) as unknown as PhoneApi,
    healthy: false,
  },
  { name: 'a frozen object', place: (original) => Object.freeze({ request: original }) as PhoneApi, healthy: false },
]

async function run(behaviour: Behaviour, place: HostKind['place'], watched: boolean) {
  const seen: Seen = []
  const phone = fakePhone()
  const api = place(behaviour.make(seen))
  phone.host.api = api
  const monitor = watched ? startMonitor({ store: 'test' }, phone.host) : undefined
  const result = await behaviour.use((...args) => api.request?.(...args), seen)
  return { seen, result, monitor, phone }
}

describe.each(kinds)('on a host where wx.request is $name', ({ place, healthy }) => {
  test.each(behaviours)('$name: the app sees the same with and without the SDK', async (behaviour) => {
    const [bare, watched] = [await run(behaviour, place, false), await run(behaviour, place, true)]
    expect(watched.seen).toEqual(bare.seen)
    expect(watched.result).toEqual(bare.result)
    expect(watched.monitor?.diagnose().instruments.request).toBe(healthy ? 'ok' : 'cannot be replaced')
  })
})

describe('what the cloud learns of requests', () => {
  test.each(behaviours)('$name: $events', async (behaviour) => {
    const phone = fakePhone({ request: behaviour.make([]) })
    const monitor = startMonitor({ store: 'test' }, phone.host)
    await behaviour.use((...args) => phone.api.request?.(...args), [])
    monitor.flush()
    phone.advance(1_000)
    expect(eventsOf(phone, METRICS.request.id)).toBe(behaviour.events)
  })

  test('nothing of the reports themselves, though they are calls of a function too', () => {
    const phone = fakePhone()
    startMonitor({ store: 'test' }, phone.host)
    phone.api.cloud?.callFunction?.({ name: 'shop', data: { action: 'menu' }, success() {} })
    phone.advance(600_000)
    expect(phone.sent.length).toBeGreaterThan(0)
    expect(eventsOf(phone, METRICS.call.id)).toBe(1)
    expect(eventsOf(phone, METRICS.call.id, 'shop.menu')).toBe(1)
  })
})

test('a rejection that the app does not handle stays unhandled: nobody but the app follows what it got', async () => {
  const lost = Promise.reject(new Error('lost'))
  const phone = fakePhone({ cloud: { callFunction: () => lost } })
  startMonitor({ store: 'test' }, phone.host)
  const then = jest.spyOn(Promise.prototype, 'then')
  const got = phone.api.cloud?.callFunction?.({ name: 'shop' })
  const branches = then.mock.contexts.flatMap((self, i) => (self === lost ? [then.mock.results[i]?.value] : []))
  then.mockRestore()
  expect(branches).toEqual([got])
  expect(branches[0]).toBe(got)
  await expect(got).rejects.toThrow('lost')
})

test('a call without callbacks on a host that then gives a promise still gives it', async () => {
  const either: Call = ({ success }) => (success ? undefined : Promise.resolve({ result: 'menu' }))
  const phone = fakePhone({ cloud: { callFunction: either } })
  startMonitor({ store: 'test' }, phone.host)
  await expect(phone.api.cloud?.callFunction?.({ name: 'shop' })).resolves.toEqual({ result: 'menu' })
})

test('a second start wraps nothing twice', () => {
  const phone = fakePhone()
  startMonitor({ store: 'test' }, phone.host)
  const wrapped = phone.api.request
  startMonitor({ store: 'test' }, phone.host)
  expect(phone.api.request).toBe(wrapped)
})

/** What diagnose() says differently on a phone whose base library lacks this. */
const lacking: Partial<Record<keyof PhoneApi, Record<string, string>>> = {
  cloud: { call: 'missing' },
  request: { request: 'missing' },
  requestPayment: { pay: 'missing' },
  onError: { errors: 'missing' },
  onUnhandledRejection: { errors: 'missing' },
  onLazyLoadError: { missing: 'missing' },
  onAppRouteDone: {
    ...{ session: 'missing', blank: 'missing', jank: 'missing' },
    performance: 'cannot be replaced',
  },
  onMemoryWarning: { memory: 'missing' },
  onNetworkStatusChange: { network: 'missing' },
}

test.each(Object.keys(fakePhone().api) as (keyof PhoneApi)[])(
  'an old base library without %s is no problem, and diagnose() says what it cannot see',
  (name) => {
    const phone = fakePhone()
    delete phone.api[name]
    const monitor = startMonitor({ store: 'test' }, phone.host)
    const { instruments: usual } = startMonitor({ store: 'test' }, fakePhone().host).diagnose()
    expect(monitor.diagnose().instruments).toEqual({ ...usual, ...lacking[name] })
    monitor.report('error', 'boom', '')
    phone.fire('onAppHide')
    phone.advance(120_000)
    expect(monitor.diagnose().session).toMatch(/^[a-z0-9]{16}$/)
    expect(eventsOf(phone, METRICS.error.id)).toBe(name === 'cloud' ? 0 : 1)
    expect(monitor.diagnose().disk === 'setStorage:ok').toBe(name !== 'setStorage')
  },
)

test('a host whose every property throws gets a monitor that says so', () => {
  const api = new Proxy({} as PhoneApi, {
    get: (_, name) => {
      throw new Error(`wx.${String(name)} is not there`)
    },
  })
  const monitor = startMonitor({ store: 'test' }, { ...fakePhone().host, api })
  monitor.record('custom', 'a', 'ok', 5)
  monitor.flush()
  expect(Object.values(monitor.diagnose().instruments)).not.toContain('ok')
})

describe('beside another SDK that wraps the same function', () => {
  const other = (phone: ReturnType<typeof fakePhone>, seen: string[]) => {
    const original = phone.api.request as Call
    const theirs: Call = (options) => {
      seen.push('other')
      return original(options)
    }
    phone.api.request = Object.assign(theirs, { theirMark: true })
  }
  const asked = (phone: ReturnType<typeof fakePhone>, monitor: ReturnType<typeof startMonitor>) => {
    phone.api.request?.({ url: 'https://a.cn/menu', success() {} })
    phone.advance(500)
    monitor.flush()
    phone.advance(500)
    return eventsOf(phone, METRICS.request.id)
  }

  test('that came first, both see every request once, and its mark stays on the function', () => {
    const [phone, seen] = [fakePhone(), [] as string[]]
    other(phone, seen)
    const monitor = startMonitor({ store: 'test' }, phone.host)
    expect(asked(phone, monitor)).toBe(1)
    expect(seen).toEqual(['other'])
    expect(phone.api.request).toHaveProperty('theirMark', true)
  })

  test('that comes after us, too', () => {
    const [phone, seen] = [fakePhone(), [] as string[]]
    const monitor = startMonitor({ store: 'test' }, phone.host)
    other(phone, seen)
    expect(asked(phone, monitor)).toBe(1)
    expect(seen).toEqual(['other'])
  })
})

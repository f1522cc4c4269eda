import fc from 'fast-check'
import { METRICS } from '../../contract/metrics'
import type * as Sdk from '../../miniprogram/sdk/index'
import { eventsOf, type FakePhone, fakePhone } from './fakePhone'

/** The SDK as an app imports it, on a phone whose `wx` is a fake and whose timers are jest's. */
async function onPhone(use: (sdk: typeof Sdk, phone: FakePhone) => unknown): Promise<FakePhone> {
  const phone = fakePhone()
  const globals = globalThis as { wx?: unknown; getCurrentPages?: unknown }
  globals.wx = phone.api
  globals.getCurrentPages = () => [{ route: 'pages/menu/menu' }]
  jest.useFakeTimers({ now: phone.host.now() })
  try {
    await jest.isolateModulesAsync(async () => {
      await use(require('../../miniprogram/sdk/index') as typeof Sdk, phone)
    })
  } finally {
    jest.useRealTimers()
    delete globals.wx
    delete globals.getCurrentPages
  }
  return phone
}

test('the road of an order is counted by step; what else the app knows of it stays on the phone', async () => {
  const phone = await onPhone((sdk) => {
    sdk.init({ store: 'wensan' })
    sdk.order('browse')
    sdk.order('submit', { amountFen: 3200, address: '文三路 1 号' })
    sdk.order('submit', { failed: true })
    sdk.order('dance' as never)
    sdk.flush()
  })
  expect(eventsOf(phone, METRICS.step.id, 'browse')).toBe(1)
  expect(eventsOf(phone, METRICS.step.id, 'submit')).toBe(2)
  expect(eventsOf(phone, METRICS.step.id)).toBe(3)
  expect(JSON.stringify(phone.sent)).not.toMatch(/文三路|3200/)
})

test('a delivery area holds from when it is told, short and without what could name a person', async () => {
  await onPhone((sdk, phone) => {
    sdk.init({ store: 'wensan', area: '大学城' })
    sdk.track('a')
    for (const area of ['大学城', '文三路'.repeat(20), '13812345678', '']) {
      sdk.setArea(area)
      sdk.track('b')
    }
    for (const area of [{}, Symbol('s'), { toString: null }] as unknown as string[]) sdk.setArea(area)
    for (let i = 0; i < 5; i++) {
      sdk.flush()
      phone.advance(1_000)
    }
    const areas = [...phone.counted.values()].map(({ area }) => area)
    expect(areas).toEqual(['大学城', '文三路'.repeat(20).slice(0, 32), '<phone>', undefined])
    expect(eventsOf(phone, METRICS.custom.id, 'b')).toBe(4)
  })
})

test('a measurement of one’s own is labelled in a fixed order', async () => {
  const phone = await onPhone((sdk) => {
    sdk.init({ store: 'wensan' })
    sdk.track('photo', 12, { size: 'large', cached: true })
    sdk.track('photo', 14, { cached: true, size: 'large' })
    sdk.track('coupon')
    sdk.flush()
  })
  expect(eventsOf(phone, METRICS.custom.id, 'photo,cached=true,size=large')).toBe(2)
  expect(phone.sent[0]?.points).toHaveLength(2)
})

test('time() gives back what the function gives, throws what it throws, and counts both', async () => {
  const fault = new Error('no')
  const phone = await onPhone(async (sdk) => {
    sdk.init({ store: 'wensan' })
    expect(sdk.time('sum', () => 42)).toBe(42)
    expect(() =>
      sdk.time('sum', () => {
        throw fault
      }),
    ).toThrow(fault)
    await expect(sdk.time('later', async () => 'menu')).resolves.toBe('menu')
    await expect(sdk.time('later', () => Promise.reject(fault))).rejects.toBe(fault)
    sdk.flush()
  })
  const outcomes = phone.sent[0]?.counts
    .filter(([m]) => m === METRICS.custom.id)
    .map(([, , outcome, , n]) => [outcome, n])
  expect(outcomes).toEqual([
    [0, 1],
    [2, 1],
    [0, 1],
    [2, 1],
  ])
})

test('before init everything is harmless, and time() still runs', async () => {
  await onPhone((sdk) => {
    sdk.track('a')
    sdk.order('browse')
    sdk.flush()
    sdk.setConsent(true)
    expect(sdk.diagnose()).toBeUndefined()
    expect(sdk.time('a', () => 1)).toBe(1)
  })
})

test('init twice is init once', async () => {
  const phone = await onPhone((sdk) => {
    sdk.init({ store: 'wensan' })
    sdk.init({ store: 'other' })
    sdk.flush()
    expect(sdk.diagnose()?.store).toBe('wensan')
  })
  expect(eventsOf(phone, METRICS.session.id)).toBe(1)
})

describe('the explicit request()', () => {
  test('is counted once where wrapping works and once where it does not', async () => {
    for (const frozen of [false, true]) {
      const phone = await onPhone((sdk, phone) => {
        const { api } = phone
        if (frozen) Object.defineProperty(api, 'request', { value: api.request, writable: false, configurable: false })
        sdk.init({ store: 'wensan' })
        expect(sdk.diagnose()?.instruments.request === 'ok').toBe(!frozen)
        const answered = jest.fn()
        sdk.request({ url: 'https://a.cn/menu', success: answered })
        phone.advance(1_000)
        expect(answered).toHaveBeenCalledWith({ statusCode: 200 })
        sdk.flush()
      })
      expect(eventsOf(phone, METRICS.request.id)).toBe(1)
    }
  })
})

/** @returns its first lines, undefined if nothing was thrown */
function thrownBy(run: () => unknown): string | undefined {
  try {
    run()
    return undefined
  } catch (fault) {
    return String((fault as Error).stack).slice(0, 600)
  }
}

describe('hostile input', () => {
  const hostile = fc.oneof(
    fc.anything({ withProxy: true, withNullPrototype: true, withBigInt: true, withDate: true } as never),
    fc.constant(Symbol('s')),
    fc.constant(
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('hostile')
          },
          ownKeys: () => {
            throw new Error('hostile')
          },
        },
      ),
    ),
    fc.constant({
      toString() {
        throw new Error('hostile')
      },
    }),
    fc.string({ maxLength: 5_000 }),
  )

  test('never throws, and every report still has the documented form', async () => {
    await onPhone((sdk, phone) => {
      // check, not assert: a hostile value cannot even be printed
      const { errorInstance } = fc.check(
        fc.property(hostile, hostile, hostile, (a, b, c) => {
          const thrown = [
            () => sdk.init(a as never),
            () => sdk.track(a as never, b as never, c as never),
            () => sdk.order(a as never, b as never),
            () => sdk.order('submit', b as never),
            () => sdk.setConsent(true),
            () => phone.fire('onError', a),
            () => phone.fire('onUnhandledRejection', b as never),
            () => phone.fire('onLazyLoadError', c),
            () => sdk.diagnose(),
            () => phone.api.cloud?.callFunction?.({ name: a, data: b }),
            () => phone.api.request?.({ url: a, method: b }),
          ].map(thrownBy)
          expect(thrown.filter((fault) => fault !== undefined)).toEqual([])
        }),
        { numRuns: 300 },
      )
      expect(errorInstance ?? null).toBeNull()
      for (let i = 0; i < 20; i++) {
        sdk.flush()
        jest.advanceTimersByTime(5_000)
        phone.advance(5_000)
      }
      expect(phone.sent.length).toBeGreaterThan(1)
    })
  })
})

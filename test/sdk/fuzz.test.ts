import fc from 'fast-check'
import { everything } from '../../miniprogram/sdk/everything'
import { makeFace } from '../../miniprogram/sdk/face'
import type { Call } from '../../miniprogram/sdk/phoneApi'
import { fingerprint, framesOf } from '../../miniprogram/sdk/text/fingerprint'
import { ownTemplates } from '../../miniprogram/sdk/text/ownTemplates'
import { pagePath, routeNamer } from '../../miniprogram/sdk/text/route'
import { scrub } from '../../miniprogram/sdk/text/scrub'
import { fakePhone } from './fakePhone'
import { startMonitor } from './startMonitor'

const runs = 10_000
/** A pattern that goes back and forth over a text takes minutes for these, not ms: the bound is far from both. */
const mostCpuMs = 1_000

const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new Error('hostile')
    },
    ownKeys: () => {
      throw new Error('hostile')
    },
  },
)
const unprintable = { toString: null, [Symbol.toPrimitive]: () => ({}) }
const long = fc
  .tuple(
    fc.constantFrom(
      'a',
      '1',
      '-',
      '/',
      '?',
      '@',
      '(',
      ' ',
      '"',
      ':',
      '菜',
      '\ud800',
      '\n',
      'at x.js:1:1\n',
      '%41',
      'a@',
    ),
    fc.nat(6_000),
  )
  .map(([unit, times]) => unit.repeat(times))
const hostile = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  long,
  fc.constantFrom<unknown>(throwing, unprintable, Symbol('s'), Number.NaN, -0, () => throwing, Promise.resolve()),
)

/** Runs once; a throw or a slow answer fails. */
function bounded(run: () => unknown): void {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1_000).toBeLessThan(mostCpuMs)
}

/** What comes of it, a throw too. */
function outcomeOf(run: () => unknown): { value?: unknown; fault?: unknown } {
  try {
    return { value: run() }
  } catch (fault) {
    return { fault }
  }
}

/**
 * What goes through us answers and throws what it does without us: the very same, or a promise in the place of a promise.
 * Of what is no function nothing comes.
 */
function sameAs(original: unknown, run: () => unknown): void {
  const without = typeof original === 'function' ? outcomeOf(original as () => unknown) : { value: undefined }
  let through: ReturnType<typeof outcomeOf> = {}
  bounded(() => {
    through = outcomeOf(run)
  })
  if (without.value instanceof Promise) expect(through.value).toBeInstanceOf(Promise)
  else expect([Object.is(through.value, without.value), Object.is(through.fault, without.fault)]).toEqual([true, true])
}

test(`no public function throws or dawdles, whatever ${runs} inputs it gets`, () => {
  const task = { abort() {} }
  /** like WeChat's: a call that is no options at all is refused with a throw of its own */
  const refusal = new Error('parameter error')
  const host: Call = (options) => {
    if (Object(options) !== options) throw refusal
    return task
  }
  const phone = fakePhone({ request: host })
  const globals = globalThis as { wx?: unknown; getCurrentPages?: unknown }
  globals.wx = phone.api
  globals.getCurrentPages = () => [{ route: 'pages/menu/menu' }]
  jest.useFakeTimers()
  try {
    const sdk = makeFace(everything) as unknown as Record<string, Call>
    sdk.init?.({ store: 'wensan' })
    expect(sdk.diagnose?.().instruments.request).toBe('ok')
    const names = Object.keys(sdk).filter((name) => name !== 'time' && name !== 'request')
    const called = fc.constantFrom(...names, 'time', 'request')
    fc.assert(
      fc.property(called, hostile, hostile, hostile, (name, a, b, c) => {
        if (name === 'time') return sameAs(b, () => sdk.time?.(a, b))
        if (name === 'request')
          return sameAs(
            () => host(a),
            () => sdk.request?.(a),
          )
        bounded(() => sdk[name]?.(a, b, c))
      }),
      { numRuns: runs },
    )
    expect(names).toHaveLength(9)
  } finally {
    jest.useRealTimers()
    delete globals.wx
    delete globals.getCurrentPages
  }
})

test('no answer and no event of a host reaches the app as a throw', () => {
  fc.assert(
    fc.property(hostile, hostile, fc.boolean(), (options, answer, ok) => {
      const own = { request: 0, call: 0 }
      const answering = (name: 'request' | 'call') => (given: { success?: Call; fail?: Call } | undefined) => {
        own[name]++
        if (typeof given === 'object' && given && given !== throwing) (ok ? given.success : given.fail)?.(answer)
      }
      const phone = fakePhone({ request: answering('request') })
      startMonitor({ store: 's' }, phone.host)
      bounded(() => phone.api.request?.({ url: options, method: options }))
      for (const event of ['onError', 'onUnhandledRejection', 'onMemoryWarning', 'onNetworkWeakChange'] as const) {
        bounded(() => phone.fire(event, answer))
      }
      expect(own.request).toBe(1)
    }),
    { numRuns: 500 },
  )
})

test('texts are cleaned in bounded time', () => {
  fc.assert(
    fc.property(fc.oneof(long, fc.string({ unit: 'binary', maxLength: 3_000 })), (text) => {
      bounded(() => [scrub(text, 2_000), pagePath(text), framesOf(text), routeNamer(ownTemplates([text]))('GET', text)])
      bounded(() => fingerprint(text, text))
    }),
    { numRuns: 1_000 },
  )
})

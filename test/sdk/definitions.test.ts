import { METRICS } from '../../contract/metrics'
import type { Call } from '../../miniprogram/sdk/phoneApi'
import { eventsOf, fakePhone } from './fakePhone'
import { startMonitor } from './startMonitor'

type Definition = Record<string, unknown>

/** A phone whose app can define pages and components. */
function defining(redefines = true) {
  const phone = fakePhone()
  const defined: Definition[] = []
  const app = { Page: (page: Definition) => defined.push(page), Component: (part: Definition) => defined.push(part) }
  phone.host.redefine = (page, component) => {
    if (!redefines) throw new TypeError('Page is read-only')
    app.Page = page(app.Page) as typeof app.Page
    app.Component = component(app.Component) as typeof app.Component
    return true
  }
  const monitor = startMonitor({ store: 'wensan' }, phone.host)
  return { phone, monitor, app, defined }
}

const method = (definition: Definition | undefined, name: string) => definition?.[name] as Call

describe('pages and components', () => {
  test('do what they did, with the same this, arguments and results', () => {
    const { app, defined } = defining()
    const seen: unknown[] = []
    app.Page({
      data: { count: 0 },
      add(this: unknown, ...args: unknown[]) {
        seen.push(this, args)
        return 'added'
      },
    })
    const self = {}
    expect(method(defined[0], 'add').call(self, { type: 'tap' }, 2)).toBe('added')
    expect(seen).toEqual([self, [{ type: 'tap' }, 2]])
    expect(defined[0]?.data).toEqual({ count: 0 })
  })

  test('that are frozen, as Taro and uni-app have them, are neither written to nor a problem', () => {
    const { app, defined } = defining()
    const onLoad = jest.fn()
    const page = Object.freeze({ onLoad, methods: Object.freeze({ eh: () => 'handled' }) })
    expect(() => app.Component(page)).not.toThrow()
    method(defined[0], 'onLoad').call({}, { id: 1 })
    expect(onLoad).toHaveBeenCalledWith({ id: 1 })
    expect(method(defined[0]?.methods as Definition, 'eh')()).toBe('handled')
    expect(Object.keys(page)).toEqual(['onLoad', 'methods'])
  })

  test('of a class keep what they inherit', () => {
    const { app, defined } = defining()
    app.Page(Object.create({ greet: () => 'hello' }) as Definition)
    expect(method(defined[0], 'greet')()).toBe('hello')
  })

  test('that throw still throw', () => {
    const { app, defined } = defining()
    app.Page({
      onLoad() {
        throw new Error('app')
      },
    })
    expect(() => method(defined[0], 'onLoad')()).toThrow('app')
  })

  test('that cannot be seen are said so', () => {
    const { instruments } = defining(false).monitor.diagnose()
    expect([instruments.taps, instruments.setData]).toEqual(Array(2).fill('cannot be replaced'))
    const { instruments: old } = startMonitor({ store: 'wensan' }, fakePhone().host).diagnose()
    expect(old.taps).not.toBe('ok')
  })
})

test('a Page() that is replaced but that no page came through is not called healthy', () => {
  const { monitor, app } = defining()
  expect(monitor.diagnose().instruments.taps).toContain('no page came through')
  app.Page({})
  expect(monitor.diagnose().instruments.taps).toBe('ok')
})

test('updates of a page or component that cost a frame are told by its path', () => {
  const { phone, monitor, app, defined } = defining()
  app.Component({})
  let tell: Call = () => {}
  const setUpdatePerformanceListener = (_: object, listener: Call) => {
    tell = listener
  }
  method(defined[0], 'attached').call({ is: 'components/stepper/index', setUpdatePerformanceListener })
  tell({ pendingStartTimestamp: 1_000, updateStartTimestamp: 1_010, updateEndTimestamp: 1_042 })
  tell({ pendingStartTimestamp: 2_000, updateStartTimestamp: 2_000, updateEndTimestamp: 2_003 })
  monitor.flush()
  phone.advance(1_000)
  const { points, dict } = [...phone.counted.values()][0]!
  const updates = points.filter(([id]) => id === METRICS.setData.id)
  expect(updates.map(([, l, , , ms]) => [dict[l], ms])).toEqual([['components/stepper/index', 42]])
})

describe('taps', () => {
  const tap = { type: 'tap', currentTarget: { id: 'pay' }, detail: { x: 1 } }
  const tapping = (times: number, everyMs: number) => {
    const { phone, monitor, app, defined } = defining()
    app.Page({ pay() {}, scroll() {} })
    for (let i = 0; i < times; i++) {
      method(defined[0], 'pay')(tap)
      method(defined[0], 'scroll')({ type: 'scroll' })
      phone.advance(everyMs)
    }
    monitor.report('error', 'boom', '')
    monitor.flush()
    phone.advance(1_000)
    return phone
  }

  test.each([
    ['again and again, in rage', 8, 150, 1],
    ['for five of a dish', 5, 150, 0],
    ['many times, in peace', 20, 900, 0],
  ])('on the same thing %s', (_, times, everyMs, rages) => {
    expect(eventsOf(tapping(times, everyMs), METRICS.rage.id, 'pages/menu/menu pay')).toBe(rages)
  })

  test('are crumbs by the name of what heard them', () => {
    const crumbs = [...tapping(1, 100).counted.values()].flatMap(({ errors }) => errors[0]?.crumbs ?? [])
    expect(crumbs.map(({ kind, text }) => [kind, text])).toEqual([['tap', 'pages/menu/menu pay']])
  })
})

test('on a base library without route events, pages tell themselves when they are ready', () => {
  const phone = fakePhone()
  phone.api.onAppRoute = undefined as never
  phone.api.onAppRouteDone = undefined as never
  const defined: Definition[] = []
  let Page: Call = (page: Definition) => defined.push(page)
  phone.host.redefine = (page) => {
    Page = page(Page)
    return true
  }
  const monitor = startMonitor({ store: 'wensan' }, phone.host)
  Page({})
  phone.advance(700)
  method(defined[0], 'onReady')()
  phone.advance(5_000)
  method(defined[0], 'onLoad')()
  phone.advance(60)
  method(defined[0], 'onReady')()
  monitor.flush()
  expect(phone.sent[0]?.points.map(([m, , , , ms]) => [m, ms])).toEqual([
    [METRICS.launch.id, 700],
    [METRICS.route.id, 60],
  ])
})

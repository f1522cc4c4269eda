/**
 * Pages that Taro and uni-app make, by the runtimes that they put into an app: what WeChat gets of them is theirs, not
 * ours. What the compiler would add (templates, the app's shell) is written out here.
 */
import { join } from 'node:path'
import { build } from 'esbuild'
import { METRICS } from '../../contract/metrics'
import type { Call } from '../../miniprogram/sdk/phoneApi'
import { eventsOf, fakePhone } from './fakePhone'
import { startMonitor } from './startMonitor'

type Definition = Record<string, unknown> & { methods?: Record<string, Call>; lifetimes?: Record<string, Call> }
type Runtime = Record<string, Call> & { Current: { app: unknown }; document: Document; vue: Record<string, Call> }

/** What the frameworks' build tools put in the place of these names. */
const define = {
  'process.env.NODE_ENV': '"production"',
  'process.env.TARO_PLATFORM': '"mini"',
  'process.env.TARO_ENV': '"weapp"',
  __VUE_OPTIONS_API__: 'true',
  __VUE_CREATED_DEFERRED__: 'true',
  __PLATFORM_PREFIX__: '"wx"',
  ...Object.fromEntries(
    ['INNER_HTML', 'ADJACENT_HTML', 'CLONE_NODE', 'CONTAINS', 'SIZE_APIS', 'TEMPLATE_CONTENT', 'MUTATION_OBSERVER'].map(
      (feature) => [`ENABLE_${feature}`, 'false'],
    ),
  ),
}

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(__dirname, '../..') },
    ...{ bundle: true, platform: 'neutral', mainFields: ['module', 'main'], format: 'cjs', target: 'es2020' },
    ...{ define, write: false, logLevel: 'error' },
  })
  return outputFiles[0]?.text ?? ''
}

/** A mini-program's globals, with or without our SDK among them, and what was defined through them. */
function appWith(sdk: boolean) {
  const phone = fakePhone()
  Object.assign(phone.api, {
    canIUse: () => true,
    getSystemInfoSync: () => ({ platform: 'ios', SDKVersion: '3.8.10' }),
  })
  const defined = { app: undefined as Definition | undefined, pages: [] as Definition[] }
  const globals = {
    Page: (page: Definition) => void defined.pages.push(page),
    Component: (part: Definition) => void defined.pages.push(part),
    App: (app: Definition) => {
      defined.app = app
    },
  }
  phone.host.redefine = (page, component) => {
    globals.Page = page(globals.Page) as typeof globals.Page
    globals.Component = component(globals.Component) as typeof globals.Component
    return true
  }
  const monitor = sdk ? startMonitor({ store: 'wensan' }, phone.host) : undefined
  const load = (text: string): Runtime => {
    const module = { exports: {} as Runtime }
    const names = ['module', 'exports', 'wx', 'Page', 'Component', 'App', 'getCurrentPages', 'getApp']
    const late = `var createMiniProgramApp = (vm) => module.exports.createApp(vm);`
    const values = [
      ...[module, module.exports, phone.api, (page: Definition) => globals.Page(page)],
      ...[(part: Definition) => globals.Component(part), globals.App, () => [], () => defined.app],
    ]
    new Function(...names, `${late}${text}`)(...values)
    return module.exports
  }
  return { phone, monitor, defined, globals, load }
}

type World = ReturnType<typeof appWith>

/** A page instance as WeChat makes one of a definition: its functions, `setData`, and what it is told to draw. */
function instanceOf(definition: Definition, drawn: unknown[]) {
  const instance = {
    ...{
      ...definition,
      ...definition.methods,
      is: 'pages/menu/menu',
      route: 'pages/menu/menu',
      data: {},
      properties: {},
    },
    setData(data: unknown, done?: () => void) {
      drawn.push(data)
      done?.()
    },
    ...{ selectComponent() {}, selectAllComponents: () => [], triggerEvent() {} },
    setUpdatePerformanceListener() {},
  }
  const tell = (name: string, ...args: unknown[]) =>
    (definition.lifetimes?.[name] ?? definition.methods?.[name] ?? (definition[name] as Call | undefined))?.apply(
      instance,
      args,
    )
  return tell
}

/** One visit of a page: what the framework's page heard and had drawn. */
type Visit = (text: string, world: World) => Promise<{ heard: unknown[]; drawn: unknown[]; keys: string[] }>

const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

const taro: Visit = async (text, { load, defined, globals }) => {
  const { createPageConfig, Current, document } = load(text)
  const heard: unknown[] = []
  const drawn: unknown[] = []
  let sid = ''
  Current.app = {
    mount(_: unknown, id: string, done: () => void) {
      const root = document.createElement('root')
      root.id = id
      const button = document.createElement('view') as unknown as Element & { sid: string }
      button.addEventListener('tap', (event) => heard.push(['tapped', event.type]))
      sid = button.sid
      root.appendChild(button)
      done()
    },
  }
  globals.Page(createPageConfig?.({}, 'pages/menu/menu', { root: { cn: [] } }, {}))
  const tell = instanceOf(defined.pages[0] as Definition, drawn)
  heard.push(tell('onLoad', { table: '4' }), tell('onShow'), tell('onReady'))
  await settled()
  const place = { id: sid, dataset: {} }
  heard.push(tell('eh', { type: 'tap', target: place, currentTarget: place, detail: {}, mpEvent: {} }))
  return {
    heard,
    drawn: drawn.map((data) => Object.keys(data as object)),
    keys: Object.keys(defined.pages[0] as object),
  }
}

const uniApp: Visit = async (text, { load, defined }) => {
  const runtime = load(text)
  const heard: unknown[] = []
  const drawn: unknown[] = []
  runtime.vue.createApp?.({ onLaunch: () => heard.push('launched') }).mount('#app')
  const app = defined.app as Definition & { onLaunch: Call }
  app.onLaunch({})
  runtime.createPage?.({
    data: () => ({ dishes: 0 }),
    onLoad: (query: unknown) => heard.push(['loaded', query]),
    onReady: () => heard.push('ready'),
    methods: {
      add(this: { dishes: number }, many: number) {
        heard.push(['tapped', many])
        this.dishes += many
      },
    },
    render: () => ({}),
  })
  const tell = instanceOf(defined.pages[0] as Definition, drawn)
  heard.push(tell('attached'), tell('onLoad', { table: '4' }), tell('ready'))
  const dataset = { eventOpts: [['tap', [['add', [2]]]]] }
  heard.push(tell('__e', { type: 'tap', target: { dataset }, currentTarget: { dataset }, detail: {} }))
  await settled()
  return { heard, drawn, keys: Object.keys(defined.pages[0] as object) }
}

describe.each([
  ['Taro 4', `export * from '@tarojs/runtime'`, taro, 'eh'],
  [
    'uni-app with Vue 3',
    `export * as vue from '@dcloudio/uni-mp-vue/dist/vue.runtime.esm.js'
     export * from '@dcloudio/uni-mp-weixin/dist/uni.mp.esm.js'`,
    uniApp,
    '__e',
  ],
])('a page of %s', (_, runtime, visit, handler) => {
  let text = ''
  beforeAll(async () => {
    text = await bundled(runtime)
  })

  test('lives as it does without us', async () => {
    const bare = await visit(text, appWith(false))
    const watched = await visit(text, appWith(true))
    expect(watched.heard).toEqual(bare.heard)
    expect(watched.drawn).toEqual(bare.drawn)
    expect(watched.keys).toEqual(expect.arrayContaining(bare.keys))
    expect(bare.heard).toContainEqual(expect.arrayContaining(['tapped']))
    expect(bare.drawn.length).toBeGreaterThan(0)
  })

  test('is seen: its taps are crumbs of an error', async () => {
    const world = appWith(true)
    await visit(text, world)
    const { monitor, phone, defined } = world
    expect(monitor?.diagnose().instruments).toMatchObject({ taps: 'ok', setData: 'ok', errors: 'ok', request: 'ok' })
    const page = defined.pages[0] as Definition
    const heard = page.methods?.[handler] ?? (page[handler] as Call)
    expect(typeof heard).toBe('function')
    monitor?.report('error', 'boom', '')
    monitor?.flush()
    phone.advance(1_000)
    const crumbs = [...phone.counted.values()].flatMap(({ errors }) => errors[0]?.crumbs ?? [])
    expect(crumbs.map(({ kind, text: crumb }) => [kind, crumb])).toEqual([['tap', `pages/menu/menu ${handler}`]])
    expect(eventsOf(phone, METRICS.error.id)).toBe(1)
  })
})

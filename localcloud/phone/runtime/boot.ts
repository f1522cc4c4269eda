import { componentOf } from '../builtins/builtin'
import { followClock } from '../clock/clockStream'
import { installClock } from '../clock/installClock'
import { realSetInterval } from '../clock/realTimers'
import { makeWx } from '../wx'
import { AppLifeCycle, watchVisibility } from './appLifeCycle'
import { PhoneBackend } from './backend'
import { openCloudLink } from './cloudLink'
import { createComponents } from './codeSpace'
import { watchErrors } from './errors'
import { dispatchLongPress, shapeEvents } from './events'
import { setImages } from './files'
import { drawFrame } from './frame'
import { openMenu } from './menu'
import { parsePageAddress } from './pageAddress'
import { readParameters } from './parameters'
import { logPerformance } from './performanceLog'
import type { Program } from './program'
import { Router } from './router'
import { shareThePageOf } from './sharing'
import { installStyles } from './styles'
import { mouseAsFinger, watchLongPress } from './touch'
import { leaveUntilTapped } from './ui/background'
import { setOverlay } from './ui/overlay'
import { supportUpdatePerformance } from './updatePerformance'

/** Starts the phone: signs in, takes over the cloud's time, runs the mini-program's scripts, opens its first page. */
export async function bootPhone(program: Program) {
  const parameters = readParameters(location.search)
  document.documentElement.dataset.theme = parameters.theme
  setImages(program.images)
  watchErrors()
  const cloud = await openCloudLink(parameters.openid, parameters.token)
  const { clock, onTick } = await followClock({
    token: parameters.token,
    session: cloud.session,
    onError: reportError,
    settled: cloud.settled,
  })
  installClock(clock)

  const backend = new PhoneBackend()
  supportUpdatePerformance()
  const components = createComponents(program, backend)
  shapeEvents(backend)
  mouseAsFinger(document.body)
  watchLongPress(document.body, (element, x, y) => {
    const component = closestComponent(element)
    if (component) dispatchLongPress(component, x, y)
  })
  const styles = installStyles(program)

  const first = parsePageAddress(`/${parameters.page || program.app.entryPagePath || program.app.pages[0]}`, '')
  const app = new AppLifeCycle({ path: first.route, query: first.query, scene: parameters.scene, referrerInfo: {} })
  const frame = drawFrame(
    () => void openMenu(router),
    () => leaveUntilTapped(app),
  )
  setOverlay(frame.overlay)
  const loaded = new Set<string>()
  const loadPackage = (root: string) => {
    if (loaded.has(root)) return
    loaded.add(root)
    const at = Date.now()
    const fromMs = performance.now()
    program.packages[root]?.(components.define)
    const durationMs = performance.now() - fromMs
    const name = root || '__APP__'
    logPerformance({
      entryType: 'loadPackage',
      name: 'downloadPackage',
      packageName: name,
      startTime: at,
      duration: durationMs,
    })
    logPerformance({
      entryType: 'script',
      name: 'evaluateScript',
      moduleName: name,
      startTime: at,
      duration: durationMs,
    })
  }
  const router: Router = new Router({
    program,
    components,
    frame,
    showPageStyle: styles.showPage,
    loadPackageOf: (route) => {
      const root = Object.keys(program.packages).find((one) => one !== '' && route.startsWith(one))
      if (root) loadPackage(root)
    },
    onPageNotFound: (event) => app.tellPageNotFound(event),
  })
  shareThePageOf(router)
  app.visibility.on((visible) => router.tellVisibility(visible))
  frame.showTime()
  onTick(frame.showTime)
  realSetInterval(frame.showTime, 1000)

  Object.assign(globalThis, {
    wx: makeWx({ parameters, cloud, router, app }),
    App: (definition: Record<string, unknown>) => app.register(definition),
    getApp: () => app.instance,
    getCurrentPages: () => router.pages.map((page) => page.instance),
    getRegExp: (pattern: string, flags?: string) => new RegExp(pattern, flags),
    getDate: (...args: []) => new Date(...args),
  })
  program.loadApp()
  loadPackage('')
  watchVisibility(app)
  app.launch()
  router.launch(`/${parameters.page || `${first.route}`}`)
  document.body.dataset.ready = 'true'
}

function closestComponent(element: Element | null) {
  for (let one = element; one; one = one.parentElement) {
    const component = componentOf(one)
    if (component) return component
  }
  return undefined
}

import type { AppJson } from '../compile/appConfig'
import type { Components } from './codeSpace'
import { EventChannel } from './eventChannel'
import type { Frame, TextStyle } from './frame'
import { Listeners } from './listeners'
import { parsePageAddress } from './pageAddress'
import { closePageView, openPageView, type PageView } from './pageView'
import { logPerformance } from './performanceLog'
import type { Program } from './program'
import { makeTabBar, type TabBar } from './tabBar'

export type OpenType = 'appLaunch' | 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab' | 'navigateBack'

export interface RouteEvent {
  path: string
  query: Record<string, string>
  openType: OpenType
  webviewId: number
  pageId: number
  timeStamp: number
  notFound?: boolean
}

const MOST_PAGES = 10

export interface RouterHost {
  program: Program
  components: Components
  frame: Frame
  showPageStyle(route: string): void
  /** defines a subpackage's components before its first page opens */
  loadPackageOf(route: string): void
  onPageNotFound(event: { path: string; query: Record<string, string>; isEntryPage: boolean }): boolean
}

/** The stack of pages. Errors it throws are texts after `navigateTo:fail`. */
export class Router {
  readonly appRoute = new Listeners<[RouteEvent]>()
  readonly appRouteDone = new Listeners<[RouteEvent]>()
  readonly tabBar: TabBar | null
  private stack: PageView[] = []
  /** tab pages that wait behind the shown one */
  private readonly tabs = new Map<string, PageView>()
  private readonly app: AppJson

  constructor(private readonly host: RouterHost) {
    this.app = host.program.app
    const config = this.app.tabBar
    this.tabBar = config && !config.custom ? makeTabBar(config, (index) => this.tapTab(index)) : null
    if (this.tabBar) host.frame.pages.after(this.tabBar.element)
  }

  get pages(): readonly PageView[] {
    return this.stack
  }

  get top(): PageView | undefined {
    return this.stack.at(-1)
  }

  launch(url: string) {
    this.start('appLaunch', url, (address) => this.push(address))
  }

  /** @returns the channel to the new page */
  navigateTo(url: string, events: Record<string, (...args: unknown[]) => void> = {}): EventChannel {
    const channel = new EventChannel()
    for (const [name, run] of Object.entries(events)) channel.on(name, run)
    this.start('navigateTo', url, (address) => {
      if (this.isTab(address.route)) throw new Error('can not navigateTo a tabbar page')
      if (this.stack.length >= MOST_PAGES) throw new Error(`webview count limit exceed, ${MOST_PAGES} pages at most`)
      this.hideTop()
      this.push(address, channel)
    })
    return channel
  }

  redirectTo(url: string) {
    this.start('redirectTo', url, (address) => {
      if (this.isTab(address.route)) throw new Error('can not redirectTo a tabbar page')
      this.popTop()
      this.push(address)
    })
  }

  reLaunch(url: string) {
    this.start('reLaunch', url, (address) => {
      while (this.stack.length > 0) this.popTop()
      for (const view of this.tabs.values()) closePageView(view)
      this.tabs.clear()
      this.push(address)
    })
  }

  switchTab(url: string) {
    this.start('switchTab', url, ({ route }) => {
      if (!this.isTab(route)) throw new Error('can not switch to no-tabBar page')
      if (this.top?.route === route) return
      while (this.stack.length > 1) this.popTop()
      const left = this.stack.pop()
      if (left && this.isTab(left.route)) {
        this.hide(left)
        this.tabs.set(left.route, left)
      } else if (left) closePageView(left)
      const kept = this.tabs.get(route)
      if (!kept) return this.push({ route, query: {} })
      this.tabs.delete(route)
      this.stack.push(kept)
      this.show(kept)
    })
  }

  navigateBack(delta = 1) {
    if (this.stack.length <= 1) throw new Error('cannot navigate back at first page.')
    const target = this.stack[Math.max(0, this.stack.length - 1 - delta)] as PageView
    const event = this.event('navigateBack', target.route, target.query, target.id)
    this.appRoute.emit(event)
    while (this.stack.length > 1 && this.top !== target) this.popTop()
    this.show(target)
    this.logRoute(event, performance.now())
  }

  isTab(route: string): boolean {
    return this.app.tabBar?.list.some((item) => item.pagePath === route) ?? false
  }

  /** Colour of the phone's time and capsule while the top page is shown. */
  setTextStyle(style: TextStyle) {
    if (this.top) this.top.textStyle = style
    this.host.frame.setTextStyle(style)
  }

  /** The app goes to the background or comes back. */
  tellVisibility(visible: boolean) {
    const page = this.top
    if (!page) return
    page.call(visible ? 'onShow' : 'onHide')
    page.root.getComponent().triggerPageLifetime(visible ? 'show' : 'hide', [])
  }

  private start(
    openType: OpenType,
    url: string,
    open: (address: { route: string; query: Record<string, string> }) => void,
  ) {
    const { route, query } = parsePageAddress(url, this.top?.route ?? '')
    const atMs = performance.now()
    if (!(route in this.host.program.pages)) {
      this.appRoute.emit({ ...this.event(openType, route, query, 0), notFound: true })
      const handled = this.host.onPageNotFound({ path: route, query, isEntryPage: this.stack.length === 0 })
      if (!handled || openType !== 'appLaunch') throw new Error(`page "${route}" is not found`)
      return
    }
    this.host.loadPackageOf(route)
    const event = this.event(openType, route, query, 0)
    this.appRoute.emit(event)
    open({ route, query })
    this.logRoute({ ...event, webviewId: this.top?.id ?? 0, pageId: this.top?.id ?? 0 }, atMs)
  }

  private event(openType: OpenType, path: string, query: Record<string, string>, id: number): RouteEvent {
    return { path, query, openType, webviewId: id, pageId: id, timeStamp: Date.now() }
  }

  private logRoute(event: RouteEvent, atMs: number) {
    const durationMs = performance.now() - atMs
    this.appRouteDone.emit(event)
    logPerformance({
      entryType: 'navigation',
      name: event.openType === 'appLaunch' ? 'appLaunch' : 'route',
      navigationType: event.openType,
      path: event.path,
      pageId: event.pageId,
      startTime: event.timeStamp,
      duration: durationMs,
    })
  }

  private push({ route, query }: { route: string; query: Record<string, string> }, channel = new EventChannel()) {
    const config = { ...this.app.window, ...this.host.program.pages[route] }
    const isTab = this.isTab(route)
    this.host.showPageStyle(route)
    const view = openPageView(this.host.components, this.host.frame.pages, {
      route,
      query,
      window: config,
      canGoBack: this.stack.length > 0,
      goBack: () => this.navigateBack(),
      hasTabBar: isTab && this.tabBar !== null,
      extras: { getOpenerEventChannel: () => channel, getPageId: () => `pageId:${route}`, ...this.customTabBar(isTab) },
      startedAt: { at: Date.now(), atMs: performance.now() },
    })
    this.stack.push(view)
    view.start()
    if (isTab && this.app.tabBar?.custom) this.attachCustomTabBar(view)
    this.show(view)
  }

  private show(view: PageView) {
    if (this.top !== view) return
    this.host.showPageStyle(view.route)
    view.layer.hidden = false
    this.host.frame.setTextStyle(view.textStyle)
    this.tabBar?.setVisible(this.isTab(view.route))
    this.tabBar?.choose(view.route)
    const query = Object.entries(view.query).map((pair) => pair.join('='))
    history.replaceState(null, '', `#/${view.route}${query.length > 0 ? `?${query.join('&')}` : ''}`)
    view.call('onShow')
    view.root.getComponent().triggerPageLifetime('show', [])
  }

  private hide(view: PageView) {
    view.call('onHide')
    view.root.getComponent().triggerPageLifetime('hide', [])
    view.layer.hidden = true
  }

  private hideTop() {
    if (this.top) this.hide(this.top)
  }

  private popTop() {
    const view = this.stack.pop()
    if (view) closePageView(view)
  }

  private tapTab(index: number) {
    const item = this.app.tabBar?.list[index]
    if (!item) return
    this.switchTab(`/${item.pagePath}`)
    this.top?.call('onTabItemTap', { index, pagePath: item.pagePath, text: item.text })
  }

  private customTabBar(isTab: boolean): Record<string, unknown> {
    if (!isTab || !this.app.tabBar?.custom) return {}
    const root = this.host.components.createPage('custom-tab-bar/index')
    return { getTabBar: () => root.get(), __customTabBar: root }
  }

  private attachCustomTabBar(view: PageView) {
    const root = view.instance.__customTabBar as PageView['root'] | undefined
    const placeholder = document.createElement('div')
    view.webview.append(placeholder)
    root?.attach(view.webview as never, placeholder as never)
  }
}

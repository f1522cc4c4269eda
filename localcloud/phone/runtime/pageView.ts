import type { ComponentJson, WindowConfig } from '../compile/appConfig'
import { afterLayout } from './afterLayout'
import type { Components } from './codeSpace'
import type { TextStyle } from './frame'
import { makeNavigationBar, type NavigationBar } from './navigationBar'
import { logPaints, type PageStart } from './paintTimes'
import { attachRefresher, type Refresher } from './refresher'

/** `this` of a page's functions. */
export type PageInstance = Record<string, unknown> & { route: string; options: Record<string, string> }

/** One page on the stack. */
export interface PageView {
  id: number
  route: string
  query: Record<string, string>
  instance: PageInstance
  root: ReturnType<Components['createPage']>
  layer: HTMLElement
  webview: HTMLElement
  scroller: HTMLElement
  bar: NavigationBar
  refresher: Refresher
  textStyle: TextStyle
  /** draws it and runs onLoad; the page is on the stack by then */
  start(): void
  /** calls a life-cycle function of the page; what it throws goes to the app's onError */
  call(name: string, ...args: unknown[]): unknown
}

export interface PageRequest {
  route: string
  query: Record<string, string>
  window: WindowConfig & ComponentJson
  canGoBack: boolean
  goBack(): void
  hasTabBar: boolean
  /** given before onLoad */
  extras: Record<string, unknown>
  startedAt: { at: number; atMs: number }
}

const PULL_DOWN_PX = 50
const REACH_BOTTOM_PX = 50
let lastPageId = 0

/** Makes a page's layer and instance; starting and showing it is the router's. */
export function openPageView(components: Components, holder: HTMLElement, request: PageRequest): PageView {
  const { route, query, window: config } = request
  const layer = document.createElement('div')
  layer.className = 'page-layer'
  layer.dataset.route = route
  const bar = makeNavigationBar(config, request.canGoBack, request.goBack)
  const webview = document.createElement('div')
  webview.className = 'webview'
  webview.classList.toggle('below-bar', bar.element !== null)
  webview.classList.toggle('above-tabs', request.hasTabBar)
  const scroller = document.createElement('div')
  scroller.className = 'scroller'
  scroller.tabIndex = 0
  if (config.disableScroll) scroller.style.overflow = 'hidden'
  scroller.style.backgroundColor = config.backgroundColor ?? ''
  const placeholder = document.createElement('div')
  scroller.append(placeholder)
  webview.append(scroller)
  if (bar.element) layer.append(bar.element)
  layer.append(webview)
  holder.append(layer)

  const search = new URLSearchParams(query).toString()
  const root = components.createPage(search ? `${route}?${search}` : route)
  const instance = root.get() as unknown as PageInstance
  const id = ++lastPageId
  Object.assign(instance, { route, options: query, __wxExparserNodeId__: id, ...request.extras })
  const view: PageView = {
    id,
    route,
    query,
    instance,
    root,
    layer,
    webview,
    scroller,
    bar,
    refresher: attachRefresher(scroller, {
      enabled: () => config.enablePullDownRefresh === true,
      thresholdPx: () => PULL_DOWN_PX,
      onRefresh: () => view.call('onPullDownRefresh'),
    }),
    textStyle: config.navigationBarTextStyle ?? 'white',
    start() {
      root.attach(scroller as never, placeholder as never)
      const start: PageStart = { path: route, pageId: id, ...request.startedAt }
      logPaints(start, layer)
      view.call('onLoad', query)
      afterLayout(() => view.call('onReady'))
    },
    call(name, ...args) {
      const method = instance[name]
      if (typeof method !== 'function') return undefined
      try {
        return method.apply(instance, args)
      } catch (error) {
        reportError(error)
        return undefined
      }
    },
  }
  watchScrolling(view, config.onReachBottomDistance ?? REACH_BOTTOM_PX)
  return view
}

export function closePageView(view: PageView) {
  view.call('onUnload')
  view.root.release()
  view.layer.remove()
}

function watchScrolling(view: PageView, reachBottomPx: number) {
  let wasNear = false
  view.scroller.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = view.scroller
    view.call('onPageScroll', { scrollTop })
    const near = scrollHeight - scrollTop - clientHeight <= reachBottomPx
    if (near && !wasNear) view.call('onReachBottom')
    wasNear = near
  })
}

import { realSetTimeout } from '../clock/realTimers'
import { attachRefresher } from '../runtime/refresher'
import { builtin, elementOf, markState } from './builtin'

interface ScrollProperties {
  scrollX: boolean
  scrollY: boolean
  scrollWithAnimation: boolean
  upperThreshold: number | string
  lowerThreshold: number | string
  refresherEnabled: boolean
  refresherTriggered: boolean
  refresherThreshold: number
}

export const scrollView = builtin<ScrollProperties>({
  properties: {
    scrollX: Boolean,
    scrollY: Boolean,
    scrollTop: null,
    scrollLeft: null,
    scrollIntoView: String,
    scrollIntoViewOffset: Number,
    scrollIntoViewAlignment: String,
    scrollWithAnimation: Boolean,
    upperThreshold: { type: null, value: 50 },
    lowerThreshold: { type: null, value: 50 },
    enableBackToTop: Boolean,
    enableFlex: Boolean,
    enablePassive: null,
    enhanced: Boolean,
    bounces: { type: Boolean, value: true },
    showScrollbar: { type: Boolean, value: true },
    pagingEnabled: Boolean,
    fastDeceleration: Boolean,
    scrollAnchoring: Boolean,
    usingSticky: Boolean,
    type: String,
    clip: { type: Boolean, value: true },
    cacheExtent: Number,
    reverse: Boolean,
    refresherEnabled: Boolean,
    refresherThreshold: { type: Number, value: 45 },
    refresherDefaultStyle: { type: String, value: 'black' },
    refresherBackground: String,
    refresherTriggered: Boolean,
  },
  observers: {
    scrollX(on: boolean) {
      markState(this, 'x', on)
    },
    scrollY(on: boolean) {
      markState(this, 'y', on)
    },
    enableFlex(on: boolean) {
      markState(this, 'flex', on)
    },
    scrollTop(top: number | string) {
      if (top !== null && top !== '') scroll(elementOf(this), { top: toPixels(top) }, this.data.scrollWithAnimation)
    },
    scrollLeft(left: number | string) {
      if (left !== null && left !== '') scroll(elementOf(this), { left: toPixels(left) }, this.data.scrollWithAnimation)
    },
    scrollIntoView(id: string) {
      if (!id) return
      const behavior = this.data.scrollWithAnimation ? 'smooth' : 'auto'
      realSetTimeout(() => {
        const target = elementOf(this).querySelector(`[id$="--${CSS.escape(id)}"]`)
        if (!target) return
        const from = elementOf(this).getBoundingClientRect()
        const to = target.getBoundingClientRect()
        elementOf(this).scrollBy({ top: to.top - from.top, left: to.left - from.left, behavior })
      })
    },
    'refresherEnabled, refresherTriggered'(_enabled: boolean, triggered: boolean) {
      elementOf(this).dispatchEvent(new CustomEvent('wx-refresher', { detail: triggered }))
    },
  },
  lifetimes: {
    created() {
      watchScroll(this, elementOf(this))
      // a phone has no keyboard, a desktop has: what scrolls can be reached by it
      elementOf(this).tabIndex = 0
      attachRefresher(elementOf(this), {
        enabled: () => this.data.refresherEnabled,
        thresholdPx: () => this.data.refresherThreshold,
        onPull: (dy) => this.triggerEvent('refresherpulling', { dy }),
        onRefresh: () => {
          this.setData({ refresherTriggered: true })
          this.triggerEvent('refresherrefresh', {})
        },
        onRestore: () => this.triggerEvent('refresherrestore', {}),
        onAbort: () => this.triggerEvent('refresherabort', {}),
      })
    },
  },
})

type ScrollHost = { data: ScrollProperties; triggerEvent(name: string, detail: unknown): void }

/** scroll, and scrolltoupper/scrolltolower once each time the edge comes near. */
function watchScroll(host: ScrollHost, element: HTMLElement) {
  let last = { left: 0, top: 0 }
  let near = { start: true, end: false }
  element.addEventListener('scroll', () => {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = element
    const deltaX = last.left - scrollLeft
    const deltaY = last.top - scrollTop
    last = { left: scrollLeft, top: scrollTop }
    host.triggerEvent('scroll', { scrollLeft, scrollTop, scrollWidth, scrollHeight, deltaX, deltaY })
    const [before, after] = host.data.scrollX
      ? [scrollLeft, scrollWidth - scrollLeft - clientWidth]
      : [scrollTop, scrollHeight - scrollTop - clientHeight]
    const now = {
      start: before <= toPixels(host.data.upperThreshold),
      end: after <= toPixels(host.data.lowerThreshold),
    }
    if (now.start && !near.start) host.triggerEvent('scrolltoupper', { direction: host.data.scrollX ? 'left' : 'top' })
    if (now.end && !near.end) host.triggerEvent('scrolltolower', { direction: host.data.scrollX ? 'right' : 'bottom' })
    near = now
  })
}

const scroll = (element: HTMLElement, to: { top?: number; left?: number }, smooth: boolean) => {
  realSetTimeout(() => element.scrollTo({ ...to, behavior: smooth ? 'smooth' : 'auto' }))
}

const toPixels = (length: number | string) => {
  const amount = Number.parseFloat(String(length)) || 0
  return String(length).endsWith('rpx') ? (amount * window.innerWidth) / 750 : amount
}

import { realClearInterval, realSetInterval } from '../clock/realTimers'
import { addInner, type BuiltinHost, builtin, componentOf, elementOf, innerOf, markState } from './builtin'
import { setOwnStyle } from './ownStyle'

interface SwiperProperties {
  current: number
  autoplay: boolean
  interval: number
  duration: number
  circular: boolean
  vertical: boolean
  indicatorDots: boolean
}

interface Track {
  shown: number
  timer: number | undefined
  observer: MutationObserver
}

const tracks = new WeakMap<Element, Track>()

const itemsOf = (element: Element) => [...element.querySelectorAll<HTMLElement>(':scope > wx-swiper-item')]

export const swiper = builtin<SwiperProperties>({
  properties: {
    indicatorDots: Boolean,
    indicatorColor: { type: String, value: 'rgba(0,0,0,.3)' },
    indicatorActiveColor: { type: String, value: '#000000' },
    autoplay: Boolean,
    current: Number,
    currentItemId: String,
    interval: { type: Number, value: 5000 },
    duration: { type: Number, value: 500 },
    circular: Boolean,
    vertical: Boolean,
    previousMargin: String,
    nextMargin: String,
    displayMultipleItems: { type: Number, value: 1 },
    skipHiddenItemLayout: Boolean,
    easingFunction: String,
    snapToEdge: Boolean,
  },
  observers: {
    current(current: number) {
      if (tracks.get(elementOf(this))?.shown !== current) show(this, current, '')
    },
    'autoplay, interval'(autoplay: boolean, interval: number) {
      const track = tracks.get(elementOf(this))
      if (!track) return
      if (track.timer !== undefined) realClearInterval(track.timer)
      track.timer = autoplay ? realSetInterval(() => step(this, 1, 'autoplay'), interval) : undefined
    },
    'indicatorDots, indicatorColor, indicatorActiveColor'(dots: boolean, color: string, active: string) {
      markState(this, 'dots', dots)
      setOwnStyle(this._$, '--dot', color)
      setOwnStyle(this._$, '--dot-active', active)
    },
    vertical(vertical: boolean) {
      markState(this, 'vertical', vertical)
    },
  },
  lifetimes: {
    created() {
      addInner(this, 'nav')
      const element = elementOf(this)
      const observer = new MutationObserver(() => place(this))
      tracks.set(element, { shown: 0, timer: undefined, observer })
      observer.observe(element, { childList: true })
      watchDrag(this)
    },
    attached() {
      place(this)
    },
    detached() {
      const track = tracks.get(elementOf(this))
      track?.observer.disconnect()
      if (track?.timer !== undefined) realClearInterval(track.timer)
    },
  },
})

export const swiperItem = builtin({ properties: { itemId: String, skipHiddenItemLayout: Boolean } })

type SwiperHost = BuiltinHost<SwiperProperties>

/** Puts every item beside the shown one. */
function place(host: SwiperHost, dragPx = 0, animated = false) {
  const element = elementOf(host)
  const items = itemsOf(element)
  const shown = Math.min(tracks.get(element)?.shown ?? 0, Math.max(0, items.length - 1))
  const axis = host.data.vertical ? 'Y' : 'X'
  items.forEach((item, index) => {
    let distance = index - shown
    if (host.data.circular && items.length > 2) {
      if (distance > items.length / 2) distance -= items.length
      else if (distance < -items.length / 2) distance += items.length
    }
    const component = componentOf(item)
    if (!component) return
    setOwnStyle(component, 'transition', animated ? `transform ${host.data.duration}ms` : 'none')
    setOwnStyle(component, 'transform', `translate${axis}(calc(${distance * 100}% + ${dragPx}px))`)
  })
  const dots = items.map((_, index) => {
    const dot = document.createElement('i')
    if (index === shown) dot.className = 'on'
    return dot
  })
  innerOf(host, 'nav')?.replaceChildren(...dots)
}

function show(host: SwiperHost, index: number, source: string) {
  const track = tracks.get(elementOf(host))
  if (!track) return
  const changed = track.shown !== index
  track.shown = index
  place(host, 0, true)
  if (!changed) return
  host.setData({ current: index })
  host.triggerEvent('change', { current: index, source })
  host.triggerEvent('animationfinish', { current: index, source })
}

function step(host: SwiperHost, by: number, source: string) {
  const count = itemsOf(elementOf(host)).length
  const from = tracks.get(elementOf(host))?.shown ?? 0
  const to =
    host.data.circular || source === 'autoplay'
      ? (from + by + count) % count
      : Math.min(count - 1, Math.max(0, from + by))
  if (count > 0) show(host, to, source)
}

function watchDrag(host: SwiperHost) {
  const element = elementOf(host)
  let start: number | null = null
  const position = (event: TouchEvent) => {
    const touch = event.changedTouches[0]
    return host.data.vertical ? (touch?.clientY ?? 0) : (touch?.clientX ?? 0)
  }
  element.addEventListener('touchstart', (event) => {
    start = position(event)
  })
  element.addEventListener('touchmove', (event) => {
    if (start !== null) place(host, position(event) - start)
  })
  element.addEventListener('touchend', (event) => {
    if (start === null) return
    const moved = position(event) - start
    const size = host.data.vertical ? element.clientHeight : element.clientWidth
    start = null
    if (Math.abs(moved) > size / 5) step(host, moved < 0 ? 1 : -1, 'touch')
    else place(host, 0, true)
  })
}

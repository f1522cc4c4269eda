import { realClearTimeout, realSetTimeout } from '../clock/realTimers'

const LONG_PRESS_MS = 350
const LONG_PRESS_SLOP_PX = 10

/** Makes a mouse a finger: pages listen to touches only. Real fingers are left alone. */
export function mouseAsFinger(root: HTMLElement) {
  let target: Element | null = null
  const send = (type: 'touchstart' | 'touchmove' | 'touchend' | 'touchcancel', event: PointerEvent) => {
    if (!target) return
    const touch = new Touch({
      identifier: 1,
      target,
      clientX: event.clientX,
      clientY: event.clientY,
      pageX: event.pageX,
      pageY: event.pageY,
      screenX: event.screenX,
      screenY: event.screenY,
    })
    const down = type === 'touchstart' || type === 'touchmove' ? [touch] : []
    target.dispatchEvent(
      new TouchEvent(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        touches: down,
        targetTouches: down,
        changedTouches: [touch],
      }),
    )
    if (down.length === 0) target = null
  }
  const isMouse = (event: PointerEvent) => event.pointerType === 'mouse' && event.isTrusted
  root.addEventListener(
    'pointerdown',
    (event) => {
      if (!isMouse(event) || event.button !== 0) return
      target = event.target as Element
      send('touchstart', event)
    },
    { capture: true },
  )
  window.addEventListener('pointermove', (event) => isMouse(event) && send('touchmove', event), { capture: true })
  window.addEventListener('pointerup', (event) => isMouse(event) && send('touchend', event), { capture: true })
  window.addEventListener('blur', () => {
    if (target) send('touchcancel', new PointerEvent('pointercancel'))
  })
}

/** Tells when a finger stays: WeChat's longpress and longtap. */
export function watchLongPress(root: HTMLElement, tell: (target: Element, x: number, y: number) => void) {
  let timer: number | undefined
  let from = { x: 0, y: 0 }
  const stop = () => {
    if (timer !== undefined) realClearTimeout(timer)
    timer = undefined
  }
  root.addEventListener('touchstart', (event) => {
    const touch = event.touches[0]
    if (!touch || event.touches.length > 1) return stop()
    from = { x: touch.clientX, y: touch.clientY }
    const target = event.target as Element
    timer = realSetTimeout(() => tell(target, from.x, from.y), LONG_PRESS_MS)
  })
  root.addEventListener('touchmove', (event) => {
    const touch = event.touches[0]
    if (touch && Math.hypot(touch.clientX - from.x, touch.clientY - from.y) > LONG_PRESS_SLOP_PX) stop()
  })
  for (const end of ['touchend', 'touchcancel']) root.addEventListener(end, stop)
}

import { realSetTimeout } from '../clock/realTimers'

export interface RefresherHost {
  enabled(): boolean
  thresholdPx(): number
  onPull?(dy: number): void
  onRefresh(): void
  onRestore?(): void
  onAbort?(): void
}

export interface Refresher {
  open(): void
  close(): void
}

const OPEN_PX = 56
const BACK_MS = 200

/** Pull-down refresh of a scrolling element: three dots come down, and stay until closed. */
export function attachRefresher(scroller: HTMLElement, host: RefresherHost): Refresher {
  let dots: HTMLElement | null = null
  let startY: number | null = null
  let pulled = 0
  let isOpen = false

  const draw = (heightPx: number, animated: boolean) => {
    if (!dots) {
      if (heightPx === 0) return
      dots = document.createElement('div')
      dots.className = 'refresher'
      dots.innerHTML = '<i></i><i></i><i></i>'
      scroller.prepend(dots)
    }
    dots.style.transition = animated ? `height ${BACK_MS}ms` : 'none'
    dots.style.height = `${heightPx}px`
  }
  const open = () => {
    isOpen = true
    draw(OPEN_PX, true)
  }
  const close = () => {
    if (!isOpen) return
    isOpen = false
    draw(0, true)
    realSetTimeout(() => host.onRestore?.(), BACK_MS)
  }

  scroller.addEventListener('touchstart', (event) => {
    startY = host.enabled() && !isOpen && scroller.scrollTop <= 0 ? (event.touches[0]?.clientY ?? null) : null
    pulled = 0
  })
  scroller.addEventListener('touchmove', (event) => {
    if (startY === null) return
    pulled = Math.max(0, (event.touches[0]?.clientY ?? startY) - startY)
    if (pulled > 0) host.onPull?.(pulled)
    draw(Math.min(pulled, OPEN_PX * 1.5), false)
  })
  scroller.addEventListener('touchend', () => {
    if (startY === null) return
    startY = null
    if (pulled > host.thresholdPx()) {
      open()
      host.onRefresh()
    } else if (pulled > 0) {
      draw(0, true)
      host.onAbort?.()
    }
  })
  scroller.addEventListener('wx-refresher', (event) => {
    const triggered = (event as CustomEvent<boolean>).detail
    if (triggered && !isOpen) {
      open()
      if (host.enabled()) host.onRefresh()
    } else if (!triggered) close()
  })
  return { open, close }
}

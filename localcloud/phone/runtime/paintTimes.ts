import { realDelay } from '../clock/realTimers'
import { afterLayout } from './afterLayout'
import { logPerformance } from './performanceLog'

const LARGEST_PAINT_WINDOW_MS = 3000
const LARGEST_PAINT_POLL_MS = 50

export interface PageStart {
  path: string
  pageId: number
  /** when the page was asked for: virtual epoch ms, and performance.now() */
  at: number
  atMs: number
}

/** Logs firstRender, first-contentful and largest-contentful paint of a page from what the browser really did. */
export function logPaints(start: PageStart, layer: HTMLElement) {
  const log = (name: string, doneAtMs: number) =>
    logPerformance({
      entryType: 'render',
      name,
      path: start.path,
      pageId: start.pageId,
      startTime: name === 'firstRender' ? start.at : start.at + (doneAtMs - start.atMs),
      duration: name === 'firstRender' ? doneAtMs - start.atMs : 0,
    })
  afterLayout(() => {
    log('firstRender', performance.now())
    // The frame after this one shows what has just been laid out.
    afterLayout(() => {
      log('firstPaint', performance.now())
      log('firstContentfulPaint', performance.now())
      void largestPaint(start, layer).then((atMs) => log('largestContentfulPaint', atMs))
    })
  })
}

/** The browser's own entry for the first page; for later ones, when the last visible picture was there. */
async function largestPaint(start: PageStart, layer: HTMLElement): Promise<number> {
  let atMs = performance.now()
  const until = atMs + LARGEST_PAINT_WINDOW_MS
  while (performance.now() < until && visiblePictures(layer).some((one) => !one.complete)) {
    await realDelay(LARGEST_PAINT_POLL_MS)
    atMs = performance.now()
  }
  return Math.max(atMs, browsersLargestPaint(start.atMs))
}

const visiblePictures = (layer: HTMLElement) =>
  [...layer.querySelectorAll('img')].filter((one) => one.src && one.getBoundingClientRect().top < window.innerHeight)

let largestPaintsMs: number[] = []
new PerformanceObserver((list) => {
  largestPaintsMs = [...largestPaintsMs, ...list.getEntries().map((entry) => entry.startTime)]
}).observe({ type: 'largest-contentful-paint', buffered: true })

const browsersLargestPaint = (sinceMs: number) => Math.max(0, ...largestPaintsMs.filter((time) => time >= sinceMs))

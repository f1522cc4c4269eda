import { realClearTimeout, realSetTimeout } from '../clock/realTimers'

const AT_MOST_MS = 100

/** Calls back at the next frame; a hidden page has none, so soon at the latest. */
export function afterLayout(run: () => void) {
  let done = false
  const once = () => {
    if (done) return
    done = true
    realClearTimeout(fallback)
    run()
  }
  const fallback = realSetTimeout(once, AT_MOST_MS)
  requestAnimationFrame(once)
}

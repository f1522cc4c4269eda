/** Runs a refresh again and again while its page is seen: the next wait begins when the last refresh has ended. */
export interface RefreshLoop {
  start(): void
  stop(): void
  /** Refreshes now, and counts the wait anew. Joins a refresh that is under way. */
  now(): Promise<void>
}

/** @param waitMs read before each wait: an incident is looked at more often */
export function refreshLoop(refresh: () => Promise<void>, waitMs: () => number): RefreshLoop {
  let seen = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let running: Promise<void> | null = null

  const rest = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = seen ? setTimeout(() => void run(), waitMs()) : null
  }
  const run = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    running ??= refresh().then(
      () => {
        running = null
        rest()
      },
      (bug: unknown) => {
        running = null
        rest()
        throw bug
      },
    )
    return running
  }
  return {
    start() {
      seen = true
      void run()
    },
    stop() {
      seen = false
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
    now: run,
  }
}

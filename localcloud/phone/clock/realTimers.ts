/** The browser's own timers, taken before virtual time is installed: for what the shell itself draws. */
export const realSetTimeout: (run: () => void, ms?: number) => number = globalThis.setTimeout.bind(globalThis) as never
export const realClearTimeout: (id: number) => void = globalThis.clearTimeout.bind(globalThis) as never
export const realSetInterval: (run: () => void, ms?: number) => number = globalThis.setInterval.bind(
  globalThis,
) as never
export const realClearInterval: (id: number) => void = globalThis.clearInterval.bind(globalThis) as never
export const RealDate = globalThis.Date

/** Resolves after real milliseconds. */
export const realDelay = (ms: number) => new Promise<void>((resolve) => realSetTimeout(resolve, ms))

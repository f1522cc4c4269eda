import { attempt } from './attempt'
import type { PhoneApi } from './phoneApi'

/** Where the SDK runs: WeChat's API, time, timers and chance. Tests and simulated customers bring their own. */
export interface Host {
  api: PhoneApi
  /** epoch ms by the phone's clock */
  now(): number
  /** ms of a clock that only measures durations */
  elapsed(): number
  /** [0, 1) */
  random(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  /** pages on the stack, the visible one last */
  pages(): { route?: string }[]
}

declare const performance: { now?: () => number } | undefined

/** The phone itself. The only place that names `wx`. */
export function phoneHost(): Host {
  const clock = typeof performance === 'object' && typeof performance.now === 'function' ? performance : Date
  return {
    api: (typeof wx === 'object' ? wx : {}) as unknown as PhoneApi,
    now: () => Date.now(),
    elapsed: () => (clock as { now(): number }).now(),
    random: () => Math.random(),
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (timer) => clearTimeout(timer as number),
    pages: () => attempt(() => getCurrentPages() as { route?: string }[]) ?? [],
  }
}

import { attempt } from './attempt'
import type { Call, PhoneApi } from './phoneApi'

/** A page on the stack, as far as we look at it. */
export interface PageInstance {
  route?: string
  /** path of a page or component */
  is?: string
  setUpdatePerformanceListener?: Call
}

/** Where the SDK runs: WeChat's API, time, timers and chance. Tests and simulated customers bring their own. */
export interface Host {
  api: PhoneApi
  /**
   * Puts others in the place of the functions by which an app defines its pages and components.
   * @returns whether they are there now
   */
  redefine?(page: (original: Call) => Call, component: (original: Call) => Call): boolean
  /** epoch ms by the phone's clock, never before 2017 */
  now(): number
  /** ms of a clock that only measures durations */
  elapsed(): number
  /** [0, 1) */
  random(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  /** the page on top of the stack, if there is one yet */
  visiblePage(): PageInstance | undefined
}

/** A phone whose clock stands before it still sends a valid batch; the cloud corrects by sentAt. */
const earliestMs = 15e11

declare const performance: { now(): number } | undefined
declare let Page: Call
declare let Component: Call

/** The phone itself. The only place that names `wx` and what stands beside it. */
export const phoneHost = (): Host => ({
  api: (typeof wx === 'object' ? wx : {}) as unknown as PhoneApi,
  now: () => Math.max(Date.now(), earliestMs),
  elapsed: () => (typeof performance === 'object' ? performance : Date).now(),
  random: Math.random,
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as number),
  visiblePage: () => attempt(() => getCurrentPages().slice(-1)[0] as PageInstance),
})

/** The same for an SDK that watches pages and components. */
export const phoneWithPages = (): Host => ({
  ...phoneHost(),
  redefine(page, component) {
    const ourPage = page(Page)
    const ourComponent = component(Component)
    Page = ourPage
    Component = ourComponent
    return Page === ourPage && Component === ourComponent
  },
})

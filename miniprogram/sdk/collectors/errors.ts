import { attempt } from '../attempt'
import type { PhoneApi } from '../phoneApi'
import { type Collector, HEALTHY, type Recorder } from './collector'

type Hook = 'onError' | 'onUnhandledRejection' | 'onLazyLoadError' | 'onPageNotFound'

/** Uncaught errors, unhandled rejections, subpackages that did not load, unknown pages where the app handles them. */
export const errors: Collector = {
  name: 'errors',
  start({ host: { api }, options, report }) {
    const missing: string[] = []
    const listen = <H extends Hook>(hook: H, heard: Parameters<NonNullable<PhoneApi[H]>>[0]) => {
      const guarded = (event: never) => attempt(() => heard(event))
      if (typeof attempt(() => api[hook]) === 'function') api[hook]?.(guarded as never)
      else missing.push(hook)
    }
    listen('onError', (fault) => reportFault(report, 'error', fault))
    listen('onUnhandledRejection', (event) => reportFault(report, 'rejection', event?.reason))
    listen('onLazyLoadError', (event) => report('lazyLoad', event?.errMsg, ''))
    if (options.handlesPageNotFound) {
      listen('onPageNotFound', (event) => report('pageNotFound', `page not found: ${event?.path}`, ''))
    }
    return missing.length > 0 ? `missing: ${missing.join(', ')}` : HEALTHY
  },
}

/** WeChat gives an Error, an object like one, or one text of which the first lines are the message. */
function reportFault(report: Recorder['report'], kind: 'error' | 'rejection', fault: unknown): void {
  const like = fault as { message?: unknown; errMsg?: unknown; stack?: unknown } | null | undefined
  const message = like?.message ?? like?.errMsg
  const lines = String(fault)
    .replace(/^MiniProgramError\n/, '')
    .split('\n')
  if (message === undefined) report(kind, lines[0], lines.slice(1).join('\n'))
  else report(kind, message, like?.stack ?? '')
}

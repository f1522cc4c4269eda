import { type Collector, HEALTHY, listen, type Recorder } from './collector'

/** Uncaught errors, unhandled rejections, subpackages that did not load, unknown pages where the app handles them. */
export const errors: Collector = {
  name: 'errors',
  start({ host: { api }, options, report }) {
    const lazy = listen(api, 'onLazyLoadError', (event) => report('lazyLoad', event.errMsg, ''))
    if (options.handlesPageNotFound) {
      listen(api, 'onPageNotFound', (event) => report('pageNotFound', `page not found: ${event.path}`, ''))
    }
    const rejections = listen(api, 'onUnhandledRejection', (event) => reportFault(report, 'rejection', event.reason))
    const thrown = listen(api, 'onError', (fault) => reportFault(report, 'error', fault))
    return [thrown, rejections, lazy].find((health) => health !== HEALTHY) || HEALTHY
  },
}

/** WeChat gives an Error, an object like one, or one text of which the first lines are the message. */
export function reportFault(report: Recorder['report'], kind: 'error' | 'rejection', fault: unknown): void {
  const { message, errMsg, stack } = Object(fault)
  const [first, ...rest] = String(fault)
    .replace(/^MiniProgramError\n/, '')
    .split('\n')
  report(kind, message || errMsg || first, stack || (message || errMsg ? '' : rest.join('\n')))
}

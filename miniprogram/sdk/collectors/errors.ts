import { type Collector, HEALTHY, type Recorder } from './collector'

/** Uncaught errors and unhandled rejections. */
export const errors: Collector = ({ hear, report }) => {
  const rejections = hear('onUnhandledRejection', (event) => reportFault(report, 'rejection', event.reason))
  const thrown = hear('onError', (fault) => reportFault(report, 'error', fault))
  return thrown === HEALTHY ? rejections : thrown
}

/** WeChat gives an Error, an object like one, or one text of which the first lines are the message. */
export function reportFault(report: Recorder['report'], kind: 'error' | 'rejection', fault: unknown): void {
  const { message, errMsg, stack } = Object(fault)
  const said = message || errMsg
  const [first, ...rest] = String(said || fault)
    .replace(/^MiniProgramError\n/, '')
    .split('\n')
  report(kind, said || first, stack || rest.join('\n'))
}

import { type Collector, HEALTHY } from './collector'

/** Uncaught errors and unhandled rejections. */
export const errors: Collector = (context) => {
  const rejections = context.hear('onUnhandledRejection', (event) => context.report('rejection', event.reason))
  const thrown = context.hear('onError', (fault) => context.report('error', fault))
  return thrown === HEALTHY ? rejections : thrown
}

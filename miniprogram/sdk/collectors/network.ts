import { attempt } from '../attempt'
import { NOTE_CRUMB, OK, WEAK_NETWORK } from '../catalogue'
import type { Call, PhoneEvent } from '../phoneApi'
import { label } from '../text/route'
import type { Collector } from './collector'

/** What kind of network, and when it is weak: that explains many a failure. */
export const network: Collector = (context) => {
  const seen = (event: PhoneEvent) => {
    context.phoneKind.network = event.networkType
  }
  attempt(() => (context.api.getNetworkType as Call)({ success: seen }))
  context.hear('onNetworkWeakChange', (event) => {
    if (event.weakNet) context.record(WEAK_NETWORK, label(event.networkType), OK)
  })
  return context.hear('onNetworkStatusChange', (event) => {
    seen(event)
    context.crumb(NOTE_CRUMB, label(`network ${event.networkType}`))
  })
}

import { attempt } from '../attempt'
import { NOTE_CRUMB, OK, WEAK_NETWORK } from '../catalogue'
import type { Device } from '../device'
import type { Call, PhoneEvent } from '../phoneApi'
import { label } from '../text/route'
import type { Collector } from './collector'

/** What kind of network, and when it is weak: that explains many a failure. */
export const network: Collector = ({ api, hear, device, crumb, record }) => {
  const seen = (event: PhoneEvent) => {
    device.network = (event.networkType || 'unknown') as Device['network']
  }
  attempt(() => (api.getNetworkType as Call)({ success: seen }))
  hear('onNetworkWeakChange', (event) => {
    if (event.weakNet) record(WEAK_NETWORK, label(event.networkType), OK)
  })
  return hear('onNetworkStatusChange', (event) => {
    seen(event)
    crumb(NOTE_CRUMB, label(`network ${event.networkType}`))
  })
}

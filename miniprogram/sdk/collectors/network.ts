import { attempt } from '../attempt'
import { type Collector, HEALTHY } from './collector'

/** Leaves a crumb at each change of network: what it was at the time explains many a failure. */
export const network: Collector = {
  name: 'network',
  start({ host, crumb }) {
    if (!host.api.onNetworkStatusChange) return 'onNetworkStatusChange is missing'
    host.api.onNetworkStatusChange((event) => attempt(() => crumb('note', `network ${event?.networkType}`)))
    return HEALTHY
  },
}

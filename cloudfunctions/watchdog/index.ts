import { createPorts } from '../../adapters/createPorts'
import { timedFunction } from '../../adapters/handlers'
import { subscribeMessage } from '../../adapters/notifiers/subscribeMessage'
import { ok } from '../../contract/answer'
import { runWatchdog } from '../../core/alerting/watch'

const ports = createPorts(subscribeMessage)

/** Every ten minutes: looks whether the minute's run still runs, and sends what is due. */
export const main = timedFunction(async (now) => ok(await runWatchdog(ports, now)))

import { createPorts } from '../../adapters/createPorts'
import { timedFunction } from '../../adapters/handlers'
import { deadMan, notifiers } from '../../adapters/notifiers/notifiers'
import { shopActions } from '../../adapters/shopActions'
import { ok } from '../../contract/answer'
import { runWatchdog } from '../../core/alerting/watch'

const ports = createPorts({ notifiers, actions: shopActions, deadMan })

/** Every ten minutes: looks whether the minute's run still runs, and sends what is due. */
export const main = timedFunction(async (now) => ok(await runWatchdog(ports, now)))

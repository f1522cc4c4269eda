import { createPorts } from '../../adapters/createPorts'
import { timedFunction } from '../../adapters/handlers'
import { deadMan, notifiers } from '../../adapters/notifiers/notifiers'
import { shopActions } from '../../adapters/shopActions'
import { ok } from '../../contract/answer'
import { ChoresMemory } from '../../core/reports/choresMemory'
import { runChores } from '../../core/reports/runChores'

const ports = createPorts({ notifiers, actions: shopActions, deadMan })
const memory = new ChoresMemory()

/** Every ten minutes: reports, drills, tests, what is to be undone, and whether the watchdog runs. */
export const main = timedFunction(async (now) => ok(await runChores(ports, memory, now)))

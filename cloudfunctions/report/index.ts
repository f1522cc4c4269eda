import { cachedDirectory } from '../../adapters/cachedDirectory'
import { createPorts } from '../../adapters/createPorts'
import { timedFunction } from '../../adapters/handlers'
import { deadMan, notifiers } from '../../adapters/notifiers/notifiers'
import { shopActions } from '../../adapters/shopActions'
import { ok } from '../../contract/answer'
import { runChores } from '../../core/reports/runChores'

/** Settings and stores that a quiet run need not read again. */
const REMEMBERED_MS = 10 * 60_000
const ports = createPorts({ notifiers, actions: shopActions, deadMan })
const directory = cachedDirectory(ports.directory, Date.now, REMEMBERED_MS)

/** Every five minutes: reports, drills, tests, what is to be undone, and whether the watchdog runs. */
export const main = timedFunction(async (now) => ok(await runChores({ ...ports, directory }, now)))

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../database/database'
import type { Meter } from '../meter/meter'
import type { ActionHandler } from './action'

/** Hands database actions to the store and books what they cost to the function that asked. */
export function databaseActions(database: Database, meter: Meter): ActionHandler {
  const asking = new AsyncLocalStorage<string | undefined>()
  database.onCall((call) => meter.databaseCalled(asking.getStore(), call.documentsRead + call.documentsWritten))
  return async (request) => ({
    json: await asking.run(request.invocation?.function.name, () => database.handle(request.params)),
  })
}

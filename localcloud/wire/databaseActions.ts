import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../database/database'
import type { Meter } from '../meter/meter'
import type { ActionHandler } from './action'

type Answer = Promise<Record<string, unknown>>

/** Hands database actions to the store and books what they cost to the function that asked. */
export function databaseActions(database: Database, meter: Meter): ActionHandler {
  const asking = new AsyncLocalStorage<string | undefined>()
  database.onCall((call) => meter.databaseCalled(asking.getStore(), call))
  return async ({ action, params, invocation }) => {
    const run = action === OLD_AGGREGATE ? () => oldAggregate(database, params) : () => database.handle(params)
    return { json: await asking.run(invocation?.function.name, run) }
  }
}

/** SDKs before 2.3 call aggregation so, and expect the list as one text. */
const OLD_AGGREGATE = 'database.aggregate'

async function oldAggregate(database: Database, params: Record<string, unknown>): Answer {
  const answer = await database.handle({ ...params, action: 'database.aggregateDocuments' })
  const { list } = answer.data as { list: unknown }
  return { ...answer, data: { list: JSON.stringify(list) } }
}

import type { CloudParts } from '../cloudParts'
import { ControlError, invalidArgument } from '../controlError'
import { queryNumber, type Route } from '../route'

const DEFAULT_LIMIT = 100
const HIGHEST_LIMIT = 1000

/** Reading the database and the meter; emptying and stopping everything. */
export function storeRoutes(parts: CloudParts): Route[] {
  const { database, meter } = parts
  return [
    {
      method: 'GET',
      path: '/collections/*',
      handle: (call) => {
        const limit = queryNumber(call, 'limit', DEFAULT_LIMIT)
        if (!Number.isInteger(limit) || limit < 1 || limit > HIGHEST_LIMIT) {
          throw invalidArgument('limit', `must be a whole number from 1 to ${HIGHEST_LIMIT}`)
        }
        return find(database, call.rest, parseWhere(call.query.get('where')), limit)
      },
    },
    { method: 'GET', path: '/usage', handle: () => meter.report() },
    {
      method: 'DELETE',
      path: '/usage',
      handle: () => {
        meter.reset()
        return {}
      },
    },
    {
      method: 'POST',
      path: '/reset',
      handle: () => {
        parts.reset()
        return {}
      },
    },
    {
      method: 'POST',
      path: '/shutdown',
      handle: ({ response }) => {
        response.on('finish', () => void parts.close())
        return {}
      },
    },
  ]
}

function find(database: CloudParts['database'], collection: string, where: object, limit: number) {
  try {
    return database.find(collection, where, limit)
  } catch (error) {
    // The store words what it refuses; here that is the caller's mistake.
    throw new ControlError(400, (error as { code?: string }).code ?? 'invalid_argument', (error as Error).message)
  }
}

function parseWhere(text: string | null): object {
  if (text === null) return {}
  try {
    const where: unknown = JSON.parse(text)
    if (typeof where === 'object' && where !== null && !Array.isArray(where)) return where
  } catch {
    // Falls through to the same refusal.
  }
  throw invalidArgument('where', 'must be a JSON object')
}

import { z } from 'zod'
import type { CloudParts } from '../cloudParts'
import { ControlError, invalidArgument } from '../controlError'
import { parseBody, queryNumber, type Route } from '../route'

const DEFAULT_LIMIT = 100
const HIGHEST_LIMIT = 1000

const collectionSchema = z.strictObject({
  name: z.string().min(1),
  documents: z.array(z.record(z.string(), z.unknown())).default([]),
})
/** Stays under what one request may carry. */
const DOCUMENTS_PER_REQUEST = 100

/** Reading the database and the meter; emptying and stopping everything. */
export function storeRoutes(parts: CloudParts): Route[] {
  const { database, meter } = parts
  return [
    { method: 'GET', path: '/collections', handle: () => ({ collections: database.list() }) },
    {
      method: 'POST',
      path: '/collections',
      handle: async ({ body }) => {
        const { name, documents } = parseBody(collectionSchema, body)
        await fill(database, name, documents)
        return { collections: database.list() }
      },
    },
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

/** Makes the collection if it is not there, and adds the documents. */
async function fill(database: CloudParts['database'], name: string, documents: readonly object[]): Promise<void> {
  const request = { collectionName: name }
  try {
    if (!database.list().some((each) => each.name === name))
      await database.handle({ action: 'database.addCollection', ...request })
    for (let from = 0; from < documents.length; from += DOCUMENTS_PER_REQUEST) {
      const texts = documents.slice(from, from + DOCUMENTS_PER_REQUEST).map((each) => JSON.stringify(each))
      await database.handle({ action: 'database.insertDocument', ...request, data: texts })
    }
  } catch (error) {
    throw refused(error)
  }
}

/** The store words what it refuses; here that is the caller's mistake. */
const refused = (error: unknown): ControlError =>
  new ControlError(400, (error as { code?: string }).code ?? 'invalid_argument', (error as Error).message)

function find(database: CloudParts['database'], collection: string, where: object, limit: number) {
  try {
    return database.find(collection, where, limit)
  } catch (error) {
    throw refused(error)
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

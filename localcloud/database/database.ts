import type { CollectionSpec } from '../../database/collections'
import { revive } from '../store/ejson/decode'
import { invalidParam, requestFailed } from '../store/errors'
import type { SqlLibrary } from '../store/file/sqlDriver'
import { compileFilter } from '../store/query/filter'
import { Store } from '../store/store'
import { type Fields, isFields } from '../store/value'
import { WireError } from '../wire/wireError'
import type { ActionResult, BulkInsert } from './action'
import { ACTIONS } from './actions'
import { bytesIn, bytesOut, type CallCost } from './callCost'
import { DEFAULT_LIMITS, type Limits } from './limits'
import { optionalText, type WireRequest } from './request'

export type DatabaseOptions = {
  /** Data folder; made when it is missing. */
  folder: string
  /** The cloud's time, epoch ms: what a server date becomes. */
  now: () => number
  /** Made, with their indexes, when they are not there yet. */
  collections?: readonly CollectionSpec[]
  limits?: Partial<Limits>
  bulkInsert?: BulkInsert
  /** The SQLite library; without it KANDIAN_SQL says so, or the first one that loads is taken. */
  library?: SqlLibrary
  /** Told once for each missing index. */
  warn?: (message: string) => void
}

export interface Database {
  /** Answers any `database.*` request. @throws WireError with a string code of the platform */
  handle(request: Record<string, unknown>): Promise<Record<string, unknown>>
  /** Calls back after every request, refused ones included; returns how to stop. */
  onCall(listener: (cost: CallCost) => void): () => void
  /** Reads for a person who looks on: `where` may hold extended JSON. @throws WireError */
  find(collection: string, where?: object, limit?: number): { documents: object[]; total: number }
  /** Every collection with its number of documents and its indexes, by name. */
  list(): { name: string; documents: number; indexes: string[] }[]
  /** Empties everything; the declared collections are there again, empty. */
  reset(): void
  close(): void
}

/**
 * Opens the database of the local cloud.
 * @throws DataFileError when the data file cannot be used; the message names the file and the remedy
 */
export function createDatabase(options: DatabaseOptions): Database {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const { folder, now, collections = [], bulkInsert = 'keepEarlier', warn = console.warn } = options
  const { library } = options
  const store = new Store({ folder, collections, warn, ...limits, ...(library && { library }) })
  const listeners = new Set<(cost: CallCost) => void>()

  const answer = async (request: WireRequest): Promise<ActionResult> => {
    const action =
      typeof request.action === 'string' && Object.hasOwn(ACTIONS, request.action) && ACTIONS[request.action]
    if (!action) throw invalidParam(`unknown action ${JSON.stringify(request.action)}`)
    if (bytesIn(request) > limits.maxWriteBytes)
      throw requestFailed(`the request has more than ${limits.maxWriteBytes} bytes`)
    try {
      return await action({ store, limits, nowMs: now(), bulkInsert }, request)
    } catch (error) {
      // As in MongoDB, a refused operation ends its transaction.
      const transactionId = optionalText(request, 'transactionId')
      if (transactionId !== undefined) store.transactions.end(transactionId)
      throw translated(error)
    }
  }

  return {
    async handle(request) {
      const startMs = performance.now()
      let result: ActionResult = { reply: {} }
      try {
        result = await answer(request)
        await settled(store)
        return result.reply
      } finally {
        const cost = costOf(request, result, performance.now() - startMs)
        for (const listener of listeners) listener(cost)
      }
    },
    onCall(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    find(name, where = {}, limit = limits.defaultReadDocuments) {
      const collection = store.catalogue.collection(name)
      const query = revive(structuredClone(where), 'where', now())
      if (!isFields(query)) throw invalidParam('where must be an object')
      const filter = compileFilter(query as Fields)
      const documents = store.direct.find(collection, { filter, limit }).map(({ document }) => document)
      return { documents, total: store.direct.count(collection, filter) }
    },
    list: () =>
      store.catalogue
        .all()
        .map((collection) => ({
          name: collection.name,
          documents: store.direct.count(collection, compileFilter({})),
          indexes: collection.indexes.map(({ name: index }) => index),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    reset: () => store.reset(),
    close: () => store.close(),
  }
}

function costOf(request: WireRequest, result: ActionResult, ms: number): CallCost {
  return {
    action: String(request.action),
    collection: typeof request.collectionName === 'string' ? request.collectionName : '',
    documentsRead: result.documentsRead ?? 0,
    documentsWritten: result.documentsWritten ?? 0,
    bytesIn: bytesIn(request),
    bytesOut: bytesOut(result.reply),
    ms,
  }
}

/** Holds an answer back until what it tells of is on disk. */
async function settled(store: Store): Promise<void> {
  try {
    await store.settled()
  } catch (error) {
    throw translated(error)
  }
}

/** A failing disk or file is the cloud's fault, not the caller's: it gets the platform's code for that. */
function translated(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string }
  if (error instanceof WireError || typeof code !== 'string' || !code.startsWith('SQLITE_')) return error
  return new WireError('SYS_ERR', `the data file of the local cloud failed: ${code} ${message}`)
}

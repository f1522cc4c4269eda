import { randomBytes, randomUUID } from 'node:crypto'
import { Aggregator } from 'mingo/aggregator'
import type { CollectionSpec } from '../../../database/collections'
import { decode, decodeFields } from '../../../localcloud/store/ejson/decode'
import { encode } from '../../../localcloud/store/ejson/encode'
import {
  collectionExists,
  collectionMissing,
  invalidParam,
  requestFailed,
  transactionMissing,
} from '../../../localcloud/store/errors'
import { sortDocuments } from '../../../localcloud/store/keys/sortDocuments'
import { compileFilter } from '../../../localcloud/store/query/filter'
import { MINGO_OPTIONS } from '../../../localcloud/store/query/mingoOptions'
import { project } from '../../../localcloud/store/query/project'
import { refuseOperators } from '../../../localcloud/store/query/refuseOperators'
import { compileUpdate } from '../../../localcloud/store/update/applyUpdate'
import { checkDocument } from '../../../localcloud/store/update/checkDocument'
import type { Fields, StoredDocument } from '../../../localcloud/store/value'
import { MemoryCollection, nameOf } from './memoryCollection'
import { direct, insert, MemoryTransaction, type Sight } from './memorySight'

type Request = Record<string, any>
type Reply = Record<string, unknown>
type Step = (request: Request, collection: MemoryCollection, sight: Sight) => Reply | Promise<Reply>

/**
 * The `database.*` actions on plain maps: every query reads everything, no file, no index, no limit on sizes.
 * Values, filters and update operators are those of the local cloud; how documents are found and kept is not.
 */
export class MemoryDatabase {
  private readonly collections = new Map<string, MemoryCollection>()
  private readonly transactions = new Map<string, MemoryTransaction>()

  constructor(
    private readonly specs: readonly CollectionSpec[],
    private readonly now: () => number,
  ) {
    this.reset()
  }

  reset(): void {
    this.collections.clear()
    for (const spec of this.specs) this.collections.set(spec.name, new MemoryCollection(spec))
  }

  async handle(request: Request): Promise<Reply> {
    const step = Object.hasOwn(this.steps, request.action) && this.steps[request.action]
    if (!step) throw invalidParam(`unknown action ${request.action}`)
    const transaction = request.transactionId ? this.transactionOf(request.transactionId) : undefined
    try {
      return await step(request, this.collectionOf(request), transaction ?? direct)
    } catch (error) {
      if (transaction) this.end(request.transactionId)
      throw error
    }
  }

  private readonly steps: Record<string, Step> = {
    'database.addCollection': ({ collectionName: name }) => {
      if (this.collections.has(name)) throw collectionExists(name)
      this.collections.set(name, new MemoryCollection({ name, permission: 'ADMINONLY', indexes: [] }))
      return {}
    },
    'database.insertDocument': async (request, collection, sight) => {
      const documents = (request.data as string[]).map((text) => withId(decodeFields(text, 'data', this.now())))
      documents.forEach(checkDocument)
      await sight.free(collection, () => documents.map(({ _id }) => nameOf(_id)))
      for (const document of documents) insert(sight, collection, document)
      return { data: { insertedIds: documents.map(({ _id }) => _id) } }
    },
    'database.getDocument': (request, collection, sight) => {
      const found = this.find(request, collection, sight)
      const order = request.order ? Object.entries(decodeFields(request.order, 'order')) : []
      const sort = order.map(([field, direction]) => ({ field, direction: direction as 1 | -1 }))
      const { offset = 0 } = request
      const limit = Math.min(request.limit || 100, 1000)
      const page = sortDocuments(found, (document) => document, sort).slice(offset, offset + limit)
      const list = request.projection ? project(page, decodeFields(request.projection, 'projection')) : page
      return { data: { list: list.map(encode) }, offset, limit }
    },
    'database.calculateDocument': (request, collection, sight) => ({
      data: { total: this.find(request, collection, sight).length },
    }),
    'database.modifyDocument': (request, collection, sight) => this.modify(request, collection, sight),
    'database.modifyAndReturnDoc': async (request, collection, sight) => {
      const { updated, doc } = await this.change({ merge: true, ...request }, collection, sight)
      return { data: { updated, doc: doc ? encode(doc) : null } }
    },
    'database.removeDocument': async (request, collection, sight) => {
      await sight.free(collection, () => this.find(request, collection, sight).map(({ _id }) => nameOf(_id)))
      const found = this.find(request, collection, sight)
      for (const { _id } of found) sight.put(collection, nameOf(_id), undefined)
      return { data: { deleted: found.length } }
    },
    'database.aggregateDocuments': (request, collection, sight) => {
      const stages = (request.stages as { stageKey: string; stageValue: string }[]).map((stage, i) => ({
        [stage.stageKey]: decode(stage.stageValue, `stages[${i}]`, this.now()),
      }))
      stages.forEach(refuseOperators)
      return { data: { list: this.aggregate(stages, [...sight.documents(collection).values()]).map(encode) } }
    },
    'database.startTransaction': () => {
      const transactionId = randomUUID()
      this.transactions.set(transactionId, new MemoryTransaction(this.collections.values()))
      return { transactionId }
    },
    'database.commitTransaction': ({ transactionId }) => {
      this.transactionOf(transactionId).commit()
      this.end(transactionId)
      return {}
    },
    'database.abortTransaction': ({ transactionId }) => {
      this.end(transactionId)
      return {}
    },
  }

  private collectionOf({ action, collectionName }: Request): MemoryCollection {
    const found = this.collections.get(collectionName)
    const isNew = action === 'database.addCollection' || /Transaction$/.test(action)
    if (found === undefined && !isNew) throw collectionMissing(collectionName)
    return found ?? new MemoryCollection({ name: '', permission: 'ADMINONLY', indexes: [] })
  }

  private transactionOf(id: string): MemoryTransaction {
    const transaction = this.transactions.get(id)
    if (transaction === undefined) throw transactionMissing(id)
    return transaction
  }

  private end(id: string): void {
    this.transactions.get(id)?.end()
    this.transactions.delete(id)
  }

  private find({ query }: Request, collection: MemoryCollection, sight: Sight): StoredDocument[] {
    const filter = compileFilter(query ? decodeFields(query, 'query', this.now()) : {})
    return [...sight.documents(collection).values()].filter((document) => filter.test(document))
  }

  private async modify(request: Request, collection: MemoryCollection, sight: Sight): Promise<Reply> {
    const { updated, upserted } = await this.change(request, collection, sight)
    return { data: { updated, upsert_id: upserted } }
  }

  private async change(request: Request, collection: MemoryCollection, sight: Sight) {
    const asked = decodeFields(request.data, 'data', this.now())
    const update = request.merge ? compileUpdate(asked) : undefined
    const changed = (document: StoredDocument, inserting: boolean): StoredDocument =>
      update?.(document, { nowMs: this.now(), inserting }) ?? { _id: document._id, ...asked }
    await sight.free(collection, () => this.find(request, collection, sight).map(({ _id }) => nameOf(_id)))
    const found = this.find(request, collection, sight).slice(0, request.multi === false ? 1 : undefined)
    if (found.length === 0 && request.upsert) {
      const { _id } = decodeFields(request.query, 'query', this.now())
      const document = changed(withId(_id === undefined ? {} : { _id }), true)
      checkDocument(document)
      insert(sight, collection, document)
      return { updated: 0, upserted: document._id, doc: document }
    }
    const after = found.map((document) => changed(document, false))
    const differ = after.filter((document, i) => encode(document) !== encode(found[i] as StoredDocument))
    differ.forEach(checkDocument)
    for (const document of differ) sight.put(collection, nameOf(document._id), document)
    return { updated: differ.length, upserted: null, doc: after[0] }
  }

  private aggregate(stages: Fields[], documents: StoredDocument[]): Fields[] {
    const collectionResolver = (name: string) => [...(this.collections.get(name)?.documents.values() ?? [])]
    try {
      return new Aggregator(stages as never, { ...MINGO_OPTIONS, collectionResolver }).run(documents) as Fields[]
    } catch (error) {
      throw requestFailed((error as Error).message)
    }
  }
}

function withId(fields: Fields): StoredDocument {
  return (fields._id === undefined ? { _id: randomBytes(16).toString('hex'), ...fields } : fields) as StoredDocument
}

import { setImmediate } from 'node:timers'
import type { Collection, Database, Document, Pipeline, Query } from './cloud'

/** What a plain query asks for. */
interface Plain {
  condition?: object
  order?: Record<string, 1 | -1>
  fields?: Record<string, boolean>
  limit?: number
}

/** A query gives so many documents unless it is told (PLATFORM §2). */
const LIMIT = 100

/** A read under way: as a lookup among others, or by itself. */
interface Asked {
  from: string
  pipeline: object
  alone(): Promise<unknown[]>
  settle: { resolve(rows: unknown[]): void; reject(failure: unknown): void }
}

/**
 * Reads that were begun in the same turn go out as one call of the database: an aggregation that starts at the one
 * document of `settings`, which is always there, and joins each of them by a lookup whose pipeline does not look at it,
 * so that each is a plain query by its index. One call costs as much as fifteen calls of a function, whatever it brings
 * (docs/adr/one-read-a-page.md). Where the call fails, e.g. because all together is over a document's size, they are
 * read one by one, in the order in which they were asked.
 */
export class GatheredReads {
  private asked: Asked[] = []

  constructor(private readonly db: Database) {}

  /**
   * @param build the stages of a lookup @param otherwise how it is read where that fails, if there is another way
   * @returns what it finds
   */
  lookup(
    from: string,
    build: (pipeline: Pipeline) => Pipeline,
    otherwise?: () => Promise<unknown[]>,
  ): Promise<unknown[]> {
    const pipeline = build(this.db.command.aggregate.pipeline()).done()
    const alone = async () => (await this.joined([{ from, pipeline }]))[0] as unknown[]
    if (otherwise === undefined) return this.ask({ from, pipeline, alone })
    return this.ask({ from, pipeline, alone: async () => (await alone().catch(notTogether)) ?? otherwise() })
  }

  /** The same database, whose plain queries are gathered. */
  database(): Database {
    const { db } = this
    return {
      command: db.command,
      serverDate: () => db.serverDate(),
      collection: (name) => this.collection(name, db.collection(name)),
    }
  }

  private collection(name: string, real: Collection): Collection {
    return {
      ...this.query(name, real, {}),
      add: (document) => real.add(document),
      aggregate: () => real.aggregate(),
      doc: (id) => this.document(name, real.doc(id), id),
    }
  }

  private document(from: string, real: Document, _id: string): Document {
    const pipeline = this.pipelineOf({ condition: { _id }, limit: 1 })
    const alone = async () => [(await real.get()).data].filter((found) => found != null)
    return {
      get: async () => ({ data: (await this.ask({ from, pipeline, alone }))[0] ?? null }),
      set: (document) => real.set(document),
    }
  }

  private query(from: string, real: Query, plain: Plain): Query {
    const next = (query: Query, more: Plain) => this.query(from, query, { ...plain, ...more })
    return {
      where: (condition) => next(real.where(condition), { condition }),
      orderBy: (field, way) =>
        next(real.orderBy(field, way), { order: { ...plain.order, [field]: way === 'asc' ? 1 : -1 } }),
      limit: (limit) => next(real.limit(limit), { limit }),
      field: (fields) => next(real.field(fields), { fields }),
      get: async () => {
        const alone = async () => (await real.get()).data
        return { data: await this.ask({ from, pipeline: this.pipelineOf(plain), alone }) }
      },
      update: (change) => real.update(change),
      remove: () => real.remove(),
    }
  }

  private pipelineOf({ condition = {}, order, fields, limit = LIMIT }: Plain): object {
    const matched = this.db.command.aggregate.pipeline().match(condition)
    const limited = (order === undefined ? matched : matched.sort(order)).limit(limit)
    return (fields === undefined ? limited : limited.project(fields)).done()
  }

  private ask(one: Omit<Asked, 'settle'>): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      if (this.asked.length === 0) setImmediate(() => void this.send())
      this.asked.push({ ...one, settle: { resolve, reject } })
    })
  }

  private async send(): Promise<void> {
    const asked = this.asked
    this.asked = []
    const together = asked.length === 1 ? null : await this.joined(asked).catch(notTogether)
    for (const [index, { alone, settle }] of asked.entries()) {
      const rows = together?.[index]
      if (rows !== undefined) settle.resolve(rows)
      else await alone().then(settle.resolve, settle.reject)
    }
  }

  private async joined(lookups: readonly Pick<Asked, 'from' | 'pipeline'>[]): Promise<unknown[][]> {
    const one = this.db.collection('settings').aggregate().match({ _id: 'main' }).project({ _id: 1 })
    const { list } = await lookups
      .reduce((rows, { from, pipeline }, index) => rows.lookup({ from, pipeline, as: `r${index}` }), one)
      .end()
    const found = list[0] as Record<string, unknown[]> | undefined
    // before the environment is set up there is no document to join with
    if (found === undefined) throw new Error('settings/main is not there')
    return lookups.map((_, index) => found[`r${index}`] ?? [])
  }
}

const notTogether = (failure: unknown): null => {
  console.warn('reads did not go together, now one by one', failure)
  return null
}

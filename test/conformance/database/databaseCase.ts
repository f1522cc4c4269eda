import type cloud from 'wx-server-sdk'
import type { CollectionSpec } from '../../../database/collections'

type Document = Record<string, unknown>
type Write = { data: object }

/** The SDK's declarations still allow for its old callback style; these are the same calls as promises. */
export interface SdkQuery {
  where(condition: object): SdkQuery
  orderBy(field: string, order: 'asc' | 'desc'): SdkQuery
  limit(count: number): SdkQuery
  skip(count: number): SdkQuery
  field(projection: object): SdkQuery
  get(): Promise<{ data: Document[] }>
  count(): Promise<{ total: number }>
  update(write: Write): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface SdkDocument {
  field(projection: object): SdkDocument
  get(): Promise<{ data: Document }>
  set(write: Write): Promise<{ _id: unknown; stats: { updated: number; created: number } }>
  update(write: Write): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

type AggregateStage =
  | 'addFields'
  | 'bucket'
  | 'bucketAuto'
  | 'count'
  | 'replaceRoot'
  | 'sample'
  | 'group'
  | 'lookup'
  | 'match'
  | 'project'
  | 'sort'
  | 'sortByCount'
  | 'unwind'
  | 'skip'
  | 'limit'
export type SdkAggregate = Record<AggregateStage, (spec: unknown) => SdkAggregate> & {
  end(): Promise<{ list: Document[] }>
}

export interface SdkCollection extends SdkQuery {
  add(write: Write): Promise<{ _id?: unknown; _ids?: unknown[] }>
  doc(id: string | number): SdkDocument
  aggregate(): SdkAggregate
}

export interface SdkTransaction {
  collection(name: string): SdkCollection
  commit(): Promise<unknown>
  rollback(reason?: unknown): Promise<unknown>
}

type Declared = ReturnType<typeof cloud.database>
type Pipeline = Record<AggregateStage, (spec: unknown) => Pipeline> & { done(): object[] }

/** The SDK's declarations lack some of what it has. */
export type SdkCommand = Omit<Declared['command'], 'bit' | 'aggregate'> & {
  expr(expression: unknown): object
  bit(operands: object): object
  aggregate: Declared['command']['aggregate'] & { pipeline(): Pipeline }
}

/** Exactly what a cloud function gets from `cloud.database()`. */
export interface SdkDatabase extends Pick<Declared, 'Geo' | 'RegExp'> {
  command: SdkCommand
  serverDate(options?: { offset: number }): unknown
  collection(name: string): SdkCollection
  createCollection(name: string): Promise<unknown>
  startTransaction(): Promise<SdkTransaction>
  runTransaction<T>(run: (transaction: SdkTransaction) => Promise<T>): Promise<T>
}

/** A behaviour that holds for every cloud: ours, and the real one when somebody has an account. */
export type DatabaseCase = {
  name: string
  run(db: SdkDatabase): Promise<void>
}

/** Collections that every case finds, empty. */
export const conformanceCollections: CollectionSpec[] = [
  { name: 'items', permission: 'ADMINONLY', indexes: [] },
  { name: 'dishes', permission: 'ADMINONLY', indexes: [] },
  {
    name: 'indexed',
    permission: 'ADMINONLY',
    indexes: [
      { name: 'code', fields: [{ field: 'code', direction: 1 }], unique: true },
      { name: 'at', fields: [{ field: 'at', direction: 1 }] },
      { name: 'tags', fields: [{ field: 'tags', direction: 1 }] },
      {
        name: 'shop_at',
        fields: [
          { field: 'shop', direction: 1 },
          { field: 'at', direction: -1 },
        ],
      },
    ],
  },
]

/** An error as the SDK raises it. */
export type SdkError = { errCode: number; errMsg: string; code?: string }

/** What the SDK raises; a promise that keeps its word is a failure of the case. */
export async function raised(work: Promise<unknown>): Promise<SdkError> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: SdkError) => ({ error }),
  )
  if ('error' in outcome) return outcome.error
  throw new Error(`expected an error, got ${JSON.stringify(outcome.value)}`)
}

/** Puts documents into a collection, one after the other. */
export async function given(db: SdkDatabase, collection: string, documents: object[]): Promise<void> {
  for (const data of documents) await db.collection(collection).add({ data })
}

/** The `_id`s a query finds, in its order. */
export async function ids(query: SdkQuery): Promise<unknown[]> {
  const { data } = await query.get()
  return data.map(({ _id }) => _id)
}

/** One document, or undefined. */
export async function one(db: SdkDatabase, collection: string, _id: string): Promise<unknown> {
  const { data } = await db.collection(collection).where({ _id }).get()
  return data[0]
}

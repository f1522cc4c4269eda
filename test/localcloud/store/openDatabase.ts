import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { EJSON } from 'bson'
import { createDatabase, type Database, type DatabaseOptions } from '../../../localcloud/database/database'

export const NOW_MS = 1_790_000_000_000

/** A new folder for one test file; `removeFolders` takes all of them away. */
export function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-store-'))
  folders.push(folder)
  return folder
}

const folders: string[] = []

export function removeFolders(): void {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
}

export function openDatabase(options: Partial<DatabaseOptions> = {}): Database {
  return createDatabase({ folder: newFolder(), now: () => NOW_MS, warn: () => {}, ...options })
}

/** As the SDK writes it: numbers, dates and patterns wrapped. */
export function ejson(value: object): string {
  return EJSON.stringify(value, { relaxed: false })
}

export type Find = {
  where?: object
  order?: Record<string, 1 | -1>
  offset?: number
  limit?: number
  projection?: object
}

/** The wire's calls on one collection, without HTTP around them. */
export function collectionOf(database: Pick<Database, 'handle'>, collectionName: string, transactionId?: string) {
  const ask = (action: string, body: object) =>
    database.handle({ action: `database.${action}`, collectionName, transactionId, ...body })
  const list = (reply: Record<string, unknown>) =>
    (reply.data as { list: string[] }).list.map((text) => EJSON.parse(text))
  return {
    async insert(...documents: object[]) {
      const { data } = await ask('insertDocument', { data: documents.map(ejson) })
      return (data as { insertedIds: unknown[] }).insertedIds
    },
    async find({ where = {}, order, projection, ...page }: Find = {}) {
      const texts = { query: ejson(where), order: order && ejson(order), projection: projection && ejson(projection) }
      return list(await ask('getDocument', { queryType: 'WHERE', ...texts, ...page })) as Record<string, unknown>[]
    },
    async get(_id: unknown) {
      return list(await ask('getDocument', { queryType: 'DOC', query: ejson({ _id }) }))[0] as Record<string, unknown>
    },
    async count(where: object = {}) {
      const { data } = await ask('calculateDocument', { queryType: 'WHERE', query: ejson(where) })
      return (data as { total: number }).total
    },
    async update(where: object, update: object, options: object = {}) {
      const { data } = await ask('modifyDocument', {
        queryType: 'WHERE',
        query: ejson(where),
        data: ejson(update),
        multi: true,
        merge: true,
        upsert: false,
        ...options,
      })
      return data as { updated: number; upsert_id: unknown }
    },
    async remove(where: object) {
      const { data } = await ask('removeDocument', { queryType: 'WHERE', query: ejson(where), multi: true })
      return (data as { deleted: number }).deleted
    },
    async aggregate(...stages: Record<string, object | string | number>[]) {
      const wire = stages.flatMap((stage) =>
        Object.entries(stage).map(([stageKey, value]) => ({
          stageKey,
          stageValue: typeof value === 'object' ? ejson(value) : JSON.stringify(value),
        })),
      )
      return list(await ask('aggregateDocuments', { stages: wire })) as Record<string, unknown>[]
    },
  }
}

/** The code and text of what a call refuses. */
export async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  return work.then(
    (value) => {
      throw new Error(`expected a refusal, got ${JSON.stringify(value)}`)
    },
    ({ code, message }: { code: string; message: string }) => ({ code, message }),
  )
}

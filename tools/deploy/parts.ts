import type { CallCloudApi } from './cloudApi'

/** What an environment is reached by. */
export interface Parts {
  api: CallCloudApi
  createCollection(name: string): Promise<unknown>
  addDocument(collection: string, document: { _id: string }): Promise<unknown>
  putDocument(collection: string, document: { _id: string }): Promise<unknown>
  readAfter(collection: string, id: string): Promise<{ _id: string }[]>
  removeWhere(collection: string, fields: Record<string, string>): Promise<void>
  tcb(words: string[], folder?: string): Promise<string>
}

import type { IndexSpec } from '../../database/collections'

/** Whether something was made now or was there already: a second deployment finds everything there. */
export type Made = 'made' | 'there already'

/** A cloud environment as the steps of a deployment see it. Every call may be repeated. */
export interface Environment {
  logIn(): Promise<void>
  createCollection(name: string): Promise<Made>
  /** ADMINONLY: functions only */
  closeToPhones(collection: string): Promise<void>
  createIndexes(collection: string, indexes: IndexSpec[]): Promise<Made>
  /** adds a document under its own _id; one that is there stays as it is */
  addDocument(collection: string, document: { _id: string }): Promise<Made>
  /** writes a document whole, whether it was there or not */
  putDocument(collection: string, document: { _id: string }): Promise<void>
  /** code, timers, memory and timeout, as cloudbaserc.json has them */
  deployFunction(name: string): Promise<void>
}

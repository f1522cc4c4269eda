import type { IndexSpec } from '../../database/collections'

/** Whether something was made now or was there already: a second deployment finds everything there. */
export type Made = 'made' | 'there already'

/** Document of `settings` in which a deployment keeps what it has done: what is the same next time is left alone. */
export interface Deployed {
  _id: 'deployed'
  /** of this project */
  version: string
  /** form of the stored documents (migrations/) */
  schema: number
  /** step → hash of what it made; `under way` while a function is being uploaded, so that it is known to be ours */
  done: Record<string, string>
}

/** A collection as it is. */
export interface SeenCollection {
  permission: string
  /** names */
  indexes: string[]
}

/** What an environment holds, as far as a deployment cares. */
export interface Seen {
  collections: Map<string, SeenCollection>
  /** names of all cloud functions, ours and others */
  functions: Set<string>
  deployed: Deployed | null
  /** the settings without which no function works are there */
  hasSettings: boolean
  hasStore: boolean
  settingsAreEmpty: boolean
}

/** A cloud environment as the steps of a deployment see it. Every call may be repeated. */
export interface Environment {
  logIn(): Promise<void>
  /** @param collections whose permission and indexes are wanted */
  look(collections: readonly string[]): Promise<Seen>
  createCollection(name: string): Promise<Made>
  /** ADMINONLY: functions only */
  closeToPhones(collection: string): Promise<void>
  createIndexes(collection: string, indexes: IndexSpec[]): Promise<Made>
  /** adds a document under its own _id; one that is there stays as it is */
  addDocument(collection: string, document: { _id: string }): Promise<Made>
  /** writes a document whole, whether it was there or not */
  putDocument(collection: string, document: { _id: string }): Promise<void>
  /** documents behind an _id, in the order of their _id; none when all were read */
  readAfter(collection: string, id: string): Promise<{ _id: string }[]>
  /** removes all documents whose fields are these */
  removeWhere(collection: string, fields: Record<string, string>): Promise<void>
  /** code, timers, memory and timeout, as cloudbaserc.json has them */
  deployFunction(name: string): Promise<void>
  /** the code that runs now, into a folder */
  downloadFunction(name: string, folder: string): Promise<void>
  /** a function out of a folder of such functions, with a cloudbaserc.json of its own */
  redeployFunction(name: string, folder: string): Promise<void>
}

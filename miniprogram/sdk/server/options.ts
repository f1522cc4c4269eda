import type { Call } from '../phoneApi'

/** The part of wx-server-sdk that we look at: of its database, collections and the server's time. */
export interface ServerDatabase {
  collection(name: string): { add(options: { data: object }): Promise<unknown> }
  serverDate(): unknown
}

/** What a shop's function gives us. */
export interface WatchOptions {
  /** Id of the shop, as in the phone's init(). */
  store: string
  /** Name of the function, shown beside what is measured. */
  name: string
  /** What `cloud.database()` gave: its calls are measured, and batches are written with it. */
  database: ServerDatabase
  /** Version shown beside errors. */
  release?: string
  /** Does this answer of the handler say no? Default: result.ok === false */
  failed?: (result: unknown) => boolean
}

/** The time and the instance that a function runs in. Tests bring their own. */
export interface ServerHost {
  /** epoch ms */
  now(): number
  elapsed(): number
  random(): number
  setTimeout: Call
  clearTimeout: Call
  /** ms since this instance started, and MB that it holds */
  upMs(): number
  memoryMb(): number
}

declare const process: { uptime(): number; memoryUsage(): { rss: number } }
declare const setTimeout: Call
declare const clearTimeout: Call

export const serverHost: ServerHost = {
  now: () => Date.now(),
  elapsed: () => Date.now(),
  random: () => Math.random(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer),
  upMs: () => process.uptime() * 1_000,
  memoryMb: () => process.memoryUsage().rss / 2 ** 20,
}

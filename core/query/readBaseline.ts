import { ahead } from '../concurrency/ahead'
import type { HeartbeatDocument } from '../documents/heartbeat'
import { type BaselineDocument, throughMs } from '../insight/watch/baseline'
import type { Ports } from '../ports'
import { baselineHeartbeat } from '../rollup/heartbeatIds'
import { knownWhileMarked, type PageMemory } from './pageMemory'

/** A heartbeat tells whether there is a newer one: it is the same for all pages, however long each remembers. */
const MARK = ''

/**
 * What is usual, by the newest baseline that is written. It changes once an hour; in a warm instance it is read then, and
 * every ten minutes.
 * @param beating asked before this is called, with baselineHeartbeat among them
 */
export async function readBaseline(
  ports: Pick<Ports, 'baselines'>,
  memory: PageMemory,
  store: string,
  beating: Promise<ReadonlyMap<string, HeartbeatDocument>>,
  nowMs: number,
): Promise<BaselineDocument | null> {
  const known = knownBaseline(memory, store, nowMs)
  // of one that is not known it is no matter since when it is written
  const early = known === undefined ? ahead(ports.baselines.readAll([store])) : null
  const writtenMs = (await beating).get(baselineHeartbeat(store))?.through ?? 0
  if (known !== undefined && writtenMs <= (known === null ? 0 : throughMs(known))) return known
  const value = (await (early ?? ports.baselines.readAll([store])))[0] ?? null
  keepBaseline(memory, store, value, nowMs)
  return value
}

/** For a page that reads it along with all else. @returns undefined: it is to be read */
export const knownBaseline = (
  { baselines }: PageMemory,
  store: string,
  nowMs: number,
): BaselineDocument | null | undefined => knownWhileMarked(baselines, store, MARK, nowMs)

export const keepBaseline = (
  { baselines }: PageMemory,
  store: string,
  value: BaselineDocument | null,
  nowMs: number,
): void => {
  baselines.set(store, { mark: MARK, atMs: nowMs, value })
}

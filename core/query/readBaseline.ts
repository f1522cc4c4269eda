import type { BaselineDocument } from '../insight/watch/baseline'
import type { Ports } from '../ports'
import { hourOf, MINUTE_MS } from '../time/units'
import { knownWhileMarked, type PageMemory, whileMarked } from './pageMemory'

/** The run writes an hour's baseline this long after its end. */
const WRITTEN_AFTER_MS = 20 * MINUTE_MS

const markOf = (nowMs: number): string => `${hourOf(nowMs - WRITTEN_AFTER_MS)}`

/** It changes once an hour: a warm instance reads it as often. */
export const readBaseline = (
  ports: Pick<Ports, 'baselines'>,
  memory: PageMemory,
  store: string,
  nowMs: number,
): Promise<BaselineDocument | null> =>
  whileMarked(memory.baselines, store, markOf(nowMs), nowMs, async () => {
    return (await ports.baselines.readAll([store]))[0] ?? null
  })

/** For a page that reads it along with all else. @returns undefined: it is to be read */
export const knownBaseline = (
  { baselines }: PageMemory,
  store: string,
  nowMs: number,
): BaselineDocument | null | undefined => knownWhileMarked(baselines, store, markOf(nowMs), nowMs)

export const keepBaseline = (
  { baselines }: PageMemory,
  store: string,
  value: BaselineDocument | null,
  nowMs: number,
): void => {
  baselines.set(store, { mark: markOf(nowMs), atMs: nowMs, value })
}

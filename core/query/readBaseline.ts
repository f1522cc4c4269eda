import type { BaselineDocument } from '../insight/watch/baseline'
import type { Ports } from '../ports'
import { hourOf, MINUTE_MS } from '../time/units'
import { type PageMemory, whileMarked } from './pageMemory'

/** The run writes an hour's baseline this long after its end. */
const WRITTEN_AFTER_MS = 20 * MINUTE_MS

/** It changes once an hour: a warm instance reads it as often. */
export const readBaseline = (
  ports: Pick<Ports, 'baselines'>,
  memory: PageMemory,
  store: string,
  nowMs: number,
): Promise<BaselineDocument | null> =>
  whileMarked(memory.baselines, store, `${hourOf(nowMs - WRITTEN_AFTER_MS)}`, nowMs, async () => {
    return (await ports.baselines.readAll([store]))[0] ?? null
  })

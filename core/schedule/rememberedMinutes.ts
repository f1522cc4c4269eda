import type { MinuteDocument } from '../documents/minute'
import type { MinuteRepository } from '../ports'
import { foldHeartbeat } from '../rollup/heartbeatIds'
import { minuteOf } from '../time/units'
import type { RunMemory } from './runMemory'

/** More than a judgement looks back (rollup/readEvidence.ts). */
const KEPT_MINUTES = 180

/** Minutes that this instance folded, or read once: judging them costs no call. */
export const rememberedMinutes = (minutes: MinuteRepository, memory: RunMemory): MinuteRepository => ({
  ...minutes,
  put: async (minute) => {
    const known = memory.minutes.get(minute.shard)
    // an answer that is lost, or a fuller fold that is there, leaves us without knowledge of this minute
    memory.minutes.delete(minute.shard)
    const outcome = await minutes.put(minute)
    if (outcome === 'written' && known !== undefined) {
      const { dims: _, ...judged } = minute
      known.documents.set(minute._id, judged)
      memory.minutes.set(minute.shard, known)
    }
    return outcome
  },
  read: async (shard, from, to, store, more) => {
    if (more !== undefined) return minutes.read(shard, from, to, store, more)
    const known = memory.minutes.get(shard)
    const enough = known !== undefined && known.from <= from && to <= known.to
    const { documents } = enough ? known : await readAhead(minutes, memory, shard, from, to)
    forgetOld(memory, shard)
    return [...documents.values()]
      .filter(({ minute }) => minute >= from && minute < to)
      .sort((a, b) => a.minute - b.minute || a.part - b.part)
      .map((minute) => (store === undefined ? minute : ofStore(minute, store)))
  },
})

/** Reads up to the cursor at once: the next minutes to judge are among them. */
async function readAhead(minutes: MinuteRepository, memory: RunMemory, shard: string, from: number, to: number) {
  const folded = memory.marks.get(foldHeartbeat(shard))?.through ?? 0
  const through = Math.max(to, minuteOf(folded))
  const found = await minutes.read(shard, from, through)
  const known = { from, to: through, documents: new Map(found.map((minute) => [minute._id, minute])) }
  memory.minutes.set(shard, known)
  return known
}

function forgetOld(memory: RunMemory, shard: string): void {
  const known = memory.minutes.get(shard)
  if (known === undefined || known.to - known.from <= 2 * KEPT_MINUTES) return
  known.from = known.to - KEPT_MINUTES
  for (const [id, { minute }] of known.documents) if (minute < known.from) known.documents.delete(id)
}

const ofStore = (minute: MinuteDocument, store: string): MinuteDocument => {
  const own = minute.stores[store]
  return { ...minute, stores: own === undefined ? {} : { [store]: own } }
}

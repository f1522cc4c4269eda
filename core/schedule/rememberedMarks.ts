import type { HeartbeatRepository } from '../ports'
import { minuteOf } from '../time/units'
import type { RunMemory } from './runMemory'

const FOLD = 'fold:'

/**
 * Cursors that move in memory and are written down together, once a run: in the database they lag behind what is done,
 * never ahead of it.
 */
export const rememberedMarks = (marks: HeartbeatRepository, memory: RunMemory): HeartbeatRepository => ({
  ...marks,
  read: async (ids) => {
    const asked = ids.filter((id) => !memory.marks.has(id))
    if (asked.length > 0) {
      const found = await marks.read(asked)
      for (const id of asked) memory.marks.set(id, found.get(id) ?? null)
    }
    return new Map(ids.flatMap((id) => [memory.marks.get(id) ?? []].flat().map((mark) => [id, mark] as const)))
  },
  beat: async (id, at, through) => {
    const before = memory.marks.get(id) ?? null
    if (id.startsWith(FOLD)) extendMinutes(memory, id.slice(FOLD.length), before?.through ?? null, through)
    memory.marks.set(id, {
      _id: id,
      at: Math.max(at, before?.at ?? at),
      through: Math.max(through, before?.through ?? 0),
    })
    memory.unwritten.add(id)
  },
  beatAll: async (beats, boards, shard, sales) => {
    await marks.beatAll(beats, boards, shard, sales)
    for (const beat of beats) memory.unwritten.delete(beat._id)
  },
})

/** All minutes between the old and the new cursor were folded here: what was not put has nothing. */
function extendMinutes(memory: RunMemory, shard: string, beforeMs: number | null, throughMs: number): void {
  const known = memory.minutes.get(shard)
  if (known === undefined || beforeMs === null) return
  if (minuteOf(beforeMs) <= known.to) known.to = Math.max(known.to, minuteOf(throughMs))
  else memory.minutes.delete(shard)
}

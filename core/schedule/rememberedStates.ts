import type { AlertStateRepository } from '../ports'
import type { RunMemory } from './runMemory'

/** Alert states as this instance last saw them; compare-and-set tells when somebody else was there, then it reads again. */
export const rememberedStates = (states: AlertStateRepository, memory: RunMemory): AlertStateRepository => ({
  read: async (store) => {
    const known = memory.states.get(store)
    if (known !== undefined) return known
    const read = await states.read(store)
    memory.states.set(store, read)
    return read
  },
  write: async (state, expectedVersion) => {
    memory.states.delete(state._id)
    const written = await states.write(state, expectedVersion)
    if (written) memory.states.set(state._id, state)
    return written
  },
})

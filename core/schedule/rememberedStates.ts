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
  readAll: async (stores) => {
    const asked = stores.filter((store) => !memory.states.has(store))
    const found = asked.length === 0 ? [] : await states.readAll(asked)
    for (const store of asked) memory.states.set(store, found.find(({ _id }) => _id === store) ?? null)
    return stores.flatMap((store) => memory.states.get(store) ?? [])
  },
  write: async (state, expectedVersion) => {
    memory.states.delete(state._id)
    const written = await states.write(state, expectedVersion)
    if (written) memory.states.set(state._id, state)
    return written
  },
})

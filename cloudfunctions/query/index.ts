import { cachedReads } from '../../adapters/cachedReads'
import { cached, createGatheringPorts, createPorts } from '../../adapters/createPorts'
import { clientFunction } from '../../adapters/handlers'
import { hashOpenid } from '../../adapters/openidHash'
import { refuse } from '../../contract/answer'
import type { StaffDocument } from '../../core/documents/staff'
import { answerQuery } from '../../core/query/answerQuery'
import { PageMemory } from '../../core/query/pageMemory'

const fresh = createPorts()
const ports = cachedReads(cached(createGatheringPorts()), Date.now)
const memory = new PageMemory()

/** Answers the admin pages: event is a Query of contract/query.ts. Only staff get anything. */
export const main = clientFunction(async (event, { openid }, nowMs) => {
  const settings = await ports.directory.settings()
  if (settings === null) return refuse('unavailable', 'the environment is not set up: run npm run deploy')
  const id = hashOpenid(openid, settings.salt)
  const member = (staff: StaffDocument[]) => staff.find(({ _id }) => _id === id) ?? null
  // somebody who joined a moment ago is not in what this instance remembers
  const viewer = member(await ports.directory.staff()) ?? member(await fresh.directory.staff())
  return answerQuery(ports, viewer, event, nowMs, memory)
})

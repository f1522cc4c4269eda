import { createPorts } from '../../adapters/createPorts'
import { clientFunction } from '../../adapters/handlers'
import { oneTimeCodes } from '../../adapters/oneTimeCodes'
import { hashOpenid } from '../../adapters/openidHash'
import { shopActions } from '../../adapters/shopActions'
import { refuse } from '../../contract/answer'
import { handleAdmin } from '../../core/staff/handleAdmin'

const ports = createPorts({ actions: shopActions })

/** What staff may do: see contract/admin.ts. Nothing is cached here: who was removed is out at once. */
export const main = clientFunction(async (event, { openid }, now) => {
  const settings = await ports.directory.settings()
  if (settings === null) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
  const caller = { id: hashOpenid(openid, settings.salt), openid }
  return handleAdmin(event, { ports, codes: oneTimeCodes, caller, now })
})

import { createPorts } from '../../adapters/createPorts'
import { pushFunction } from '../../adapters/handlers'
import { hashOpenid } from '../../adapters/openidHash'
import { refuse } from '../../contract/answer'
import { receivePush } from '../../core/incidents/receivePush'

const ports = createPorts()

/** Receives WeChat's message pushes about subscription messages: consents given and taken, and how sends ended. */
export const main = pushFunction(async ({ openid, event }, now) => {
  const settings = await ports.directory.settings()
  if (settings === null) return refuse('unavailable', 'the environment is not set up yet')
  const person = await ports.directory.readStaff(hashOpenid(openid, settings.salt))
  return receivePush(ports, event, openid, person, settings, now)
})

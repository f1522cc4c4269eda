import { lookUpAddress } from '../../adapters/addressTable'
import { cached, createPorts } from '../../adapters/createPorts'
import { clientFunction } from '../../adapters/handlers'
import { hashOpenid } from '../../adapters/openidHash'
import { refuse } from '../../contract/answer'
import { collectBatch } from '../../core/ingest/collectBatch'
import { IntakeLoad } from '../../core/ingest/intakeLoad'
import { placeOf } from '../../core/ingest/place'

const ports = cached(createPorts())
const load = new IntakeLoad()

/** Takes in a batch of measurements from a customer's phone: event {batch}, see contract/schemas/batch.ts. */
export const main = clientFunction(async (event, { openid, address }, nowMs) => {
  const settings = await ports.directory.settings()
  if (settings === null) return refuse('unavailable', 'the environment is not set up: run npm run deploy')
  const staff = (await ports.directory.staff()).find((one) => one.openid === openid && !one.removed)
  const sender = {
    ...{ user: hashOpenid(openid, settings.salt), place: placeOf(lookUpAddress(address)) },
    worksIn: staff?.stores ?? [],
  }
  return collectBatch(ports, sender, event, nowMs, { load, saving: settings.saving?.level ?? 0 })
})

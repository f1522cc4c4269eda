import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { AlertStateDocument, Intent } from '../documents/alertState'
import { applyIntent } from '../incidents/applyIntent'
import type { Ports } from '../ports'

/** Writes the outbox's intents to incidents. Repeating it, after a crash at any point, changes nothing. */
const applyOutbox = async (ports: Ports, outbox: readonly Intent[]): Promise<void> => {
  for (const intent of outbox) await applyOne(ports, intent)
}

/** Applies a state's outbox, then empties it; if somebody else wrote the state meanwhile, they have taken it over. */
export const drainOutbox = async (ports: Ports, state: AlertStateDocument): Promise<AlertStateDocument> => {
  if (state.outbox.length === 0) return state
  await applyOutbox(ports, state.outbox)
  const drained = { ...state, outbox: [], version: state.version + 1 }
  return (await ports.alertStates.write(drained, state.version)) ? drained : state
}

const applyOne = async (ports: Ports, intent: Intent): Promise<void> => {
  if (intent.kind === 'open') {
    await ports.incidents.insert(intent.incident)
    return
  }
  await retryConflict(async () => {
    const incident = await ports.incidents.read(intent.incidentId)
    const applied = incident && applyIntent(incident, intent)
    if (!applied) return
    const written = await ports.incidents.write({ ...applied, version: applied.version + 1 }, applied.version)
    return written ? undefined : CONFLICT
  })
}

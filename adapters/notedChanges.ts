import type { Changed, CreditRepository, HeartbeatRepository, IncidentRepository } from '../core/ports'

/**
 * Pages keep incidents and credits until they hear that something changed. The change is stored by then: a note that is
 * lost must not look like a write that failed, so pages also read again after some minutes.
 */
const noted =
  (heartbeats: HeartbeatRepository, changed: Changed) =>
  async <T>(outcome: T): Promise<T> => {
    if (outcome !== false && outcome !== 'exists') {
      await heartbeats.bump(changed).catch((failure: unknown) => console.error('not noted', changed, failure))
    }
    return outcome
  }

export function notedIncidents(incidents: IncidentRepository, heartbeats: HeartbeatRepository): IncidentRepository {
  const note = noted(heartbeats, 'incidents')
  return {
    ...incidents,
    insert: async (incident) => note(await incidents.insert(incident)),
    write: async (incident, expectedVersion) => note(await incidents.write(incident, expectedVersion)),
  }
}

export function notedCredits(credits: CreditRepository, heartbeats: HeartbeatRepository): CreditRepository {
  const note = noted(heartbeats, 'credits')
  return { ...credits, write: async (credit, expectedVersion) => note(await credits.write(credit, expectedVersion)) }
}

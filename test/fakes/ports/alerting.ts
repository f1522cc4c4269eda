import type { Ports } from '../../../core/ports'
import { compareAndSet, insertInto } from './documents'
import type { FakeCloud } from './fakeCloud'

/** What is judged, and who may be told how often. */
export function alerting({
  store,
  operation,
}: FakeCloud): Pick<
  Ports,
  'alertStates' | 'baselines' | 'incidents' | 'silences' | 'notices' | 'channels' | 'credits'
> {
  return {
    alertStates: {
      read: operation('alertStates.read', (id) => store.alertStates.get(id) ?? null),
      readAll: operation('alertStates.readAll', (ids) => ids.flatMap((id) => store.alertStates.get(id) ?? [])),
      write: operation('alertStates.write', (state, expected) => compareAndSet(store.alertStates, state, expected)),
    },
    baselines: {
      readAll: operation('baselines.readAll', (ids) => ids.flatMap((id) => store.baselines.get(id) ?? [])),
      write: operation('baselines.write', (baseline, expected) => compareAndSet(store.baselines, baseline, expected)),
    },
    incidents: {
      insert: operation('incidents.insert', (incident) => insertInto(store.incidents, incident)),
      read: operation('incidents.read', (id) => store.incidents.get(id) ?? null),
      write: operation('incidents.write', (incident, expected) => compareAndSet(store.incidents, incident, expected)),
      readActive: operation('incidents.readActive', () =>
        [...store.incidents.values()].filter((incident) => incident.status !== 'resolved' || incident.nextAt !== null),
      ),
      readLatest: operation('incidents.readLatest', (id, limit) =>
        [...store.incidents.values()]
          .filter((incident) => incident.store === id)
          .sort((a, b) => b.openedAt - a.openedAt)
          .slice(0, limit),
      ),
    },
    silences: {
      readActive: operation('silences.readActive', (now) => [...store.silences.values()].filter((s) => s.until > now)),
      read: operation('silences.read', (id) => store.silences.get(id) ?? null),
      write: operation('silences.write', (silence, expected) => compareAndSet(store.silences, silence, expected)),
    },
    notices: {
      insert: operation('notices.insert', (notice) => insertInto(store.notices, notice)),
      read: operation('notices.read', (id) => store.notices.get(id) ?? null),
      write: operation('notices.write', (notice, expected) => compareAndSet(store.notices, notice, expected)),
      readDue: operation('notices.readDue', (now) =>
        [...store.notices.values()].filter(({ nextAt }) => nextAt !== null && nextAt > 0 && nextAt <= now),
      ),
    },
    channels: {
      read: operation('channels.read', (id) => store.channels.get(id) ?? null),
      write: operation('channels.write', (channel, expected) => compareAndSet(store.channels, channel, expected)),
    },
    credits: {
      read: operation(
        'credits.read',
        (openid, templateId) =>
          [...store.credits.values()].find((c) => c.openid === openid && c.templateId === templateId) ?? null,
      ),
      readAll: operation('credits.readAll', (openids) =>
        [...store.credits.values()].filter(({ openid }) => openids.includes(openid)),
      ),
      write: operation('credits.write', (credit, expected) => compareAndSet(store.credits, credit, expected)),
    },
  }
}

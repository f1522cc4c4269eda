import type { IncidentsPage } from '../../../contract/pages/incidents'
import type { IncidentSummary, Overview } from '../../../contract/query'
import { at } from '../overviews'

const zone = 'Asia/Shanghai'
const minuteMs = 60_000

export const incidentsOf = (overview: Overview): IncidentsPage => ({
  now: overview.now,
  zone,
  incidents: [overview.incident, overview.lastIncident]
    .filter((one): one is IncidentSummary => one !== null)
    .map(({ id, severity, status, title, sentence, openedAt, resolvedAt, acknowledged }) => {
      return {
        id,
        area: 'ordering',
        severity,
        status,
        title,
        sentence,
        openedAt,
        resolvedAt,
        by: acknowledged?.by ?? null,
        silenced: false,
      }
    }),
  silences: [
    {
      id: 'q',
      kind: 'silence',
      area: null,
      upTo: 'warn',
      until: at('15:00'),
      weekly: null,
      by: '兰姨',
      reason: '换收银机',
    },
  ],
  figures: { days: 30, count: 4, mttaMs: 100_000, mttrMs: 9 * minuteMs },
})

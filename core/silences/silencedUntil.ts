import type { IncidentDocument } from '../documents/incident'
import type { SilenceDocument } from '../documents/silence'
import type { StoreDocument } from '../documents/store'
import { rank } from '../incidents/severity'
import { spanBegun, spanEnd } from '../staff/quietHours'

/** Until when nobody is told of an incident, epoch ms; null if none of the silences covers it. */
export const silencedUntil = (
  silences: readonly SilenceDocument[],
  incident: Pick<IncidentDocument, 'store' | 'area' | 'severity'>,
  store: Pick<StoreDocument, 'zone'>,
  now: number,
): number | null => {
  const ends = silences
    .filter((silence) => covers(silence, incident))
    .map((silence) => endOf(silence, store.zone, now))
    .filter((end) => end !== null)
  return ends.length === 0 ? null : Math.max(...ends)
}

const covers = (silence: SilenceDocument, incident: Pick<IncidentDocument, 'store' | 'area' | 'severity'>): boolean =>
  silence.store === incident.store &&
  (silence.area === null || silence.area === incident.area) &&
  rank[incident.severity] <= rank[silence.upTo]

/** A weekly one counts while its span runs that began on one of its weekdays, by the shop's clock. */
const endOf = ({ from, until, weekly }: SilenceDocument, zone: string, now: number): number | null => {
  if (now < from || now >= until) return null
  if (weekly === null) return until
  const begun = spanBegun(weekly.span, zone, now)
  const end = spanEnd(weekly.span, zone, now)
  if (begun === null || end === null || !weekly.weekdays.includes(new Date(begun).getUTCDay())) return null
  return Math.min(end, until)
}

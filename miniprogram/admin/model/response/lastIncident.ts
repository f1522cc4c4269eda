import type { PageHead } from '../../../../contract/pages/parts'
import { clockTime } from '../../format/clockTime'
import { duration } from '../../format/duration'
import { spaced } from '../../format/spaced'

/** The newest alert of the time that is shown: what it was, and the way to it. */
export interface LastIncident {
  id: string
  text: string
}

export function lastIncident({ incidents, zone, now }: PageHead): LastIncident | null {
  const last = incidents[incidents.length - 1]
  if (last === undefined) return null
  const name = spaced(last.name.replace(/\n/g, ''))
  const since = clockTime(last.from, zone)
  const text =
    last.to === null
      ? `${since} 起：${name}，已 ${duration(now - last.from)}`
      : `${since} 那起：${name}，${duration(last.to - last.from)}了结`
  return { id: last.id, text }
}

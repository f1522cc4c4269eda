import type { UsedUp } from '../../../contract/pages/parts'
import { dateName } from './dayName'

/** '照这样 12 月 8 日用完，最早 12 月 6 日'; empty where it lasts. */
export function usedUpWords({ at, earliest }: UsedUp, zone: string): string {
  if (at === null) return ''
  const day = dateName(at, zone)
  const soonest = earliest === null ? day : dateName(earliest, zone)
  return soonest === day ? `照这样 ${day}用完` : `照这样 ${day}用完，最早 ${soonest}`
}

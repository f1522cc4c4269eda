import { type Answer, ok, refuse } from '../../contract/answer'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { SettingsDocument } from '../documents/settings'
import type { Ports } from '../ports'
import { HOUR_MS } from '../time/units'

/** Codes that one person may show in an hour, right or wrong: 31^8 codes are out of reach. */
const TRIES_AN_HOUR = 5
/** Many strangers at once must not fill the document; the oldest are forgotten. */
const PEOPLE_KEPT = 200

/** Counts a try before the code is looked at, so that many at once are no way around the limit. */
export const countTry = (
  ports: Pick<Ports, 'directory'>,
  staff: string,
  now: number,
): Promise<Answer<SettingsDocument>> =>
  retryConflict(async () => {
    const settings = await ports.directory.settings()
    if (!settings) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
    const tries = recent(settings.codeTries ?? {}, now)
    const own = tries[staff] ?? []
    if (own.length >= TRIES_AN_HOUR) {
      return refuse('claim_invalid', `${TRIES_AN_HOUR} codes an hour are all that is taken: try again later`, 'code')
    }
    const counted = { ...settings, codeTries: { ...tries, [staff]: [...own, now] }, version: settings.version + 1 }
    return (await ports.directory.writeSettings(counted, settings.version)) ? ok(counted) : CONFLICT
  })

const recent = (tries: Record<string, number[]>, now: number): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries(tries)
      .map(([staff, times]) => [staff, times.filter((at) => now - at < HOUR_MS)] as const)
      .filter(([, times]) => times.length > 0)
      .sort(([, a], [, b]) => Math.max(...b) - Math.max(...a))
      .slice(0, PEOPLE_KEPT),
  )

import { OK, PHASE } from '../catalogue'
import type { Look } from './http'

/** WeChat's own limit for a request that is not slow (PLATFORM §4). */
const slowMs = 1_000

/** As WeChat's `profile` calls them: each has a start and an end. Its `request` ends when all is sent. */
const phases = ['queue', 'domainLookUp', 'connect', 'SSLconnection', 'request', 'response']

/** Where the time of a slow request went. Of fast ones nobody asks, and each phase takes as much wire as a request. */
export const recordPhases: Look = (context, answer, durationMs) => {
  if (durationMs < slowMs) return
  const profile = Object(Object(answer).profile)
  const phase = (label: string, from: string, to: string) => {
    const ms = profile[to] - profile[from]
    if (ms > 0 && ms <= durationMs) context.record(PHASE, label, OK, ms)
  }
  for (const name of phases) phase(name, `${name}Start`, `${name}End`)
  phase('server', 'requestEnd', 'responseStart')
}

import type { IncidentSummary, Overview } from '../../../contract/query'
import type { Situation } from '../model/overviewView'
import { acknowledge, isWaiting, sendWaiting } from './acknowledging'
import { isOnline, onNetwork } from './network'
import { freshOverview, keptOverview } from './overviewSource'
import { askWhoami, keptPerson, storeOf } from './person'
import { refreshLoop } from './refreshLoop'
import type { CallError } from './reply'
import { serverNow } from './serverClock'

/** What a page can show right now. */
export type Sight =
  | { kind: 'loading'; slow: boolean }
  | { kind: 'seen'; overview: Overview; situation: Situation }
  | { kind: 'failed'; error: CallError; online: boolean }
  | { kind: 'stranger' }

export interface Watch {
  start(): void
  stop(): void
  refresh(): Promise<void>
  /** 我来处理 for the incident in sight. null: done, or kept for later; else why not. */
  acknowledge(): Promise<CallError | null>
}

const calmMs = 20_000
const troubleMs = 15_000
const slowAfterMs = 3_000

/** Keeps the overview of the person's store in sight of a page: at once from the phone, then fresh again and again. */
export function watchOverview(onSight: (sight: Sight) => void): Watch {
  let overview: Overview | null = null
  let error: CallError | null = null
  let online = true
  let seen = false
  let stopListening = (): void => {}
  let slowTimer: ReturnType<typeof setTimeout> | undefined

  const show = (sight: Sight): void => {
    if (seen) onSight(sight)
  }
  const display = (): void => {
    if (overview !== null) show({ kind: 'seen', overview, situation: situationOf(overview) })
    else if (error !== null) show({ kind: 'failed', error, online })
  }
  const situationOf = ({ incident }: Overview): Situation => ({
    now: serverNow(),
    online,
    failed: error !== null,
    waiting: incident !== null && isWaiting(incident.id),
  })
  const ask = async (): Promise<void> => {
    const store = await knownStore()
    if (store === 'stranger') return forgetAll()
    if (typeof store === 'object') return failed(store)
    await sendWaiting(serverNow())
    const reply = await freshOverview(store)
    if (reply.ok) {
      overview = reply.value
      error = null
      display()
    } else if (reply.error.code === 'forbidden') await askAgainWhoItIs(reply.error)
    else await failed(reply.error)
  }
  const askAgainWhoItIs = async (refusal: CallError): Promise<void> => {
    const person = await askWhoami()
    if (person.ok && storeOf(person.value) === null) forgetAll()
    else await failed(refusal)
  }
  const forgetAll = (): void => {
    overview = null
    show({ kind: 'stranger' })
  }
  const failed = async (why: CallError): Promise<void> => {
    error = why
    online = await isOnline()
    display()
  }
  const loop = refreshLoop(ask, () => (overview?.incident ? troubleMs : calmMs))

  return {
    start() {
      seen = true
      const store = storeOf(keptPerson())
      overview ??= store === null ? null : keptOverview(store)
      if (overview === null && error === null) show({ kind: 'loading', slow: false })
      else display()
      stopListening = onNetwork((connected) => {
        online = connected
        if (connected) void loop.now()
        else display()
      })
      slowTimer = setTimeout(() => {
        if (overview === null && error === null) show({ kind: 'loading', slow: true })
      }, slowAfterMs)
      loop.start()
    },
    stop() {
      seen = false
      if (slowTimer !== undefined) clearTimeout(slowTimer)
      stopListening()
      loop.stop()
    },
    refresh: () => loop.now(),
    async acknowledge() {
      if (overview === null || overview.incident === null) return null
      const reply = await acknowledge(overview.incident.id, serverNow())
      if (reply.ok) {
        overview = { ...overview, incident: merged(overview.incident, reply.value.incident) }
        display()
        return null
      }
      display()
      return reply.error.code === 'unavailable' ? null : reply.error
    },
  }
}

/** The cloud's answer knows who took it; estimates come only with the next overview. */
const merged = (before: IncidentSummary, after: IncidentSummary): IncidentSummary => ({
  ...after,
  lost: after.lost ?? before.lost,
})

/** The person's store; 'stranger' for somebody who has none; an error if the cloud did not say. */
async function knownStore(): Promise<string | 'stranger' | CallError> {
  const kept = storeOf(keptPerson())
  if (kept !== null) return kept
  const reply = await askWhoami()
  if (reply.ok) return storeOf(reply.value) ?? 'stranger'
  return reply.error.code === 'forbidden' || reply.error.code === 'unauthenticated' ? 'stranger' : reply.error
}

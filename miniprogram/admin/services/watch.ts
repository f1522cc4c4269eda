import type { IncidentSummary, Overview } from '../../../contract/query'
import type { Situation } from '../model/overviewView'
import { acknowledge, isWaiting, sendWaiting } from './acknowledging'
import { freshOverview, keptOverview } from './overviewSource'
import type { CallError } from './reply'
import { serverNow } from './serverClock'
import { type Moment, type Sight as SightOf, watchAnswer } from './watchAnswer'

/** What a page of the overview can show right now. */
export type Sight =
  | Exclude<SightOf<Overview>, { kind: 'seen' }>
  | { kind: 'seen'; overview: Overview; situation: Situation }

export interface Watch {
  start(): void
  stop(): void
  refresh(): Promise<void>
  /** 我来处理 for the incident in sight. null: done, or kept for later; else why not. */
  acknowledge(): Promise<CallError | null>
}

const calmMs = 20_000
const troubleMs = 15_000

/** Keeps the overview of the person's store in sight of a page, and sends a waiting 我来处理 before each question. */
export function watchOverview(onSight: (sight: Sight) => void): Watch {
  const watch = watchAnswer<Overview>(
    {
      kept: keptOverview,
      async fresh(store) {
        await sendWaiting(serverNow())
        return freshOverview(store)
      },
      waitMs: (overview) => (overview?.incident ? troubleMs : calmMs),
    },
    (sight) => onSight(sight.kind === 'seen' ? seenOf(sight.answer, sight.moment) : sight),
  )
  return {
    start: watch.start,
    stop: watch.stop,
    refresh: watch.refresh,
    async acknowledge() {
      const incident = watch.answer()?.incident ?? null
      if (incident === null) return null
      const reply = await acknowledge(incident.id, serverNow())
      watch.change((overview) => {
        if (!reply.ok || overview.incident === null) return overview
        return { ...overview, incident: merged(overview.incident, reply.value.incident) }
      })
      return reply.ok || reply.error.code === 'unavailable' ? null : reply.error
    },
  }
}

const seenOf = (overview: Overview, moment: Moment): Sight => ({
  kind: 'seen',
  overview,
  situation: { ...moment, waiting: overview.incident !== null && isWaiting(overview.incident.id) },
})

/** The cloud's answer knows who took it; estimates come only with the next overview. */
const merged = (before: IncidentSummary, after: IncidentSummary): IncidentSummary => ({
  ...after,
  lost: after.lost ?? before.lost,
})

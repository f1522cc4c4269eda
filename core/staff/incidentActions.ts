import { type Answer, ok } from '../../contract/answer'
import { ROLES } from '../../contract/health'
import type { IncidentSummary } from '../../contract/query'
import type { IncidentDocument } from '../documents/incident'
import { acknowledge } from '../incidents/acknowledge'
import { assign, note, reopen, resolveByHand } from '../incidents/handOver'
import { mitigate, undoByHand } from '../incidents/mitigate'
import { review } from '../incidents/review'
import { summarizeIncident } from '../incidents/summary'
import type { StaffContext, StaffHandler } from './adminContext'
import { incidentDetail } from './incidentDetail'

type Summary = { incident: IncidentSummary }

const summarized = async (
  changed: Answer<IncidentDocument>,
  { ports, settings, now }: StaffContext,
): Promise<Answer<Summary>> => {
  if (!changed.ok) return changed
  const rules = await ports.rules.read()
  return ok({ incident: summarizeIncident(changed.value, { rules, settings, staff: [], credits: [], now }) })
}

const subject = ({ incident }: { incident: string }): string => incident

const onIncident = <R extends { incident: string }>(
  change: (request: R, context: StaffContext) => Promise<Answer<IncidentDocument>>,
) => ({
  roles: ROLES,
  subject,
  run: async (request: R, context: StaffContext) => summarized(await change(request, context), context),
})

type IncidentAction =
  | 'acknowledge'
  | 'assign'
  | 'note'
  | 'resolve'
  | 'reopen'
  | 'review'
  | 'mitigate'
  | 'undo'
  | 'incident'

export const incidentActions: { [A in IncidentAction]: StaffHandler<A> } = {
  incident: { roles: ROLES, subject: null, run: ({ incident }, context) => incidentDetail(incident, context) },
  acknowledge: onIncident(({ incident }, { ports, person, now }) => acknowledge(ports, incident, person, now)),
  assign: onIncident(({ incident, staff }, { ports, person, now }) => assign(ports, incident, person, staff, now)),
  note: onIncident(({ incident, text }, { ports, person, now }) => note(ports, incident, person, text, now)),
  resolve: onIncident(({ incident }, { ports, person, now }) => resolveByHand(ports, incident, person, now)),
  reopen: onIncident(({ incident }, { ports, person, now }) => reopen(ports, incident, person, now)),
  review: onIncident(({ incident, happened, why, change }, { ports, person, now }) =>
    review(ports, incident, person, { happened, why, change }, now),
  ),
  mitigate: {
    roles: ROLES,
    subject: ({ incident, mitigation }) => `${incident}:${mitigation}`,
    run: async ({ incident, mitigation }, context) => {
      const { ports, person, settings, now } = context
      const ran = await mitigate(ports, incident, person, { mitigation, settings, now })
      if (!ran.ok) return ran
      const summary = await summarized(ok(ran.value.incident), context)
      return summary.ok ? ok({ ...summary.value, run: ran.value.run }) : summary
    },
  },
  undo: {
    ...onIncident(({ incident, run }: { incident: string; run: string }, { ports, person, settings, now }) =>
      undoByHand(ports, incident, person, { run, settings, now }),
    ),
    subject: ({ incident, run }) => `${incident}:${run}`,
  },
}

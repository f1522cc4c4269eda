import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { IncidentDocument, MitigationRun } from '../documents/incident'
import type { SettingsDocument } from '../documents/settings'
import type { Ports } from '../ports'
import { withLine } from './history'
import { LEASE_MS } from './lease'
import { leftoverAt } from './pending'

/** A function that refuses to undo is asked for half an hour; then people are told on the page. */
const MOST_ATTEMPTS = 30
const AGAIN_MS = 60_000
const IN_PLAY = new Set<MitigationRun['status']>(['starting', 'active', 'undoing'])

const isDue = ({ status, undoAt, notBefore }: MitigationRun, now: number): boolean =>
  IN_PLAY.has(status) && undoAt <= now && notBefore <= now

export const needsUndo = ({ mitigations = [] }: IncidentDocument, now: number): boolean =>
  mitigations.some((run) => isDue(run, now))

/**
 * Undoes what the shop's actions did, when their time is over. The call is repeated until the shop's function answers:
 * undoing twice is undoing once, which its owner promises with the action (docs/alerting.md).
 */
export const undoDue = async (
  ports: Pick<Ports, 'incidents' | 'actions'>,
  id: string,
  { settings, now }: { settings: SettingsDocument; now: number },
): Promise<void> => {
  for (const { id: runId } of ((await ports.incidents.read(id))?.mitigations ?? []).filter((run) => isDue(run, now))) {
    const run = await change(ports, id, runId, (before) =>
      isDue(before, now)
        ? { ...before, status: 'undoing', attempts: before.attempts + 1, notBefore: now + LEASE_MS }
        : null,
    )
    if (!run) continue
    const action = settings.mitigations?.find((one) => one.id === run.action)
    const outcome = action
      ? await ports.actions.run(action.function, { ...action.undoEvent, kandian: { run: run.id, undo: true } })
      : { status: 'failed' as const, code: 0, message: 'the action is no longer in the settings', final: true }
    await change(
      ports,
      id,
      runId,
      (before) => {
        if (before.status !== 'undoing' || before.attempts !== run.attempts) return null
        if (outcome.status === 'sent') return { ...before, status: 'undone', error: null }
        const isLast = before.attempts >= MOST_ATTEMPTS || (outcome.status === 'failed' && outcome.final === true)
        return {
          ...before,
          status: isLast ? 'stuck' : 'undoing',
          notBefore: now + AGAIN_MS,
          error: outcome.message.slice(0, 200),
        }
      },
      now,
    )
  }
}

/** Changes one run of an action by compare-and-set. @returns what was written; null if there was nothing to change */
const change = (
  ports: Pick<Ports, 'incidents'>,
  id: string,
  runId: string,
  by: (run: MitigationRun) => MitigationRun | null,
  at?: number,
): Promise<MitigationRun | null> =>
  retryConflict(async () => {
    const incident = await ports.incidents.read(id)
    const before = incident?.mitigations?.find((run) => run.id === runId)
    const after = before ? by(before) : null
    if (!incident || !after) return null
    const mitigations = (incident.mitigations ?? []).map((run) => (run.id === runId ? after : run))
    const changed = { ...incident, mitigations, version: incident.version + 1 }
    const line = at === undefined ? null : lineOf(after)
    const lined = line === null ? changed : withLine(changed, at as number, line)
    const next = lined.status === 'resolved' ? { ...lined, nextAt: leftoverAt(lined) } : lined
    return (await ports.incidents.write(next, incident.version)) ? after : CONFLICT
  })

const lineOf = ({ status, name }: MitigationRun): string | null => {
  if (status === 'undone') return `${name}撤掉了`
  return status === 'stuck' ? `${name}撤不掉，要自己动手` : null
}

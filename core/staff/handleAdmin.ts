import type { AdminAnswers, AdminRequest } from '../../contract/admin'
import { type Answer, ok, refuse } from '../../contract/answer'
import { ROLES, type Role } from '../../contract/health'
import { adminRequestSchema } from '../../contract/schemas/adminRequest'
import type { AdminContext, EntryAction, StaffAction, StaffContext, StaffHandler } from './adminContext'
import { requireStaff } from './caller'
import { claim } from './claim'
import { diagnosisActions } from './diagnosisActions'
import { errorActions } from './errorActions'
import { exportActions } from './exportActions'
import { incidentActions } from './incidentActions'
import { invite, join } from './invite'
import { listActions } from './listActions'
import { orderActions } from './orderActions'
import { ownershipActions } from './ownershipActions'
import { personActions } from './personActions'
import { ruleActions } from './ruleActions'
import { settingsActions } from './settingsActions'
import { shopSettings } from './shopSettings'
import { silenceActions } from './silenceActions'
import { standardActions } from './standardActions'
import { storeActions } from './storeActions'
import { whoami } from './whoami'

type AnyAnswer = Answer<AdminAnswers[keyof AdminAnswers]>

const staffActions: { [A in StaffAction]: StaffHandler<A> } = {
  ...incidentActions,
  ...silenceActions,
  ...settingsActions,
  ...listActions,
  ...ruleActions,
  ...errorActions,
  ...exportActions,
  ...personActions,
  ...storeActions,
  ...standardActions,
  ...ownershipActions,
  ...diagnosisActions,
  ...orderActions,
  shop: {
    roles: ROLES,
    subject: null,
    run: ({ store }, context) => shopSettings(store, mayOf(context.person.role), context),
  },
  invite: {
    roles: ['owner', 'manager'],
    subject: ({ role }) => role,
    run: ({ role }, { ports, codes, person, now }) => invite(ports, codes, person, role, now),
  },
}

/** The actions that a role may take: the pages show no others. */
const mayOf = (role: Role): StaffAction[] =>
  (Object.keys(staffActions) as StaffAction[]).filter((action) => staffActions[action].roles.includes(role))

/** Answers a call of the staff pages. Every action checks by itself who may do it; every change is written down. */
export const handleAdmin = async (event: unknown, context: AdminContext): Promise<AnyAnswer> => {
  const parsed = adminRequestSchema.safeParse(event)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = issue?.path.join('.') || 'action'
    return refuse('bad_request', `${field}: ${issue?.message ?? 'invalid'}; see contract/admin.ts`, field)
  }
  const request = parsed.data
  return isEntry(request) ? enter(request, context) : runStaffAction(request, context)
}

type EntryRequest = Extract<AdminRequest, { action: EntryAction }>

const isEntry = (request: AdminRequest): request is EntryRequest =>
  request.action === 'whoami' || request.action === 'claim' || request.action === 'join'

const enter = async (request: EntryRequest, context: AdminContext): Promise<AnyAnswer> => {
  const { ports, codes, caller, now } = context
  if (request.action === 'whoami') return ok(await whoami(ports, caller, now))
  const entered = request.action === 'claim' ? claim : join
  const answer = await entered(ports, codes, caller, request, now)
  if (answer.ok) await writeDown(request.action, '', context)
  return answer
}

const runStaffAction = async (
  request: Extract<AdminRequest, { action: StaffAction }>,
  context: AdminContext,
): Promise<AnyAnswer> => {
  const handler = staffActions[request.action] as StaffHandler<StaffAction>
  const person = await requireStaff(context.ports, context.caller, handler.roles)
  if (!person.ok) return person
  const settings = await context.ports.directory.settings()
  if (!settings) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
  const staffContext: StaffContext = { ...context, person: person.value, settings }
  const answer = await handler.run(request, staffContext)
  if (answer.ok && handler.subject) await writeDown(request.action, handler.subject(request), context)
  return answer
}

const writeDown = async (action: string, subject: string, { ports, caller, now }: AdminContext): Promise<void> => {
  const entry = { at: now, by: caller.id, action, subject }
  await ports.accessLog.insert({ _id: `${now}:${caller.id}:${action}:${subject}`, ...entry })
}

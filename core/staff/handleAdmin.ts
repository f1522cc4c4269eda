import type { AdminAnswers, AdminRequest } from '../../contract/admin'
import { type Answer, ok, refuse } from '../../contract/answer'
import { ROLES } from '../../contract/health'
import { adminRequestSchema } from '../../contract/schemas/requests'
import { acknowledge } from '../incidents/acknowledge'
import { summarizeIncident } from '../incidents/summary'
import type { Ports } from '../ports'
import { type OneTimeCodes, requireStaff, type StaffCaller } from './caller'
import { claim } from './claim'
import { invite, join } from './invite'
import { whoami } from './whoami'

export interface AdminContext {
  ports: Ports
  codes: OneTimeCodes
  caller: StaffCaller
  /** epoch ms */
  now: number
}

type AnyAnswer = Answer<AdminAnswers[keyof AdminAnswers]>

/** Answers a call of the staff pages. Every action checks by itself who may do it; every change is written down. */
export const handleAdmin = async (event: unknown, context: AdminContext): Promise<AnyAnswer> => {
  const parsed = adminRequestSchema.safeParse(event)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = issue?.path.join('.') || 'action'
    return refuse('bad_request', `${field}: ${issue?.message ?? 'invalid'}; see contract/admin.ts`, field)
  }
  const answer = await answerTo(parsed.data, context)
  if (answer.ok && parsed.data.action !== 'whoami') await writeDown(parsed.data, context)
  return answer
}

const answerTo = async (request: AdminRequest, context: AdminContext): Promise<AnyAnswer> => {
  const { ports, codes, caller, now } = context
  switch (request.action) {
    case 'whoami':
      return ok(await whoami(ports, caller))
    case 'claim':
      return claim(ports, codes, caller, request, now)
    case 'join':
      return join(ports, codes, caller, request, now)
    case 'invite': {
      const person = await requireStaff(ports, caller, ['owner', 'manager'])
      return person.ok ? invite(ports, codes, person.value, request.role, now) : person
    }
    case 'acknowledge':
      return take(request.incident, context)
  }
}

const take = async (id: string, { ports, caller, now }: AdminContext): Promise<Answer<AdminAnswers['acknowledge']>> => {
  const person = await requireStaff(ports, caller, ROLES)
  if (!person.ok) return person
  const taken = await acknowledge(ports, id, person.value, now)
  if (!taken.ok) return taken
  const [rules, settings] = await Promise.all([ports.rules.read(), ports.directory.settings()])
  if (!settings) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
  return ok({ incident: summarizeIncident(taken.value, { rules, settings, staff: [], credits: [], now }) })
}

const subjectOf = (request: AdminRequest): string => {
  if (request.action === 'acknowledge') return request.incident
  return request.action === 'invite' ? request.role : ''
}

const writeDown = async (request: AdminRequest, { ports, caller, now }: AdminContext): Promise<void> => {
  const subject = subjectOf(request)
  const entry = { at: now, by: caller.id, action: request.action, subject }
  await ports.accessLog.insert({ _id: `${now}:${caller.id}:${request.action}:${subject}`, ...entry })
}

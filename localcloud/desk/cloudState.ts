import type { Control } from './control'

export interface SwitchedFault {
  id: string
  match: Record<string, string>
  effect: Record<string, unknown>
  struck: number
  timesLeft?: number
  untilMs?: number
}

export interface Usage {
  functionCalls: number
  gbs: number
  dbCalls: number
  bytesOut: number
  points: number
}

export interface Message {
  id: string
  channel: string
  to: string
  templateId: string
  title: string
  page: string
  values: Record<string, string>
  at: number
  outcome: 'delivered' | 'refused'
  errCode?: number
}

export interface Template {
  id: string
  title: string
  keywords: Record<string, string>
}

export interface StaffMember {
  openid: string
  name: string
  role: string
  order: number
  removed: boolean
}

export interface OpenIncident {
  title: string
  nextAt: number | null
}

export interface Crowd {
  level: string
  /** customers ordering at this moment, if the crowd counts them */
  active?: number
}

export type Consent = 'accept' | 'reject' | 'ban'

/** Everything the desk shows of the cloud, read again every two seconds. Absent parts are not running. */
export interface CloudState {
  functions: { name: string }[]
  faults: SwitchedFault[]
  usage: Usage & { byFunction: Record<string, Usage>; since?: number }
  messages: Message[]
  templates: Template[]
  credits: { openid: string; templateId: string; credits: number; banned: boolean }[]
  staff: StaffMember[]
  incidents: OpenIncident[]
  consent: Consent
  crowd: Crowd | null
}

const MOST = 100

/** @throws when the cloud does not answer */
export async function readCloudState(control: Control, before: CloudState | null): Promise<CloudState> {
  const documents = async <T>(collection: string) => {
    const answer = await control.get<{ documents: T[] }>(`collections/${collection}?limit=${MOST}`).catch(() => null)
    return answer?.documents ?? []
  }
  const [functions, faults, usage, messages, templates, credits, staff, incidents, consent, crowd] = await Promise.all([
    control.get<{ functions: CloudState['functions'] }>('functions'),
    control.get<{ faults: SwitchedFault[] }>('faults'),
    control.get<CloudState['usage']>('usage'),
    control.get<{ messages: Message[] }>('messages'),
    before ? { templates: before.templates } : control.get<{ templates: Template[] }>('templates'),
    control.get<{ credits: CloudState['credits'] }>('credits'),
    documents<StaffMember>('staff'),
    documents<OpenIncident & { status: string }>('incidents'),
    control.get<{ next: Consent }>('consent'),
    before && !before.crowd ? null : control.get<Crowd>('crowd').catch(() => null),
  ])
  return {
    functions: functions.functions,
    faults: faults.faults,
    usage,
    messages: messages.messages,
    templates: templates.templates,
    credits: credits.credits,
    staff: staff.filter((person) => !person.removed).sort((a, b) => (a.order || MOST) - (b.order || MOST)),
    incidents: incidents.filter((one) => one.status === 'open'),
    consent: consent.next,
    crowd,
  }
}

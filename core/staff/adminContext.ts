import type { AdminAnswers, AdminRequest } from '../../contract/admin'
import type { Answer } from '../../contract/answer'
import type { Role } from '../../contract/health'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import type { OneTimeCodes, StaffCaller } from './caller'

export interface AdminContext {
  ports: Ports
  codes: OneTimeCodes
  caller: StaffCaller
  /** epoch ms */
  now: number
}

/** The same, for somebody who was found to be staff. */
export interface StaffContext extends AdminContext {
  person: StaffDocument
  settings: SettingsDocument
}

/** Actions that need no membership: they check codes by themselves. */
export type EntryAction = 'whoami' | 'claim' | 'join'
export type StaffAction = Exclude<AdminRequest['action'], EntryAction>

export type RequestOf<A extends AdminRequest['action']> = Extract<AdminRequest, { action: A }>

/** One action: who may do it, what it is about (for the log; null: reading is not logged), and what it does. */
export interface StaffHandler<A extends StaffAction> {
  roles: readonly Role[]
  subject: ((request: RequestOf<A>) => string) | null
  run(request: RequestOf<A>, context: StaffContext): Promise<Answer<AdminAnswers[A]>>
}

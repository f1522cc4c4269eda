import type { CreditSummary } from '../../contract/query'
import type { CreditDocument } from '../documents/credit'
import type { SettingsDocument, TemplateKind } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import { creditsLeft } from '../incidents/credits'
import { onCall } from '../incidents/onCall'
import { minuteOf } from '../time/units'

/** WeChat asks for at most three templates in one tap (PLATFORM §5). */
const TEMPLATES_A_TAP = 3
const KINDS: readonly TemplateKind[] = ['critical', 'normal', 'digest']

export interface CreditInput {
  credits: readonly CreditDocument[]
  staff: readonly StaffDocument[]
  settings: SettingsDocument
  store: string
  viewer: StaffDocument
  nowMs: number
}

/** How many critical messages can still reach anybody, and whom none can reach. */
export function creditSummary({ credits, staff, settings, store, viewer, nowMs }: CreditInput): CreditSummary {
  const critical = settings.templates.critical?.id
  const left = ({ openid }: StaffDocument): number =>
    credits
      .filter((credit) => credit.openid === openid && credit.templateId === critical)
      .reduce((sum, credit) => sum + Math.max(0, creditsLeft(credit, minuteOf(nowMs))), 0)
  const people = onCall(staff, store)
  const templateIds = KINDS.flatMap((kind) => settings.templates[kind]?.id ?? [])
  return {
    critical: people.reduce((sum, person) => sum + left(person), 0),
    mine: left(viewer),
    unreachable: people.filter((person) => left(person) === 0).map(({ name }) => name),
    templateIds: [...new Set(templateIds)].slice(0, TEMPLATES_A_TAP),
  }
}

import type { Role } from '../health'
import type { MitigationRequest } from '../mitigation'
import type { PlanSettings } from '../plan'
import type { Plan } from '../prices'
import type { ClockSpan, RotaOverride, RotaSlot } from '../rota'
import type { EXPORT_TOKENS_MOST } from '../schemas/export'
import type { PROBE_MINUTES, ProbeSetting } from '../schemas/probe'

export type { ProbeExpectation, ProbeSetting, ProbeTarget } from '../schemas/probe'
/** Limits of the schemas as types: pages hold the same values, and the compiler compares. */
export type ProbeMinutes = typeof PROBE_MINUTES
export type ExportTokensMost = typeof EXPORT_TOKENS_MOST

/** What a shop says of one of its APIs or functions. */
export interface ApiSetting {
  label: string
  /** in the owner's words */
  name?: string
  /** T of its Apdex: so long everybody is content, ms */
  targetMs?: number
}

/** APIs that have settings, at most. */
export const APIS_MOST = 100

/** A key of the account for CloudBase's monitoring API (docs/load.md). */
export interface CloudKey {
  envId: string
  secretId: string
  secretKey: string
}

/** Which of a shop's messages a template is for. */
export type TemplateName = 'critical' | 'normal' | 'digest'

/** Our value → the account's keyword, e.g. { store: 'thing1' }. */
export type TemplateKeywords = Partial<Record<'store' | 'title' | 'severity' | 'sentence' | 'time', string>>

export interface TemplateChoice {
  id: string
  keywords: TemplateKeywords
}

/** Everything that the settings pages show of one store, as far as the caller may see it. */
export interface ShopSettings {
  /** the cloud's clock, epoch ms */
  now: number
  store: {
    id: string
    name: string
    branch: string
    zone: string
    /** by weekday, 0 = Sunday: [from, to) in minutes of the local day; `to` may pass 1440. Empty: always open */
    hours: [number, number][][]
    /** local days on which it is closed, YYYY-MM-DD ascending, from yesterday on */
    closedOn: string[]
  }
  /** public holidays of the next year, both ends included */
  holidays: { name: string; from: string; to: string }[]
  people: { staff: string; name: string; role: Role; order: number; optedOut: boolean; isMe: boolean }[]
  rota: { slots: RotaSlot[]; overrides: RotaOverride[] }
  me: { quiet: ClockSpan | null; wakeMe: boolean; optedOut: boolean; dailyReport: boolean }
  /** the cloud environment's plan; null: not told */
  plan: PlanSettings | null
  /** the plans there are to choose from, smallest first */
  plans: readonly Plan[]
  /** what is tried on a timer, in all stores; null for whom it is no business of */
  probes: ProbeSetting[] | null
  drills: boolean
  /** what can be done about trouble, in all stores; null for whom it is no business of */
  remedies: MitigationRequest[] | null
  /** names and T of APIs, where the shop has its own */
  apis: ApiSetting[]
  /** what is promised: share of attempts that go well, of so many days */
  objective: { availability: number; days: number }
  /** who counts what the environment uses: of a key only the environment leaves the cloud; null: only the monitor itself */
  usage: { kind: 'meter' } | { kind: 'cloudbase'; envId: string } | null
  /** null for whom they are no business of */
  templates: Record<TemplateName, TemplateChoice | null> | null
  /** addresses by their host: they hold secrets, which never leave the cloud. null for whom they are no business of */
  channels: {
    robot: { host: string; mentions: string[] } | null
    webhook: { host: string; secrets: number } | null
    ping: { host: string } | null
  } | null
  /** actions of contract/admin that the caller's role may take */
  may: string[]
}

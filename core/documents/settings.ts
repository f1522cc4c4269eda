import type { MitigationRequest } from '../../contract/admin'
import type { Role } from '../../contract/health'
import type { OrderMapping } from '../../contract/orderMapping'
import type { ApiSetting } from '../../contract/pages/settings'
import type { PlanSettings, SavingLevel } from '../../contract/plan'
import type { ProbeSetting } from '../../contract/schemas/probe'
import type { WarmingSettings } from '../../contract/warm'
import type { ChannelSettings } from '../channels/channelSettings'
import type { Rota } from '../staff/rotaTypes'

/** `_id` 'main'. Secrets never leave the cloud. */
export interface SettingsDocument {
  _id: string
  version: number
  /** salt of the user hashes */
  salt: string
  /**
   * One-time claim code of the first owner: HMAC-SHA256 of the code (upper case) keyed by salt, in hex; null once used.
   */
  claimHash: string | null
  /** who used it: lets a claim that was cut off be finished */
  claimedBy?: { staff: string; hash: string }
  /** one-time invitations: hash of the code → what it gives */
  invites: Record<string, Invitation>
  /** into how many shards stores are dealt out (docs/adr/shards.md) */
  shards: number
  templates: Record<TemplateKind, TemplateSetting | null>
  orders: OrderMapping
  /** when the mapping was last changed, epoch ms: orders are read again from then on six weeks back */
  ordersChangedAt?: number
  /** of servers that post their orders: one, or two while they are exchanged */
  orderSecrets?: string[]
  /** robot, webhook and the like; absent: subscription messages only */
  channels?: ChannelSettings
  mitigations?: MitigationRequest[]
  /** who may read the numbers from outside; of a token only its hash is kept */
  exportTokens?: { id: string; name: string; hash: string; stores: string[]; createdAt: number }[]
  /** what is tried on a timer, customers or not */
  probes?: ProbeSetting[]
  /** store → its weekly plan */
  rota?: Record<string, Rota>
  /** false: no weekly drill to the robot, no monthly one to a person */
  drills?: boolean
  /** absent: only what the monitor knows of itself */
  usage?: UsageSource
  /** what is promised; absent: 99.5 % of a month's attempts */
  objective?: { availability: number; days: number }
  /** label of an API or function → its name in the owner's words, and T of its Apdex in ms */
  apis?: ApiSetting[]
  /** functions that are kept warm before a rush; null or absent: none */
  warming?: WarmingSettings | null
  /** the plan of the cloud environment; null or absent: not told, so nothing is forecast and nothing saved */
  plan?: PlanSettings | null
  /** how the monitor's own use of it goes, reckoned by `compact` */
  saving?: Saving
  /** staff id → when they showed a wrong code, epoch ms: only so many an hour */
  codeTries?: Record<string, number[]>
}

export interface Invitation {
  role: Role
  stores: string[]
  /** epoch ms */
  validUntil: number
  /** the owner in whose place who joins steps */
  takesOver?: string
}

/** Points of the running month, in UTC, that the monitor used, and what is done about it. */
export interface Saving {
  /** epoch ms of the reckoning */
  at: number
  level: SavingLevel
  /** since when at this level, epoch ms */
  since: number
  /** since the month began, and by its end if it goes on like this */
  usedPoints: number
  forecastPoints: number
  /** until the monitor's share is used up; null: it lasts the month */
  daysLeft: number | null
}

/**
 * Who counts what the environment uses: the local cloud's meter, or CloudBase's monitoring API with a key of the account
 * (documented in docs/load.md; never tried against the real one).
 */
export type UsageSource =
  | { kind: 'meter'; url: string; token: string }
  | { kind: 'cloudbase'; envId: string; secretId: string; secretKey: string }

export type TemplateKind = 'critical' | 'normal' | 'digest'

export interface TemplateSetting {
  id: string
  /** our value → the account's keyword, e.g. { store: 'thing1', title: 'thing2' } */
  keywords: Partial<Record<'store' | 'title' | 'severity' | 'sentence' | 'time', string>>
  page: string
}

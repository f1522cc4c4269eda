import type { AlertStateDocument } from '../../core/documents/alertState'
import type { ChannelDocument } from '../../core/documents/channel'
import type { CreditDocument } from '../../core/documents/credit'
import type { IncidentDocument } from '../../core/documents/incident'
import type { MinuteDocument } from '../../core/documents/minute'
import type { NoticeDocument } from '../../core/documents/notice'
import type { SettingsDocument } from '../../core/documents/settings'
import type { SilenceDocument } from '../../core/documents/silence'
import type { StoreDocument } from '../../core/documents/store'
import type { BaselineDocument } from '../../core/insight/watch/baseline'
import type { DayDocument, HourDocument } from '../../core/rollup/tiers'

type OptionalOf<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T]

/** Names of the fields that a document may be without: all of them, or it does not compile. */
export type OptionalFields<T> = { readonly [K in OptionalOf<T>]: true }

/**
 * An update of WeChat's database keeps every field that it does not name. To replace a document, what it may be without
 * must be taken out by name.
 */
export const OPTIONAL = {
  settings: {
    ...{ claimedBy: true, ordersChangedAt: true, orderSecrets: true, channels: true, mitigations: true },
    ...{ exportTokens: true, probes: true, rota: true, drills: true, usage: true, objective: true, apis: true },
    ...{ plan: true, saving: true, codeTries: true, warming: true },
  },
  incidents: { assigned: true, resolvedBy: true, hold: true, mitigations: true, review: true },
  notices: { text: true },
  alertStates: { ended: true, changes: true },
  credits: { spentMinutes: true },
  baselines: {},
  silences: {},
  stores: { version: true, alsoIn: true, rules: true },
  channels: {},
  minutes: { dims: true, demo: true },
  hours: { dims: true, demo: true },
  days: { dims: true, demo: true },
} as const satisfies {
  settings: OptionalFields<SettingsDocument>
  incidents: OptionalFields<IncidentDocument>
  notices: OptionalFields<NoticeDocument>
  alertStates: OptionalFields<AlertStateDocument>
  credits: OptionalFields<CreditDocument>
  baselines: OptionalFields<BaselineDocument>
  silences: OptionalFields<SilenceDocument>
  channels: OptionalFields<ChannelDocument>
  stores: OptionalFields<StoreDocument>
  minutes: OptionalFields<MinuteDocument>
  hours: OptionalFields<HourDocument>
  days: OptionalFields<DayDocument>
}

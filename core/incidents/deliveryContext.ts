import type { IncidentDocument } from '../documents/incident'
import type { SettingsDocument } from '../documents/settings'
import type { SilenceDocument } from '../documents/silence'
import type { StoreDocument } from '../documents/store'
import type { Attempt } from './settle'

/** What a run knows beside the incident it works on. */
export interface DeliveryContext {
  settings: SettingsDocument
  store: StoreDocument
  now: number
  silences: readonly SilenceDocument[]
  /** not resolved, of all stores, as read when the run began */
  active: readonly IncidentDocument[]
  /** told of every attempt that ended */
  onAttempt(attempt: Attempt): void
}

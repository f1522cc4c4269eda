import type { IncidentDocument, SettingsDocument, SilenceDocument, StoreDocument } from '../documents'
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

/** Days on which a shop is closed, known at once: most of a year. */
export const CLOSED_DAYS_MOST = 200

/** Limits both sides know. Sizes in bytes of the JSON text, times in milliseconds. */
export const LIMITS = {
  /** PLATFORM §1: a text request may be 100 KB; batches stay well under. */
  batchBytes: 60_000,
  /** Labels of a batch: each event is looked up among them. */
  dictionary: 300,
  /** The phone bounds these by the bytes of a batch: more do not fit. */
  batchCounts: 2_300,
  batchPoints: 1_800,
  batchErrors: 500,
  batchOrders: 2_300,
  labelLength: 128,
  areaLength: 32,
  messageLength: 300,
  stackLength: 2_000,
  breadcrumbs: 20,
  /** An event older than this when it arrives is refused as too_late. Shorter than the 48 h that batches are kept (DESIGN §4). */
  latenessMs: 24 * 3_600_000,
  /** Clock difference of phone and cloud that is corrected; beyond the corrected time an event may not lie in the future. */
  futureMs: 5 * 60_000,
  /** Longest interval at which a healthy phone flushes: rules over ratios wait this long before they judge a minute. */
  flushIntervalMs: 60_000,
  /** A session's batches beyond these bring counters only: no usual visit has so many. */
  sessionBatches: 1_000,
  errorFlushMs: 3_000,
  sendTimeoutMs: 3_000,
  reportsInFlight: 2,
  diskBytes: 256 * 1024,
} as const

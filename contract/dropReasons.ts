/** Why something was not counted. Each drop is counted under one of these, by the phone or by the cloud. On the wire: the index. */
export const DROP_REASONS = [
  'queue_full', // phone: the bounded queue evicted it
  'disk_full', // phone: it could not be kept
  'disk_corrupt', // phone: what was kept could not be read
  'too_old', // phone: older than the queue's age limit (SDKs of before December 2026; now the cloud says too_late)
  'no_consent', // phone: the customer said no
  'paused', // phone: the cloud asked for silence
  'session_budget', // this session has said enough; phone or cloud
  'too_large', // a batch or item over its limit
  'malformed', // cloud: it does not have the documented form
  'unknown_metric', // cloud: a metric this version does not know
  'too_late', // cloud: event older than the lateness limit
  'too_early', // cloud: event from the future, beyond clock skew
  'cardinality', // cloud: folded into the label "other"
  'rate_limited', // cloud: this user sent too much
  'not_release', // cloud: develop or trial version, or WeChat's crawler
  'killed', // phone: an app was killed in use, after these were seen and before they were kept (docs/adr/kills.md)
  'staff', // cloud: an opening by somebody who works in the shop, who is no customer (docs/numbers.md)
] as const

export type DropReason = (typeof DROP_REASONS)[number]
export const dropReasonCode = (reason: DropReason): number => DROP_REASONS.indexOf(reason)

/** How `collect` steers a phone in its answer. */
export interface Steering {
  /** Time between flushes of healthy measurements. */
  intervalMs: number
  /** Share of sessions whose detail (points) is sent, 0…1. Counters always travel. */
  sample: number
  /** Send nothing until this cloud time (epoch ms). 0: go on. */
  pauseUntil: number
  /** The cloud's clock when it answered, epoch ms: the phone corrects its own by it. */
  now: number
}

/** What `collect` answers for a batch. A duplicate is accepted silently. */
export interface CollectReceipt {
  accepted: number
  /** Refused items by reason; keys are DropReason. */
  dropped: Record<string, number>
  steering: Steering
}

import { METRICS } from '../../contract/metrics'
import { type Outcome, outcomeCode } from '../../contract/outcomes'
import type { BatchDocument } from '../documents/batch'
import { MINUTE_MS } from '../time/units'

/** One run of one probe. */
export interface ProbeResult {
  probe: string
  outcome: Outcome
  durationMs: number
}

/** Stands where a phone has its user: probes are nobody. */
export const PROBE_USER = 'probe'

/**
 * Runs of one shop's probes as a batch, which takes the same road as what phones report. The minute names it: a timer that
 * came twice is counted once.
 */
export function probeBatch(
  { store, shard, minute }: { store: string; shard: string; minute: number },
  results: readonly ProbeResult[],
): Omit<BatchDocument, 'receivedAt'> {
  const base = minute * MINUTE_MS
  const { id } = METRICS.probe
  return {
    _id: `${PROBE_USER}:${store}-${minute}`,
    shard,
    user: PROBE_USER,
    dropped: [],
    batch: {
      ...{ v: 1, session: 'probeprobe', seq: 0, base, sentAt: base, store, weight: 1, errors: [], dropped: [] },
      app: { release: '', env: 'release', sdk: PROBE_USER },
      device: { platform: 'other', class: 'unknown', network: 'unknown', scene: 0 },
      dict: results.map(({ probe }) => probe),
      counts: results.map(({ outcome }, label) => [id, label, outcomeCode(outcome), 0, 1]),
      points: results.map(({ outcome, durationMs }, label) => [id, label, outcomeCode(outcome), 0, durationMs]),
    },
  }
}

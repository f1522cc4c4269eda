import { isFailureCode } from '../../../../contract/outcomes'
import type { ProbeRow } from '../../../../contract/pages/response'
import type { PageSource } from '../pageSource'

/** 定时探测: each probe's runs, and since when it fails. */
export function probeRows({ store, settings, measured, plan }: PageSource): ProbeRow[] {
  const runs = measured.byLabel('probe')
  return (settings.probes ?? [])
    .filter((probe) => probe.store === store._id)
    .map(({ id, name, everyMinutes }) => {
      const all = runs.get(id)
      const slots = measured.labelOutcomes('probe', id)
      return { name, everyMinutes, runs: all?.total ?? 0, ok: all?.ok ?? 0, failing: failingOf(slots, plan.at) }
    })
}

/** The run of failures that goes on at the end of the range; slots without a run say nothing. */
function failingOf(slots: readonly (readonly number[] | null)[], at: readonly number[]): ProbeRow['failing'] {
  let runs = 0
  let since = 0
  for (let slot = slots.length - 1; slot >= 0; slot--) {
    const counts = slots[slot] ?? []
    const failed = counts.reduce((sum, events, outcome) => sum + (isFailureCode(outcome) ? events : 0), 0)
    const total = counts.reduce((sum, events) => sum + events, 0)
    if (total > failed) break
    if (failed === 0) continue
    runs += failed
    since = at[slot] as number
  }
  return runs === 0 ? null : { since, runs }
}

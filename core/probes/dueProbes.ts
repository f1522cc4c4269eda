import type { ProbeRun } from '../../contract/schemas/probe'
import type { SettingsDocument } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import { isOpen } from '../rules/openingHours'
import { minuteOf } from '../time/units'

/**
 * What is to be tried in this minute: probes whose turn it is by the clock, of shops that are open. Closed shops are left
 * alone, because what is down at night costs nobody an order, and trying costs.
 * @returns null when there is nothing to try
 */
export function dueProbes(
  settings: SettingsDocument | null,
  stores: readonly StoreDocument[],
  nowMs: number,
): ProbeRun | null {
  const minute = minuteOf(nowMs)
  const open = stores.filter((store) => isOpen(store, nowMs))
  const probes = (settings?.probes ?? []).filter(
    ({ store, everyMinutes }) => minute % everyMinutes === 0 && open.some(({ _id }) => _id === store),
  )
  if (probes.length === 0) return null
  const shards = Object.fromEntries(open.map(({ _id, shard }) => [_id, shard]))
  return { minute, shards, allowLoopback: settings?.channels?.allowLoopback ?? false, probes }
}

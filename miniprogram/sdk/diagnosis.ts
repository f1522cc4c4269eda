import { latestFault } from './attempt'
import { HEALTHY, type Health } from './collectors/collector'
import type { Monitor } from './monitor'
import type { Header } from './queue/queue'
import { jsonBytes } from './text/bytes'

/** Everything a human needs to see why nothing arrives. No secrets: it may be pasted into an issue. */
export interface Diagnosis extends Header {
  /** instrument → 'ok', 'off', or why it cannot see */
  instruments: Record<string, Health>
  /** what WeChat last said to writing, if it was asked: 'setStorage:ok', or why not */
  disk: unknown
  /** of `collect`, if it was asked: true if all is well, its code, or why there was none */
  lastAnswer: unknown
  waiting: { batches: number; bytes: number }
  /** since the start, by reason */
  dropped: Record<string, number>
  /** what the cloud asked for; `pauseUntil` and `retryAt` by the phone's clock, epoch ms, past if all is well */
  steering: { intervalMs: number; sample: number; pauseUntil: number; retryAt: number }
  /** the last fault inside the SDK, empty if none */
  fault: string
  /** all of this as a table in Markdown, for console.log and for an issue */
  table: string
}

/** Names of the drop reasons that a phone can give, by their index. */
const reasons = 'queue_full,,disk_corrupt,,no_consent,paused,session_budget,too_large,malformed'.split(',')

export function diagnosis(monitor: Monitor): Diagnosis {
  const { host, queue, transport } = monitor
  const { intervalMs, sample, pauseUntil, retryAt } = transport
  const dropped: Record<string, number> = {}
  for (const [reason, howMany] of queue.drops.totals) dropped[reasons[reason] as string] = howMany
  const instruments = { ...monitor.healths }
  for (const name of ['setData', 'taps']) {
    if (instruments[name] === HEALTHY && !monitor.sawDefinition && host.visiblePage())
      instruments[name] = 'no page came through: init() first'
  }
  const { parcels } = queue.outbox
  const rest = {
    ...monitor.header(),
    disk: monitor.storage.answer,
    lastAnswer: transport.heardLast,
    waiting: { batches: parcels.length, bytes: jsonBytes(parcels.map(({ content }) => content)) },
    dropped,
    steering: { intervalMs, sample, pauseUntil, retryAt },
    fault: latestFault,
  }
  const rows: Record<string, unknown> = { ...instruments, ...rest }
  const lines = Object.entries(rows).map(([name, value]) => `| ${name} | ${JSON.stringify(value)} |`.replace(/"/g, ''))
  return { ...rest, instruments, table: ['| kandian | |', '|-|-|', ...lines].join('\n') }
}

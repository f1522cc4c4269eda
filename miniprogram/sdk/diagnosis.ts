import { latestFault } from './attempt'
import { HEALTHY, type Health } from './collectors/collector'
import type { App, Device } from './device'
import type { Monitor } from './monitor'
import { jsonBytes } from './text/bytes'

/** Everything a human needs to see why nothing arrives. No secrets: it may be pasted into an issue. */
export interface Diagnosis {
  app: App
  device: Device
  store: string
  session: string
  /** instrument → 'ok', 'off', or why it cannot see */
  instruments: Record<string, Health>
  /** what WeChat last said to writing: 'setStorage:ok', or why not */
  disk: string
  /** of `collect`: 'accepted', its code, or why there was none */
  lastAnswer: string
  waiting: { batches: number; bytes: number }
  /** since the start, by reason */
  dropped: Record<string, number>
  steering: { intervalMs: number; sample: number; pausedMs: number; backOffMs: number }
  /** the last fault inside the SDK, empty if none */
  fault: string
  /** all of this as a table in Markdown, for console.log and for an issue */
  table: string
}

/** Names of the drop reasons that a phone can give, by their index. */
const reasons = 'queue_full,disk_full,disk_corrupt,too_old,no_consent,paused,session_budget,too_large,malformed'.split(
  ',',
)

export function diagnosis(monitor: Monitor): Diagnosis {
  const { host, queue, transport } = monitor
  const { app, device, store, session } = monitor.header()
  const left = (atMs: number) => Math.max(0, atMs - host.now())
  const dropped: Record<string, number> = {}
  queue.drops.totals.forEach((howMany, reason) => {
    dropped[reasons[reason] as string] = howMany
  })
  const instruments = { ...monitor.healths }
  for (const name of ['setData', 'taps']) {
    if (instruments[name] === HEALTHY && !monitor.sawDefinition && host.visiblePage())
      instruments[name] = 'no page came through: init() first'
  }
  const { parcels } = queue.outbox
  const rest = {
    app,
    device,
    store,
    session,
    disk: String(monitor.storage.answer),
    lastAnswer: transport.heardLast === true ? 'accepted' : String(transport.heardLast),
    waiting: { batches: parcels.length, bytes: jsonBytes(parcels.map(({ content }) => content)) },
    dropped,
    steering: {
      intervalMs: transport.sendEveryMs,
      sample: transport.detailShare,
      pausedMs: left(transport.resumeAt),
      backOffMs: left(transport.retryAt),
    },
    fault: latestFault,
  }
  const rows: Record<string, unknown> = { ...instruments, ...rest }
  const lines = Object.keys(rows).map((name) => `| ${name} | ${text(rows[name])} |`)
  return { ...rest, instruments, table: ['| kandian | |', '|-|-|', ...lines].join('\n') }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

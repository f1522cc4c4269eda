import { latestFault } from './attempt'
import { HEALTHY, type Health } from './collectors/collector'
import { seesDefinitions } from './definitions'
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
  disk: Health
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

/** What was dropped, by name. */
function droppedByName(totals: readonly number[]): Record<string, number> {
  const named: Record<string, number> = {}
  totals.forEach((howMany, reason) => {
    named[String(reasons[reason])] = howMany
  })
  return named
}

export function diagnosis({ host, parts, options, device }: Monitor): Diagnosis {
  const instruments = { ...parts.instruments }
  for (const name of ['setData', 'taps']) {
    if (instruments[name] === HEALTHY && !seesDefinitions(host))
      instruments[name] = 'no page came through: init() first'
  }
  const { app, disk, queue, transport, helm, session, now } = parts
  const { parcels } = queue.outbox
  const rest = {
    app,
    device,
    store: options.store,
    session: session(),
    disk: disk.health,
    lastAnswer: transport.lastAnswer,
    waiting: { batches: parcels.length, bytes: parcels.reduce((sum, { batch }) => sum + jsonBytes(batch), 0) },
    dropped: droppedByName(queue.drops.totals),
    steering: {
      intervalMs: helm.intervalMs,
      sample: helm.sample,
      pausedMs: helm.pausedMs(now()),
      backOffMs: transport.backOffMs(),
    },
    fault: latestFault(),
  }
  const rows: Record<string, unknown> = { ...instruments, ...rest }
  const lines = Object.keys(rows).map((name) => `| ${name} | ${text(rows[name])} |`)
  return { ...rest, instruments, table: ['| kandian | |', '|-|-|', ...lines].join('\n') }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

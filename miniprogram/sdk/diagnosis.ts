import type { BatchV1 } from '../../contract/batch'
import { latestFault } from './attempt'
import type { Health } from './collectors/collector'
import type { Options } from './options'
import type { Disk } from './queue/disk'
import type { Queue } from './queue/queue'
import type { Helm } from './transport/steering'
import type { Transport } from './transport/transport'

/** Everything a human needs to see why nothing arrives. No secrets: it may be pasted into an issue. */
export interface Diagnosis {
  app: BatchV1['app']
  device: BatchV1['device']
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
}

interface Parts {
  app: BatchV1['app']
  device: BatchV1['device']
  options: Options
  session: string
  instruments: Record<string, Health>
  disk: Disk
  queue: Queue
  transport: Transport
  helm: Helm
  now: number
}

export function diagnosis({ options, disk, queue, transport, helm, now, ...same }: Parts): Diagnosis {
  const parcels = queue.outbox.parcels()
  return {
    ...same,
    store: options.store,
    disk: disk.health(),
    lastAnswer: transport.lastAnswer(),
    waiting: { batches: parcels.length, bytes: parcels.reduce((sum, { bytes }) => sum + bytes, 0) },
    dropped: queue.drops.totals(),
    steering: {
      intervalMs: helm.intervalMs(),
      sample: helm.sample(),
      pausedMs: helm.pausedMs(now),
      backOffMs: transport.backOffMs(),
    },
    fault: latestFault(),
  }
}

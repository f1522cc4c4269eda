import { withCrumbs } from '../../../contract/crumbs'
import { printable } from '../../../contract/printable'
import { CLIENT, ERROR, MESSAGE_LENGTH, NOTE_CRUMB, STACK_LENGTH } from '../catalogue'
import { openQueue, type Queue } from '../queue/queue'
import { beginSession } from '../session'
import { fingerprint } from '../text/fingerprint'
import { label } from '../text/route'
import { scrub } from '../text/scrub'
import { sdkVersion } from '../version'
import type { ServerDatabase, ServerHost, WatchOptions } from './options'

/** What monitoring may cost: one write of the database in so many runs. Order events are written at once, beside these. */
export const runsAWrite = 10
/** A write that takes longer no longer holds up the answer; it is repeated under the same name. */
const patienceMs = 1_000

/** What one instance of a function has seen and not yet written. */
export interface ServerRecorder {
  record(metric: number, name: string, outcome: number, value?: number): void
  /** @param requestId of the run, to find it in the function's log */
  report(fault: unknown, where: string, requestId: string): void
  /** an order event came: the next write is due at once */
  urgent(): void
  /** A run has ended. Resolves when what is due is written, or could not be. Never rejects. */
  ran(): Promise<void>
}

export function openRecorder(
  options: WatchOptions,
  host: ServerHost,
  collection: () => ReturnType<ServerDatabase['collection']>,
): ServerRecorder {
  const session = beginSession(host)
  const queue: Queue = openQueue(() => ({
    session: session.id,
    store: options.store,
    app: {
      release: printable(String(options.release || 'unknown').slice(0, 64)),
      env: 'release',
      sdk: `${sdkVersion} server`,
    },
    device: { platform: 'other', class: 'unknown', network: 'unknown', scene: 0 },
    weight: 1,
  }))
  let runs = 0
  let isUrgent = false
  /** The first error of an instance does not wait: a function that is seldom called may never come to ten runs. */
  let first: 'not seen' | 'to write' | 'written' = 'not seen'

  const writeOne = async () => {
    // what could not be written goes first; what is new goes on growing meanwhile
    if (queue.outbox.parcels.length === 0) queue.close(host.now())
    const parcel = queue.outbox.next()
    if (!parcel) return
    parcel.attempts++
    parcel.flying = true
    const batch = withCrumbs({ ...parcel.content, sentAt: host.now() })
    // where the store lives is for the fold to know: it finds what lies in the first shard
    const _id = `function:${batch.session}-${batch.seq}`
    const receivedAt = options.database.serverDate()
    try {
      await within(
        host,
        collection().add({ data: { _id, shard: '0', receivedAt, user: 'function', batch, dropped: [] } }),
      )
      queue.outbox.remove(parcel)
    } catch (fault) {
      if (isTaken(fault)) queue.outbox.remove(parcel)
    }
    parcel.flying = false
  }

  return {
    record(metric, name, outcome, value) {
      const at = host.now()
      const word = printable(label(name))
      queue.write(at, (journal) => journal.count(metric, word, outcome, at))
      if (value === undefined) return
      queue.write(at, (journal) => journal.point(metric, word, outcome, at, Math.max(0, Math.round(value))))
    },
    report(fault, where, requestId) {
      const { message, stack } = Object(fault)
      const at = host.now()
      const text = printable(scrub(message || fault, MESSAGE_LENGTH))
      const frames = printable(scrub(stack || '', STACK_LENGTH))
      const print = fingerprint(text, frames)
      this.record(ERROR, print, CLIENT)
      if (first === 'not seen') first = 'to write'
      if (session.described.includes(print)) return
      session.described.push(print)
      const described = { kind: 'error' as const, message: text, stack: frames, page: label(where), at }
      queue.write(at, (journal) =>
        journal.describe(print, described, [[at, NOTE_CRUMB, label(`request ${requestId}`)]]),
      )
    },
    urgent() {
      isUrgent = true
    },
    async ran() {
      const isDue = ++runs >= runsAWrite || isUrgent
      if (!isDue && first !== 'to write') return
      // what it takes early it leaves out later
      runs = isDue ? 0 : runs - runsAWrite
      isUrgent = false
      if (first === 'to write') first = 'written'
      await writeOne().catch(() => {})
    },
  }
}

/** The key is taken: the write of an earlier try has arrived after all (WIRE §7). */
const isTaken = (fault: unknown): boolean => /E11000/.test(`${Object(fault).errMsg} ${fault}`)

async function within(host: ServerHost, work: Promise<unknown>): Promise<void> {
  let timer: unknown
  const late = new Promise((_, reject) => {
    timer = host.setTimeout(() => reject(new Error('late')), patienceMs)
  })
  try {
    await Promise.race([work, late])
  } finally {
    host.clearTimeout(timer)
  }
}

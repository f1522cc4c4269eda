import type { BatchDocument } from '../../core/documents/batch'
import type { MinuteDocument } from '../../core/documents/minute'
import type { Ports } from '../../core/ports'
import { minuteOf } from '../../core/time/units'
import type { FakePorts } from '../../test/fakes/ports'

/** A query gives this many documents at most, so more are several calls (PLATFORM §2). */
const PAGE = 1_000

/** What one kind of run used. CPU is that of our code and of parsing what the database answers, not of the database. */
export interface Used {
  runs: number
  cpuMs: number
  dbCalls: number
  documents: number
  bytesRead: number
  /** the longest single run, CPU ms, and its calls of the database */
  most: { cpuMs: number; dbCalls: number; bytesRead: number }
}

export const nothing = (): Used => ({
  ...{ runs: 0, cpuMs: 0, dbCalls: 0, documents: 0, bytesRead: 0 },
  most: { cpuMs: 0, dbCalls: 0, bytesRead: 0 },
})

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/**
 * Ports in memory that count what the real ones would call. The work of the memory itself is taken out of the CPU, and
 * answers are parsed once from JSON, as the SDK does.
 */
export class MeteredPorts {
  readonly ports: Ports
  readonly largest = { minute: 0, hour: 0, day: 0, cursors: 0 }
  private excludedMs = 0
  private calls = 0
  private documents = 0
  private bytes = 0
  private readonly batches = new Map<number, BatchDocument[]>()
  private readonly minutes = new Map<string, MinuteDocument>()

  constructor(private readonly fake: FakePorts) {
    const { minutes, batches } = this.indexed()
    const own = { ...fake, minutes, batches }
    this.ports = Object.fromEntries(
      Object.entries(own).map(([name, port]) => [
        name,
        typeof port === 'object' && port !== null && isPort(name) ? this.metered(name, port) : port,
      ]),
    ) as unknown as Ports
  }

  /** Runs one piece of work as one invocation of a function. */
  async run<T>(used: Used, work: () => Promise<T>): Promise<T> {
    const before = {
      cpu: cpuMs(),
      excluded: this.excludedMs,
      calls: this.calls,
      documents: this.documents,
      bytes: this.bytes,
    }
    const result = await work()
    const cpu = Math.max(0, cpuMs() - before.cpu - (this.excludedMs - before.excluded))
    const [calls, bytes] = [this.calls - before.calls, this.bytes - before.bytes]
    used.runs += 1
    used.cpuMs += cpu
    used.dbCalls += calls
    used.documents += this.documents - before.documents
    used.bytesRead += bytes
    if (cpu > used.most.cpuMs) used.most = { cpuMs: cpu, dbCalls: calls, bytesRead: bytes }
    return result
  }

  private metered(name: string, port: object): object {
    return Object.fromEntries(
      Object.entries(port).map(([method, run]) => [
        method,
        typeof run !== 'function' || method === 'hashCustomer'
          ? run
          : (...asked: unknown[]) =>
              this.call(`${name}.${method}`, () => (run as (...a: unknown[]) => Promise<unknown>)(...asked), asked),
      ]),
    )
  }

  private async call(operation: string, run: () => Promise<unknown>, asked: unknown[]): Promise<unknown> {
    const startMs = cpuMs()
    const answer = await run()
    const found =
      answer instanceof Map ? [...answer.values()] : Array.isArray(answer) ? answer : answer == null ? [] : [answer]
    const isRead = !/\.(put|write|beat|seal|remove|insert|touch|mark|lease|note|bump|move)/.test(operation)
    const text = isRead ? JSON.stringify(found, (_, value) => (value instanceof Map ? [...value] : value)) : ''
    this.calls += isRead ? Math.floor(found.length / PAGE) + 1 : (WRITES[operation]?.(asked, answer) ?? 1)
    this.documents += isRead ? found.length : 1
    this.bytes += text.length
    this.noteSizes(operation, asked)
    this.excludedMs += cpuMs() - startMs
    if (isRead) JSON.parse(text)
    return answer
  }

  private noteSizes(operation: string, [document]: unknown[]): void {
    const size = () => Buffer.byteLength(JSON.stringify(document))
    if (operation === 'minutes.put') this.largest.minute = Math.max(this.largest.minute, size())
    if (operation === 'rollups.putHour') this.largest.hour = Math.max(this.largest.hour, size())
    if (operation === 'rollups.putDay') this.largest.day = Math.max(this.largest.day, size())
    if (operation === 'heartbeats.beatAll') {
      const { heartbeats, boards, sales } = this.fake.store
      const cursors = [heartbeats, boards, sales].map((all) => JSON.stringify([...all.values()])).join('')
      this.largest.cursors = Math.max(this.largest.cursors, Buffer.byteLength(cursors))
    }
  }

  /** The fakes look through all there is; these find what is asked for, as an index does. */
  private indexed(): { minutes: Ports['minutes']; batches: Ports['batches'] } {
    const { clock } = this.fake
    const between = (from: number, to: number, parts = true) =>
      [...this.minutes.values()]
        .filter(({ minute, part }) => minute >= from && minute < to && (parts || part === 0))
        .sort((a, b) => a.minute - b.minute || a.part - b.part)
    return {
      batches: {
        ...this.fake.batches,
        insert: async (batch) => {
          const minute = minuteOf(clock.now)
          const known = this.batches.get(minute) ?? []
          this.batches.set(minute, known)
          known.push({ ...batch, receivedAt: new Date(clock.now) } as BatchDocument)
          return 'inserted'
        },
        readMinute: async (_, minute) => this.batches.get(minute) ?? [],
        firstReceivedFrom: async (_, fromMs) => {
          const minutes = [...this.batches.keys()].filter((minute) => minute >= minuteOf(fromMs))
          return minutes.length === 0 ? null : Math.min(...minutes) * 60_000
        },
        count: async (_, from, to) =>
          new Map(
            [...this.batches].flatMap(([minute, all]) => (minute >= from && minute < to ? [[minute, all.length]] : [])),
          ),
        removeReceivedBefore: async () => 0,
      },
      minutes: {
        put: async (minute) => {
          this.minutes.set(minute._id, minute)
          return 'written'
        },
        read: async (_, from, to, store, more) =>
          between(from, to).map(({ dims, ...minute }) => ({
            ...minute,
            ...(more === 'dims' ? { dims: dims ?? {} } : {}),
            stores: store === undefined ? minute.stores : minute.stores[store] ? { [store]: minute.stores[store] } : {},
          })) as MinuteDocument[],
        summaries: async (_, from, to) =>
          between(from, to).map(({ minute, part, parts, batches, sealed }) => ({
            minute,
            part,
            parts,
            batches,
            sealed,
          })),
        seal: async (_, from, to) => {
          for (const minute of between(from, to)) minute.sealed = true
        },
        removeSealedBefore: async () => 0,
      },
    }
  }
}

/** What is no call of the database. */
const isPort = (name: string): boolean =>
  ![
    'store',
    'clock',
    'before',
    'outcomes',
    'outside',
    'rules',
    'notifiers',
    'actions',
    'handOver',
    'deadMan',
    'meter',
  ].includes(name)

/** Writes of several documents are as many calls, and a read before them. */
const WRITES: Record<string, (asked: unknown[], answer: unknown) => number> = {
  'issues.touch': ([issues]) => (issues as unknown[]).length + 1,
}

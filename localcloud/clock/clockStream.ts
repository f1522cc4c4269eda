import type { ServerResponse } from 'node:http'
import type { Clock } from './clock'

/** A phone that does not answer in this real time is left behind: a closed tab must not stop the clock. */
const LONGEST_PHONE_RUN_MS = 2000
const HEARTBEAT_MS = 1000
/** An advance passes many events; pages need not hear of each. */
const ADVANCE_NEWS_MS = 50

interface Stream {
  response: ServerResponse
  session: string | undefined
}

interface Phone {
  cancel: () => void
  /** The last turn it was given. */
  turn: { id: number; ended: () => void } | undefined
}

/** Server-sent clock readings, and the turn-taking by which browser phones run their timers on virtual time. */
export class ClockStream {
  private readonly streams = new Set<Stream>()
  private readonly phones = new Map<string, Phone>()
  private readonly heartbeat: NodeJS.Timeout
  private readonly stopListening: () => void
  private lastRun = 0
  private soon: NodeJS.Timeout | undefined

  constructor(private readonly clock: Clock) {
    this.stopListening = clock.onChange((change) => (change === 'advance' ? this.broadcastSoon() : this.broadcast()))
    this.heartbeat = setInterval(() => this.broadcast(), HEARTBEAT_MS).unref()
  }

  /** Opens a stream; a phone's carries its session, so that it gets its own turns only. */
  open(response: ServerResponse, session: string | undefined): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    const stream: Stream = { response, session }
    this.streams.add(stream)
    response.on('close', () => this.streams.delete(stream))
    write(response, this.reading())
  }

  /**
   * What a phone says after running its timers: when the next one is due (virtual ms; null for none), and which turn
   * it has just ended.
   */
  phoneSays(session: string, nextDue: number | null, ran: number | undefined): void {
    const phone = this.phones.get(session) ?? { cancel: () => {}, turn: undefined }
    this.phones.set(session, phone)
    phone.cancel()
    phone.cancel =
      nextDue === null ? () => {} : this.clock.schedule(nextDue, () => this.giveTurn(session, phone)).cancel
    if (phone.turn?.id === ran) phone.turn?.ended()
  }

  close(): void {
    clearInterval(this.heartbeat)
    clearTimeout(this.soon)
    this.stopListening()
    for (const phone of this.phones.values()) {
      phone.cancel()
      phone.turn?.ended()
    }
    for (const { response } of this.streams) response.end()
  }

  private async giveTurn(session: string, phone: Phone): Promise<void> {
    const own = [...this.streams].filter((stream) => stream.session === session)
    const listening = own.length > 0 ? own : [...this.streams].filter((stream) => stream.session === undefined)
    if (listening.length === 0) return
    const id = ++this.lastRun
    await new Promise<void>((resolve) => {
      const turn = { id, ended: resolve }
      const timeout = setTimeout(resolve, LONGEST_PHONE_RUN_MS)
      turn.ended = () => {
        clearTimeout(timeout)
        resolve()
      }
      phone.turn = turn
      for (const { response } of listening) write(response, { ...this.reading(), run: id, session })
    })
  }

  private broadcastSoon(): void {
    this.soon ??= setTimeout(() => this.broadcast(), ADVANCE_NEWS_MS)
  }

  private broadcast(): void {
    clearTimeout(this.soon)
    this.soon = undefined
    for (const { response } of this.streams) write(response, this.reading())
  }

  private reading(): { now: number; frozen: boolean; speed: number } {
    return { now: this.clock.now(), frozen: this.clock.frozen, speed: this.clock.speed }
  }
}

function write(response: ServerResponse, message: object): void {
  response.write(`data: ${JSON.stringify(message)}\n\n`)
}

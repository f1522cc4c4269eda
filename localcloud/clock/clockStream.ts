import type { ServerResponse } from 'node:http'
import type { Clock } from './clock'

/** A phone that does not answer in this real time is left behind. Long: a busy machine is slow, and not stuck. */
const PHONE_PATIENCE_MS = 20_000
const HEARTBEAT_MS = 1000
/** An advance passes many events; pages need not hear of each. */
const ADVANCE_NEWS_MS = 50

/** One phone: a person may have several, each in a tab. */
interface Tab {
  session: string
  tab: string
}

interface Stream {
  response: ServerResponse
  /** whose turns come along it; undefined for who only looks at the time */
  phone: string | undefined
}

interface Phone {
  cancel: () => void
  /** Turns that it has not ended yet: how to end each. */
  turns: Map<number, () => void>
  /** It did not answer in time, and nobody waits for it until it speaks again. */
  leftBehind: boolean
}

/** Server-sent clock readings, and the turn-taking by which browser phones run their timers on virtual time. */
export class ClockStream {
  private readonly streams = new Set<Stream>()
  private readonly phones = new Map<string, Phone>()
  private readonly heartbeat: NodeJS.Timeout
  private readonly stopListening: () => void
  private lastRun = 0
  private soon: NodeJS.Timeout | undefined

  constructor(
    private readonly clock: Clock,
    private readonly patienceMs = PHONE_PATIENCE_MS,
  ) {
    clock.beforeAdvance(() => this.hearAll())
    this.stopListening = clock.onChange((change) => (change === 'advance' ? this.broadcastSoon() : this.broadcast()))
    this.heartbeat = setInterval(() => this.broadcast(), HEARTBEAT_MS).unref()
  }

  /** Opens a stream; a phone's carries its session and tab, so that it gets its own turns only. */
  open(response: ServerResponse, phone: Tab | undefined): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    const stream: Stream = { response, phone: phone && keyOf(phone) }
    this.streams.add(stream)
    response.on('close', () => this.gone(stream))
    write(response, this.reading())
  }

  /**
   * What a phone says after running its timers: when the next one is due (virtual ms; null for none), and which turn
   * it has just ended.
   */
  phoneSays(tab: Tab, nextDue: number | null, ran: number | undefined): void {
    const key = keyOf(tab)
    const phone = this.phoneOf(key)
    phone.leftBehind = false
    phone.cancel()
    phone.cancel = nextDue === null ? () => {} : this.clock.schedule(nextDue, () => this.giveTurn(key)).cancel
    if (ran !== undefined) phone.turns.get(ran)?.()
  }

  close(): void {
    clearInterval(this.heartbeat)
    clearTimeout(this.soon)
    this.stopListening()
    for (const phone of this.phones.values()) {
      phone.cancel()
      endTurns(phone)
    }
    for (const { response } of this.streams) response.end()
  }

  /** A phone tells of its timers a moment after they are set: before the clock moves, each says what it waits for. */
  private async hearAll(): Promise<void> {
    const listening = new Set([...this.streams].map(({ phone }) => phone))
    await Promise.all([...listening].map((key) => key !== undefined && this.giveTurn(key)))
  }

  private phoneOf(key: string): Phone {
    const phone = this.phones.get(key) ?? { cancel: () => {}, turns: new Map(), leftBehind: false }
    this.phones.set(key, phone)
    return phone
  }

  /** A closed tab must not stop the clock. */
  private gone(stream: Stream): void {
    this.streams.delete(stream)
    const key = stream.phone
    if (key === undefined || [...this.streams].some((other) => other.phone === key)) return
    const phone = this.phones.get(key)
    if (phone) endTurns(phone)
  }

  private async giveTurn(key: string): Promise<void> {
    const phone = this.phoneOf(key)
    const listening = [...this.streams].filter((stream) => stream.phone === key)
    if (listening.length === 0 || phone.leftBehind) return
    const id = ++this.lastRun
    await new Promise<void>((resolve) => {
      const timeout = setTimeout(() => {
        phone.leftBehind = true
        end()
      }, this.patienceMs)
      const end = () => {
        clearTimeout(timeout)
        phone.turns.delete(id)
        resolve()
      }
      phone.turns.set(id, end)
      for (const { response } of listening) write(response, { ...this.reading(), run: id })
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

const keyOf = ({ session, tab }: Tab): string => `${session} ${tab}`

function endTurns(phone: Phone): void {
  for (const end of [...phone.turns.values()]) end()
}

function write(response: ServerResponse, message: object): void {
  response.write(`data: ${JSON.stringify(message)}\n\n`)
}

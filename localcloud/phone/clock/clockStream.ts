import { RealDate, realClearTimeout, realSetTimeout } from './realTimers'
import { type ClockState, VirtualClock } from './virtualClock'

/** One message of /_local/clock/stream; `run` asks the phone to run what is due and to answer. */
type ClockMessage = ClockState & { run?: number | string }

export interface ClockStream {
  clock: VirtualClock
  /** told of every message, after the clock has taken it */
  onTick(listener: () => void): void
}

export interface ClockStreamOptions {
  token: string
  session: string
  onError(error: unknown): void
  /** resolves when no call of the page to the cloud is under way, or after at most that many real ms */
  settled(atMostMs: number): Promise<void>
}

/** A call that takes longer, on however busy a machine, has no answer for now. */
const SETTLE_MS = 5000
/** A frozen clock waits for the phone's word; a running one needs it only to be moved. */
const REPORT_FROZEN_MS = 20
const REPORT_RUNNING_MS = 250
/** Where there is no clock its address is refused at once. */
const FIRST_MESSAGE_MS = 30_000

/** Follows the local cloud's clock. Without one (a static preview) the phone lives in real time. */
export async function followClock(options: ClockStreamOptions): Promise<ClockStream> {
  // two phones of one person have one session, and timers of their own
  const tab = String(Math.random()).slice(2)
  const query = new URLSearchParams({ token: options.token, session: options.session, tab })
  const source = new EventSource(`/_local/clock/stream?${query}`)
  const first = await firstMessage(source)
  const listeners = new Set<() => void>()
  const reporter = nextDueReporter(options.session, tab)
  const clock: VirtualClock = new VirtualClock(
    {
      monotonicMs: () => performance.now(),
      wakeIn: (ms, run) => {
        const id = realSetTimeout(run, ms)
        return () => realClearTimeout(id)
      },
      onError: options.onError,
      onChange: () => reporter.later(() => clock.nextDue(), clock.frozen ? REPORT_FROZEN_MS : REPORT_RUNNING_MS),
    },
    first ?? { now: RealDate.now(), frozen: false, speed: 1 },
  )
  if (!first) source.close()
  source.onmessage = async (event) => {
    const message = JSON.parse(event.data) as ClockMessage
    clock.sync(message)
    for (const listener of listeners) listener()
    if (message.run === undefined) return
    await options.settled(SETTLE_MS)
    await reporter.now(clock.nextDue(), message.run)
  }
  return { clock, onTick: (listener) => listeners.add(listener) }
}

function firstMessage(source: EventSource): Promise<ClockState | null> {
  return new Promise((resolve) => {
    const giveUp = realSetTimeout(() => resolve(null), FIRST_MESSAGE_MS)
    const answer = (state: ClockState | null) => {
      realClearTimeout(giveUp)
      resolve(state)
    }
    source.onmessage = (event) => answer(JSON.parse(event.data) as ClockState)
    source.onerror = () => answer(null)
  })
}

/** Tells the cloud when this phone's next timer is due, so that moving the clock stops there. */
function nextDueReporter(session: string, tab: string) {
  let reported: number | null | undefined
  let waiting = false
  let said: Promise<unknown> = Promise.resolve()
  /** One word after the other: of two on the way at once the older might arrive last. */
  const now = (nextDue: number | null, ran?: number | string) => {
    reported = nextDue
    said = said.then(() => say(nextDue, ran))
    return said
  }
  const say = (nextDue: number | null, ran: number | string | undefined) =>
    fetch('/_phone/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-session': session },
      body: JSON.stringify({ nextDue, tab, ...(ran === undefined ? {} : { ran }) }),
    }).catch(() => {})
  return {
    now,
    later(nextDue: () => number | null, afterMs: number) {
      if (waiting) return
      waiting = true
      realSetTimeout(() => {
        waiting = false
        const due = nextDue()
        if (due !== reported) void now(due)
      }, afterMs)
    },
  }
}

import type { Reading } from '../model/notice'
import { isOnline, onNetwork } from './network'
import { askWhoami, keptPerson, storeOf } from './person'
import { refreshLoop } from './refreshLoop'
import type { CallError, Reply } from './reply'
import { serverNow } from './serverClock'

/** How things stand around an answer: its age is counted to `now`, epoch ms on the cloud's clock. */
export interface Moment extends Reading {
  now: number
}

/** What a page can show right now. */
export type Sight<A> =
  | { kind: 'loading'; slow: boolean }
  | { kind: 'seen'; answer: A; moment: Moment }
  | { kind: 'failed'; error: CallError; online: boolean }
  | { kind: 'stranger' }

/** Where a page's answer comes from. */
export interface Source<A> {
  /** what this phone kept, shown at once */
  kept(store: string): A | null
  fresh(store: string): Promise<Reply<A>>
  /** until the next question, ms */
  waitMs(answer: A | null): number
}

export interface AnswerWatch<A> {
  start(): void
  stop(): void
  refresh(): Promise<void>
  /** Tells again what is in sight. */
  show(): void
  /** The answer in sight; null before the first. */
  answer(): A | null
  /** Changes what is in sight before the cloud says so, and shows it. */
  change(change: (answer: A) => A): void
}

const slowAfterMs = 3_000

/** Keeps an answer about the person's store in sight of a page: at once from the phone, then fresh again and again. */
export function watchAnswer<A>(source: Source<A>, onSight: (sight: Sight<A>) => void): AnswerWatch<A> {
  let answer: A | null = null
  let error: CallError | null = null
  let online = true
  let seen = false
  let stopListening = (): void => {}
  let slowTimer: ReturnType<typeof setTimeout> | undefined

  const show = (sight: Sight<A>): void => {
    if (seen) onSight(sight)
  }
  const display = (): void => {
    if (answer !== null) show({ kind: 'seen', answer, moment: { now: serverNow(), online, failed: error !== null } })
    else if (error !== null) show({ kind: 'failed', error, online })
  }
  const ask = async (): Promise<void> => {
    const store = await knownStore()
    if (store === 'stranger') return forgetAll()
    if (typeof store === 'object') return failed(store)
    const reply = await source.fresh(store)
    if (reply.ok) {
      answer = reply.value
      error = null
      display()
    } else if (reply.error.code === 'forbidden') await askAgainWhoItIs(reply.error)
    else await failed(reply.error)
  }
  const askAgainWhoItIs = async (refusal: CallError): Promise<void> => {
    const person = await askWhoami()
    if (person.ok && storeOf(person.value) === null) forgetAll()
    else await failed(refusal)
  }
  const forgetAll = (): void => {
    answer = null
    show({ kind: 'stranger' })
  }
  const failed = async (why: CallError): Promise<void> => {
    error = why
    online = await isOnline()
    display()
  }
  const loop = refreshLoop(ask, () => source.waitMs(answer))

  return {
    start() {
      seen = true
      const store = storeOf(keptPerson())
      answer ??= store === null ? null : source.kept(store)
      if (answer === null && error === null) show({ kind: 'loading', slow: false })
      else display()
      stopListening = onNetwork((connected) => {
        online = connected
        if (connected) void loop.now()
        else display()
      })
      slowTimer = setTimeout(() => {
        if (answer === null && error === null) show({ kind: 'loading', slow: true })
      }, slowAfterMs)
      loop.start()
    },
    stop() {
      seen = false
      if (slowTimer !== undefined) clearTimeout(slowTimer)
      stopListening()
      loop.stop()
    },
    refresh: () => loop.now(),
    show: display,
    answer: () => answer,
    change(change) {
      if (answer !== null) answer = change(answer)
      display()
    },
  }
}

/** The person's store; 'stranger' for somebody who has none; an error if the cloud did not say. */
async function knownStore(): Promise<string | 'stranger' | CallError> {
  const kept = storeOf(keptPerson())
  if (kept !== null) return kept
  const reply = await askWhoami()
  if (reply.ok) return storeOf(reply.value) ?? 'stranger'
  return reply.error.code === 'forbidden' || reply.error.code === 'unauthenticated' ? 'stranger' : reply.error
}

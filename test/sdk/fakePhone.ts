import type { BatchV1 } from '../../contract/batch'
import { withCrumbs } from '../../contract/crumbs'
import { batchSchema } from '../../contract/schemas/batch'
import type { Host } from '../../miniprogram/sdk/host'
import type { Call, PhoneApi } from '../../miniprogram/sdk/phoneApi'
import { thingsIn } from '../../miniprogram/sdk/queue/outbox'

const appEvents = [
  'onError',
  'onUnhandledRejection',
  'onAppShow',
  'onAppHide',
  'onLazyLoadError',
  'onAppRoute',
  'onAppRouteDone',
  'onMemoryWarning',
  'onNetworkStatusChange',
  'onNetworkWeakChange',
] as const
export type AppEvent = (typeof appEvents)[number]

/** What `collect` does with one report. */
export type CollectAnswer =
  | 'accept'
  | 'unavailable'
  | 'malformed'
  | 'tooLarge'
  | 'silence'
  | 'offline'
  | 'loseAnswer'
  | 'late'

/** A phone on virtual time with a cloud that counts each batch once, as the real one does. */
export interface FakePhone {
  host: Host
  api: PhoneApi
  /** moves time and runs what is due */
  advance(ms: number): void
  /** time goes by in which nothing runs; what became due runs late */
  stall(ms: number): void
  /** the app is killed: timers die, the disk stays */
  kill(): void
  fire(event: AppEvent, value?: unknown): void
  /** reports that reached the cloud, resends too */
  sent: BatchV1[]
  /** by session and seq, what the cloud has counted */
  counted: Map<string, BatchV1>
  /** how the cloud answers the next reports */
  answer: CollectAnswer
  steering: Record<string, number>
  disk: Map<string, unknown>
  storageFails: boolean
  /** is called when something was kept on the disk */
  saved: () => void
  /** things in batches that were refused for good since then */
  refused: number
  /** when the next timer is due, if there is one */
  nextDue(): number | undefined
  /** answers of a real cloud that are under way */
  underWay: Set<Promise<void>>
}

/** A real cloud's `collect`. */
export type Collect = (batch: unknown) => Promise<unknown>

interface Timer {
  at: number
  id: number
  run: () => void
}

const start = Date.UTC(2026, 10, 18, 4)

/** @param collect a real cloud in the place of the one that is made up here */
export function fakePhone(
  extra: Partial<PhoneApi> = {},
  random: () => number = Math.random,
  collect?: Collect,
): FakePhone {
  let now = start
  let timers: Timer[] = []
  let nextId = 1
  const page = { route: 'pages/menu/menu' }
  let listeners = new Map<string, ((value: unknown) => void)[]>()
  const on = (event: AppEvent) => (listener: (value: never) => void) => {
    listeners.set(event, [...(listeners.get(event) ?? []), listener as (value: unknown) => void])
  }
  const setTimer = (run: () => void, ms: number) => {
    timers.push({ at: now + Math.max(0, ms), id: nextId, run })
    return nextId++
  }

  const callFunction: Call = ({ name, data, success, fail }) => {
    if (name !== 'collect') return setTimer(() => success?.({ result: { ok: true } }), 50)
    const answer = phone.answer
    if (answer === 'silence') return
    if (answer === 'offline') return setTimer(() => fail({ errMsg: 'cloud.callFunction:fail network' }), 50)
    const key = `${data.batch.session}-${data.batch.seq}`
    if (collect) {
      if (answer === 'malformed' && !phone.counted.has(key)) phone.refused += thingsIn(data.batch)
      const asked = collect(refusedLike(answer, data.batch, phone.counted.has(key))).then(
        (result) => {
          const { ok } = result as { ok: boolean }
          if (ok && !phone.counted.has(key)) phone.counted.set(key, data.batch)
          if (answer !== 'loseAnswer') setTimer(() => success({ result }), 50)
        },
        (fault) => void setTimer(() => fail(fault), 50),
      )
      phone.underWay.add(asked)
      return void asked.then(() => phone.underWay.delete(asked))
    }
    const batch = withCrumbs(batchSchema.parse(JSON.parse(JSON.stringify(data.batch))))
    phone.sent.push(batch)
    const result = (value: unknown) => setTimer(() => success({ result: value }), answer === 'late' ? 5_000 : 50)
    if (answer === 'unavailable') return result({ ok: false, error: { code: 'unavailable', message: '' } })
    // the same batch is of the documented form each time or never: one that was taken is not refused when it comes again
    if (!phone.counted.has(key)) {
      if (answer === 'malformed' || answer === 'tooLarge') phone.refused += thingsIn(batch)
      if (answer === 'malformed') return result({ ok: false, error: { code: 'bad_request', message: '' } })
      if (answer === 'tooLarge') return result({ ok: false, error: { code: 'too_large', message: '' } })
    }
    if (!phone.counted.has(key)) phone.counted.set(key, batch)
    if (answer !== 'loseAnswer')
      result({ ok: true, value: { accepted: 1, dropped: {}, steering: { now, ...phone.steering } } })
  }

  const api: PhoneApi = {
    cloud: { callFunction },
    request: ({ success }) => {
      setTimer(() => success?.({ statusCode: 200 }), 120)
      return { abort() {} }
    },
    requestPayment: ({ success }) => void setTimer(() => success?.({ errMsg: 'requestPayment:ok' }), 900),
    getStorage: ({ key, success, fail }) =>
      phone.disk.has(key) ? success({ data: phone.disk.get(key) }) : fail({ errMsg: 'getStorage:fail not found' }),
    setStorage: ({ key, data, success, fail }) => {
      if (phone.storageFails) return fail?.({ errMsg: 'setStorage:fail exceed storage max size' })
      phone.disk.set(key, data)
      phone.refused = 0
      phone.saved()
      success?.({ errMsg: 'setStorage:ok' })
    },
    ...Object.fromEntries(appEvents.map((event) => [event, on(event)])),
    getDeviceInfo: () => ({ platform: 'ios' }),
    getAccountInfoSync: () => ({ miniProgram: { version: '1.2.3', envVersion: 'release' } }),
    getEnterOptionsSync: () => ({ scene: 1047 }),
    ...extra,
  }

  const phone: FakePhone = {
    host: {
      api,
      now: () => now,
      elapsed: () => now - start,
      random,
      setTimeout: setTimer,
      clearTimeout: (id) => {
        timers = timers.filter((timer) => timer.id !== id)
      },
      visiblePage: () => page,
    },
    api,
    advance(ms) {
      const end = now + ms
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0]
        if (!due) break
        timers = timers.filter((timer) => timer !== due)
        now = Math.max(now, due.at)
        due.run()
      }
      now = end
    },
    stall(ms) {
      now += ms
      phone.advance(0)
    },
    kill() {
      timers = []
      listeners = new Map()
      api.cloud = { callFunction }
    },
    fire: (event, value) => {
      for (const listener of listeners.get(event) ?? []) listener(value)
    },
    sent: [],
    counted: new Map(),
    answer: 'accept',
    steering: { intervalMs: 60_000, sample: 1, pauseUntil: 0 },
    disk: new Map(),
    storageFails: false,
    saved: () => {},
    refused: 0,
    nextDue: () => (timers.length > 0 ? Math.min(...timers.map(({ at }) => at)) : undefined),
    underWay: new Set(),
  }
  return phone
}

/** What a cloud refuses, or cannot take in: damaged on the way. */
const refusedLike = (answer: CollectAnswer, batch: object, wasTaken: boolean): unknown => {
  if (answer === 'malformed' && !wasTaken) return { ...batch, dict: 'damaged' }
  return answer === 'unavailable' ? { ...batch, store: 'elsewhere' } : batch
}

/** Events of a metric and outcome in all that was counted. */
export function eventsOf(phone: FakePhone, metric: number, label?: string): number {
  let events = 0
  for (const { counts, dict } of phone.counted.values()) {
    for (const [m, l, , , n] of counts) if (m === metric && (label === undefined || dict[l] === label)) events += n
  }
  return events
}

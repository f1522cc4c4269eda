import type { Breadcrumb } from '../../contract/batch'
import { LIMITS } from '../../contract/limits'
import { FAILURES, outcomeCode } from '../../contract/outcomes'
import { setAlarm } from './alarm'
import { attempt } from './attempt'
import { METRIC_IDS } from './catalogue'
import type { CollectorContext, Health, Recorder } from './collectors/collector'
import { startCollectors } from './collectors/index'
import { readApp, readDevice } from './device'
import { type Diagnosis, diagnosis } from './diagnosis'
import type { Host } from './host'
import { readOptions } from './options'
import { openDisk } from './queue/disk'
import { openQueue } from './queue/queue'
import { beginSession, newVisitMs } from './session'
import { fingerprint } from './text/fingerprint'
import { pagePath } from './text/routeTemplate'
import { scrub } from './text/scrub'
import { takeHelm } from './transport/steering'
import { openTransport } from './transport/transport'
import { sdkVersion } from './version'

/** Launch first, then our disk. */
const diskAfterMs = 3_000
const saveAfterMs = 2_000
const describedErrors = 50

/** All parts together, on one phone, until the app is killed. */
export interface Monitor extends CollectorContext {
  setConsent(granted: unknown): void
  flush(): void
  diagnose(): Diagnosis
}

/** Starts to watch. Nothing is read from or written to the disk while the app launches. */
export function startMonitor(given: unknown, host: Host): Monitor {
  const options = readOptions(given)
  const app = readApp(host, options.release, sdkVersion)
  const device = readDevice(host)
  const helm = takeHelm()
  let session = beginSession(host)
  let consent: boolean | undefined = options.askConsent ? undefined : true
  const crumbs: Breadcrumb[] = []

  /** A phone whose clock stands before 2017 still sends a valid batch; the cloud corrects by sentAt. */
  const now = () => Math.min(Math.max(Math.floor(host.now()), 1_500_000_000_000), 9_999_999_999_999)
  const share = () => Math.max(helm.sample(), 0.001)
  const queue = openQueue(
    () => ({ session: session.id, store: options.store, app, device: { ...device } }),
    () => 1 / share(),
  )
  const disk = openDisk(host.api)
  const cloud = attempt(() => host.api.cloud)
  const callFunction = attempt(() => cloud?.callFunction)
  const transport = openTransport({
    host,
    queue,
    helm,
    callFunction: typeof callFunction === 'function' ? callFunction.bind(cloud) : undefined,
    name: options.collect || 'collect',
    now,
    changed: () => {
      keepSoon(saveAfterMs)
      if (queue.outbox.parcels().length === 0) return
      if (waitMs() > 0) flushSoon(waitMs())
      else transport.send()
    },
  })

  let loaded = false
  const keep = () => {
    if (consent !== true) return
    if (loaded) return disk.save(queue.keep(now()))
    disk.load((kept, corrupt) => {
      if (loaded) return
      loaded = true
      queue.drop('disk_corrupt', corrupt)
      for (const [attempts, batch] of kept) queue.outbox.add(batch, attempts)
      if (kept.length > 0) flushSoon(LIMITS.errorFlushMs)
      disk.save(queue.keep(now()))
    })
  }
  const keepSoon = setAlarm(host, keep)

  const waitMs = () => Math.max(transport.backOffMs(), helm.pausedMs(now()))
  /** While the cloud does not answer, the batch in progress goes on growing: fewer, fuller batches. */
  const flush = (insist = false) => {
    if (consent !== true) return
    if (insist || waitMs() === 0) queue.close(now())
    transport.send(insist)
    if (!queue.isEmpty() && waitMs() > 0) flushSoon(waitMs())
  }
  const flushSoon = setAlarm(host, flush)

  const write: typeof queue.write = (nowMs, entry) => {
    const refused = consent === false ? 'no_consent' : queue.write(nowMs, entry)
    if (refused) queue.drop(refused, 1)
    return refused
  }

  const recorder: Recorder = {
    record(metric, label, outcome, value) {
      const at = now()
      const id = METRIC_IDS[metric]
      const code = outcomeCode(outcome)
      write(at, (journal) => journal.count(id, label, code, at))
      if (value !== undefined && value >= 0 && session.roll < helm.sample()) {
        const whole = Math.min(Math.round(value), 1e9)
        if (helm.pausedMs(at) > 0) queue.drop('paused', 1)
        else write(at, (journal) => journal.point(id, label, code, at, whole))
      }
      flushSoon(metric === 'pay' && FAILURES.includes(outcome) ? LIMITS.errorFlushMs : helm.intervalMs())
      keepSoon(loaded ? saveAfterMs : diskAfterMs)
    },
    report(kind, rawMessage, rawStack) {
      const message = scrub(rawMessage, LIMITS.messageLength)
      const stack = scrub(rawStack, LIMITS.stackLength)
      const print = fingerprint(message, stack)
      recorder.record('error', print, 'client')
      if (!session.described.has(print)) {
        session.described.add(print)
        const fault = { kind, message, stack, page: pagePath(host.pages().slice(-1)[0]?.route), at: now() }
        if (session.described.size > describedErrors) queue.drop('session_budget', 1)
        else write(fault.at, (journal) => journal.fault(print, { ...fault, crumbs: [...crumbs] }))
      }
      recorder.crumb('note', `error ${print}`)
      flushSoon(LIMITS.errorFlushMs)
    },
    crumb(kind, text) {
      crumbs.push({ at: now(), kind, text: text.slice(0, LIMITS.labelLength) })
      if (crumbs.length > LIMITS.breadcrumbs) crumbs.shift()
    },
    shown(hiddenMs) {
      if (hiddenMs >= newVisitMs) {
        queue.close(now())
        session = beginSession(host)
        recorder.record('session', 'return', 'ok')
      }
      flushSoon(helm.intervalMs())
    },
    hidden() {
      flush(true)
      keep()
    },
  }

  const context: CollectorContext = { host, options, ...recorder }
  const instruments: Record<string, Health> = startCollectors(context)

  return {
    ...context,
    setConsent(granted) {
      consent = granted === true
      if (consent) flushSoon(LIMITS.errorFlushMs)
      else {
        queue.dropAll('no_consent')
        disk.save([])
      }
    },
    flush: () => flush(true),
    diagnose: () =>
      diagnosis({ app, device, options, session: session.id, instruments, disk, queue, transport, helm, now: now() }),
  }
}

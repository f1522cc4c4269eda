import { orderRef } from '../../contract/orderRef'
import { setAlarm } from './alarm'
import { attempt } from './attempt'
import {
  BREADCRUMBS,
  CLIENT,
  DISK_CORRUPT,
  ERROR,
  ERROR_FLUSH_MS,
  LABEL_LENGTH,
  MESSAGE_LENGTH,
  NETWORK,
  NO_CONSENT,
  NOTE_CRUMB,
  OK,
  PAUSED,
  PAY,
  SESSION,
  SESSION_BUDGET,
  STACK_LENGTH,
} from './catalogue'
import type { Collector, CollectorContext, Health, Recorder } from './collectors/collector'
import { startCollectors } from './collectors/start'
import { type App, readApp, readDevice } from './device'
import type { Host } from './host'
import { readOptions } from './options'
import type { Call } from './phoneApi'
import { type Disk, openDisk } from './queue/disk'
import type { Crumb, Journal } from './queue/journal'
import { openQueue, type Queue } from './queue/queue'
import { beginSession, newVisitMs } from './session'
import { fingerprint } from './text/fingerprint'
import { type OwnTemplate, pagePath, routeNamer } from './text/route'
import { scrub } from './text/scrub'
import { type Helm, takeHelm } from './transport/steering'
import { type LastResort, openTransport, type Transport } from './transport/transport'
import { sdkVersion } from './version'

/** Launch first, then our disk. */
const diskAfterMs = 3_000
/** What is healthy may wait until somebody hides the app; each copy takes the whole queue. */
const saveAfterMs = 30_000
const saveErrorAfterMs = 2_000
const describedErrors = 50

/** All parts together, on one phone, until the app is killed. */
export interface Monitor extends CollectorContext {
  setConsent(granted: unknown): void
  flush(): void
  /** for diagnosis.ts */
  parts: {
    app: App
    instruments: Record<string, Health>
    disk: Disk
    queue: Queue
    transport: Transport
    helm: Helm
    session(): string
    now(): number
  }
}

/** What an SDK is made of besides its queue and its transport: the core leaves most of it out. */
export interface Equipment {
  collectors: readonly Collector[]
  lastResort: LastResort
  /** the integrator's own route templates */
  templates: (given: unknown) => OwnTemplate
}

/** Starts to watch. Nothing is read from or written to the disk while the app launches. */
export function startMonitor(given: unknown, host: Host, { collectors, lastResort, templates }: Equipment): Monitor {
  const options = readOptions(given)
  const app = readApp(host, options.release, sdkVersion)
  const device = readDevice(host)
  const helm = takeHelm()
  let session = beginSession(host)
  let consent: boolean | undefined = options.askConsent ? undefined : true
  const crumbs: Crumb[] = []

  /** A phone whose clock stands before 2017 still sends a valid batch; the cloud corrects by sentAt. */
  const now = () => Math.min(Math.max(Math.floor(host.now()), 15e11), 9_999_999_999_999)
  const page = () => pagePath(Object(host.pages().slice(-1)[0]).route)
  const queue = openQueue(
    () => ({ session: session.id, store: options.store, app, device: { ...device } }),
    () => 1 / Math.max(helm.sample, 0.001),
  )
  const disk = openDisk(host.api)
  const cloud = attempt(() => host.api.cloud)
  const callFunction = attempt(() => (cloud as { callFunction: Call }).callFunction.bind(cloud))
  const transport = openTransport({
    host,
    queue,
    helm,
    callFunction,
    name: options.collect || 'collect',
    now,
    lastResort,
    changed: () => {
      keepSoon(saveErrorAfterMs)
      if (queue.outbox.parcels.length === 0) return
      if (waitMs() > 0) flushSoon(waitMs())
      else transport.send()
    },
  })

  let orderName = ''
  let told: Crumb | undefined

  let loaded = false
  const keep = () => {
    if (!consent) return
    if (loaded) return disk.save(queue.keep(now()))
    disk.load((kept, corrupt) => {
      if (loaded) return
      loaded = true
      queue.drops.add(DISK_CORRUPT, corrupt)
      for (const [attempts, batch] of kept) queue.outbox.add(batch, attempts)
      if (kept.length > 0) flushSoon(ERROR_FLUSH_MS)
      keep()
    })
  }
  const keepSoon = setAlarm(host, keep)

  const waitMs = () => Math.max(transport.backOffMs(), helm.pausedMs(now()))
  /** While the cloud does not answer, the batch in progress goes on growing: fewer, fuller batches. */
  const flush = (insist = false) => {
    if (!consent) return
    if (insist || waitMs() === 0) queue.close(now())
    transport.send(insist)
    if (!queue.isEmpty() && waitMs() > 0) flushSoon(waitMs())
  }
  const flushSoon = setAlarm(host, flush)

  const write = (nowMs: number, entry: (journal: Journal) => boolean) =>
    consent === false ? queue.drops.add(NO_CONSENT, 1) : queue.write(nowMs, entry)

  const recorder: Recorder = {
    record(metric, label, outcome, value) {
      const at = now()
      write(at, (journal) => journal.count(metric, label, outcome, at))
      if (value !== undefined && value >= 0 && session.roll < helm.sample) {
        if (helm.pausedMs(at) > 0) queue.drops.add(PAUSED, 1)
        else write(at, (journal) => journal.point(metric, label, outcome, at, Math.min(Math.round(value), 1e9)))
      }
      const failed = outcome > OK && outcome <= NETWORK
      flushSoon(metric === PAY && failed ? ERROR_FLUSH_MS : helm.intervalMs)
      keepSoon(loaded ? saveAfterMs : diskAfterMs)
    },
    nameOrder(order) {
      orderName = order ? orderRef(options.store, String(order)) : ''
    },
    sight(sight) {
      if (!orderName) return
      const at = now()
      const news = crumbs.slice(told ? crumbs.indexOf(told) + 1 : 0)
      told = crumbs[crumbs.length - 1]
      write(at, (journal) => journal.sight(orderName, sight, at, news))
    },
    report(kind, rawMessage, rawStack) {
      const message = scrub(rawMessage, MESSAGE_LENGTH)
      const stack = scrub(rawStack, STACK_LENGTH)
      const print = fingerprint(message, stack)
      recorder.record(ERROR, print, CLIENT)
      if (!session.described.has(print)) {
        session.described.add(print)
        const fault = { kind, message, stack, page: page(), at: now() }
        if (session.described.size > describedErrors) queue.drops.add(SESSION_BUDGET, 1)
        else write(fault.at, (journal) => journal.fault(print, fault, crumbs))
      }
      recorder.crumb(NOTE_CRUMB, print)
      if (loaded) keepSoon(saveErrorAfterMs)
      flushSoon(ERROR_FLUSH_MS)
    },
    crumb(kind, label, outcome) {
      crumbs.push([now(), kind, label.slice(0, LABEL_LENGTH), outcome])
      if (crumbs.length > BREADCRUMBS) crumbs.shift()
    },
    ended(metric, kind, label, outcome, durationMs) {
      recorder.crumb(kind, label, outcome)
      recorder.record(metric, label, outcome, durationMs)
    },
    shown(hiddenMs) {
      if (hiddenMs >= newVisitMs) {
        queue.close(now())
        session = beginSession(host)
        recorder.record(SESSION, 'return', OK)
      }
      flushSoon(helm.intervalMs)
    },
    hidden() {
      flush(true)
      keep()
    },
  }

  const context: CollectorContext = {
    host,
    options,
    device,
    page,
    route: routeNamer(templates(options.routes)),
    ...recorder,
  }
  const instruments = startCollectors(collectors, context)

  return {
    ...context,
    setConsent(granted) {
      consent = granted === true
      if (consent) return flushSoon(ERROR_FLUSH_MS)
      queue.close(0)
      for (const parcel of [...queue.outbox.parcels]) queue.outbox.lose(parcel, NO_CONSENT)
      disk.save([])
    },
    flush: () => flush(true),
    parts: { app, instruments, disk, queue, transport, helm, session: () => session.id, now },
  }
}

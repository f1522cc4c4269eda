import { setAlarm } from './alarm'
import { attempt } from './attempt'
import {
  BREADCRUMBS,
  CLIENT,
  DISK_CORRUPT,
  ERROR,
  ERROR_FLUSH_MS,
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
import { type CollectorContext, type Collectors, listen } from './collectors/collector'
import { startCollectors } from './collectors/start'
import { readApp, readDevice } from './device'
import type { Host } from './host'
import { readOptions } from './options'
import type { Call } from './phoneApi'
import { type Disk, openDisk } from './queue/disk'
import type { Crumb } from './queue/journal'
import { type Header, openQueue, type Queue } from './queue/queue'
import { beginSession, newVisitMs } from './session'
import { fingerprint } from './text/fingerprint'
import { type OwnTemplate, pagePath, routeNamer } from './text/route'
import { scrub } from './text/scrub'
import { wordsOf } from './text/wordsOf'
import { type LastResort, openTransport, type Transport } from './transport/transport'
import { sdkVersion } from './version'

/** Launch first, then our disk. */
const diskAfterMs = 1_000
/** Each copy takes the whole queue, so a rest after it. What came since is lost when the app is killed, but counted. */
const saveRestMs = 20_000
/** Between two tallies: what an app sees in this time before it is killed is not even counted. */
const tallyRestMs = 200
const describedErrors = 50
/** What claims to have taken longer is counted without its duration. */
const longestMs = 1e9

/** All parts together, on one phone, until the app is killed. */
export interface Monitor extends CollectorContext {
  decide(granted: unknown): void
  sendNow(insist: boolean): void
  /** for diagnosis.ts */
  storage: Disk
  queue: Queue
  transport: Transport
  header(): Header
}

/** What an SDK is made of besides its queue and its transport: the core leaves most of it out. */
export interface Equipment {
  collectors: Collectors
  lastResort?: LastResort
  /** the integrator's own route templates */
  templates: (given: unknown) => OwnTemplate
}

/** Starts to watch. Nothing is read from or written to the disk while the app launches. */
export function startMonitor(given: unknown, host: Host, equipment: Equipment): Monitor {
  const options = readOptions(given)
  const app = readApp(host, options.release, sdkVersion)
  const device = readDevice(host)
  let session = beginSession(host)
  let consent: boolean | undefined = options.askConsent ? undefined : true
  const crumbs: Crumb[] = []

  const { api, now } = host
  const page = () => pagePath(Object(host.visiblePage()).route)
  const header = () => ({
    session: session.id,
    store: options.store,
    app,
    device: { ...device },
    area: options.area,
    weight: 1 / transport.sample,
  })
  const queue = openQueue(header)
  const disk = openDisk(api)
  const cloud = attempt(() => api.cloud)
  /** as it was before we wrap it: reports do not report themselves */
  const callFunction = attempt(() => (cloud as { callFunction: Call }).callFunction)
  const transport = openTransport(
    host,
    queue.outbox,
    (data, land) =>
      (callFunction as Call).call(cloud, { name: options.collect || 'collect', data, success: land, fail: land }),
    () => {
      copiedAt = 0
      touched()
      if (queue.outbox.parcels[0]) flushSoon(waitMs())
    },
    equipment.lastResort,
  )

  let loaded = false
  let hiddenAt = 0
  let copiedAt = 0
  let keptAt = now() + diskAfterMs - tallyRestMs
  const keep = () => {
    if (!consent) return
    keptAt = now()
    const { grown } = queue
    const restMs = copiedAt + saveRestMs - keptAt
    if (loaded) {
      // what comes after somebody left may be the last
      if (grown >= 0 && restMs > 0 && !hiddenAt) {
        keepSoon(restMs)
        disk.grew(grown)
      } else {
        copiedAt = keptAt
        queue.grown = 0
        disk.save(queue.keep(keptAt))
      }
      return
    }
    disk.load(queue.lost, (kept, corrupt) => {
      if (loaded) return
      loaded = true
      queue.drops.add(DISK_CORRUPT, corrupt)
      for (const [attempts, batch] of kept) queue.outbox.add(batch, attempts)
      if (kept[0]) flushSoon(ERROR_FLUSH_MS)
      keep()
    })
  }
  const keepSoon = setAlarm(host, keep)
  /** something has to be on the disk: the first thing at once, so that one alone is never lost */
  const touched = () => {
    const restMs = keptAt + tallyRestMs - now()
    if (restMs > 0) keepSoon(restMs)
    else keep()
  }

  const waitMs = (insist?: boolean) => Math.max(insist ? 0 : transport.retryAt, transport.pauseUntil) - now()
  /** While the cloud does not answer, the batch in progress goes on growing: fewer, fuller batches. */
  const flush = (insist?: boolean) => {
    if (!consent) return
    if (waitMs(insist) <= 0) {
      queue.close(now())
      transport.send()
    }
    // in the form in which it was sent, and that it was, before there is an answer
    copiedAt = 0
    keep()
    if (waitMs() > 0) flushSoon(waitMs())
  }
  const flushSoon = setAlarm(host, flush)

  const write: CollectorContext['write'] = (entry) =>
    consent === false ? queue.drop(NO_CONSENT) : queue.write(now(), entry)

  const monitor: Monitor = {
    host,
    api,
    options,
    phoneKind: device,
    latestCrumbs: crumbs,
    storage: disk,
    queue,
    transport,
    header,
    write,
    sendNow: flush,
    pageName: page,
    routeName: routeNamer(equipment.templates(options.routes)),
    hear: (hook, heard) => listen(api, hook, heard),
    record(metric, label, outcome, value) {
      write((journal, at) => journal.count(metric, label, outcome, at))
      if (value !== undefined && value >= 0 && value <= longestMs && session.roll < transport.sample) {
        if (transport.pauseUntil > now()) queue.drop(PAUSED)
        else write((journal, at) => journal.point(metric, label, outcome, at, Math.round(value)))
      }
      flushSoon(metric === PAY && outcome > OK && outcome <= NETWORK ? ERROR_FLUSH_MS : transport.intervalMs)
      touched()
    },
    report(kind, thrown) {
      const [said, frames] = wordsOf(thrown)
      const message = scrub(said, MESSAGE_LENGTH)
      const stack = scrub(frames, STACK_LENGTH)
      const print = fingerprint(message, stack)
      const { described } = session
      if (!described.includes(print)) {
        const fault = { kind, message, stack, page: page(), at: now() }
        if (described.push(print) > describedErrors) queue.drop(SESSION_BUDGET)
        else write((journal) => journal.describe(print, fault, crumbs))
      }
      monitor.crumb(NOTE_CRUMB, print)
      copiedAt = 0
      monitor.record(ERROR, print, CLIENT)
      flushSoon(ERROR_FLUSH_MS)
    },
    crumb(kind, label, outcome) {
      crumbs.push([now(), kind, label, outcome])
      if (crumbs[BREADCRUMBS]) crumbs.shift()
    },
    ended(metric, kind, label, outcome, durationMs) {
      monitor.crumb(kind, label, outcome)
      monitor.record(metric, label, outcome, durationMs)
    },
    decide(granted) {
      consent = granted === true
      if (consent) return flushSoon(ERROR_FLUSH_MS)
      queue.close(0)
      for (const parcel of queue.outbox.parcels.slice()) queue.outbox.lose(parcel, NO_CONSENT)
      disk.save([])
    },
    healths: {},
    seers: [],
  }

  monitor.hear('onAppHide', () => {
    hiddenAt = now()
    flush(true)
  })
  monitor.hear('onAppShow', () => {
    const isNew = hiddenAt && now() - hiddenAt >= newVisitMs
    hiddenAt = 0
    if (isNew) {
      queue.close(now())
      session = beginSession(host)
      monitor.record(SESSION, 'return', OK)
    }
    flushSoon(transport.intervalMs)
  })
  startCollectors(equipment.collectors, monitor)
  return monitor
}

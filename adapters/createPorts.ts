import { CHANNELS } from '../core/channels/channelSettings'
import type { Ports } from '../core/ports'
import type { DeadManSwitch, HandOver, Notifiers, ShopActions } from '../core/ports/outside'
import { cachedDirectory } from './cachedDirectory'
import { db as cloudDatabase, type Database } from './cloud'
import { cloudMeter } from './cloudMeter/cloudMeter'
import { defaultRules } from './defaultRules'
import { GatheredReads } from './gatheredReads'
import { notedCredits, notedIncidents } from './notedChanges'
import {
  accessLogRepository,
  alertStateRepository,
  baselineRepository,
  creditRepository,
  incidentRepository,
} from './repositories/alerting'
import { batchRepository } from './repositories/batches'
import { directoryRepository } from './repositories/directory'
import { expiryRepository } from './repositories/expiry'
import { heartbeatRepository } from './repositories/heartbeats'
import { issueRepository } from './repositories/issues'
import { minuteRepository } from './repositories/minutes'
import { orderRepository } from './repositories/orders'
import { pageReader } from './repositories/pages'
import { personRepository } from './repositories/people'
import { postedOrderRepository } from './repositories/postedOrders'
import { rollupRepository } from './repositories/rollups'
import { sourceMapRepository } from './repositories/sourceMaps'
import { channelRepository, noticeRepository, silenceRepository } from './repositories/telling'

/** What reaches out of the database. Functions that never do leave it out. */
export interface Reach {
  notifiers?: Notifiers
  actions?: ShopActions
  handOver?: HandOver
  deadMan?: DeadManSwitch
}

/** The ports of core on WeChat Cloud. */
export const createPorts = (reach: Reach = {}): Ports => portsOn(cloudDatabase, new GatheredReads(cloudDatabase), reach)

/** For pages: whatever is asked in the same turn is one call of the database. */
export const createGatheringPorts = (): Ports => {
  const reads = new GatheredReads(cloudDatabase)
  return portsOn(reads.database(), reads, {})
}

function portsOn(
  db: Database,
  reads: GatheredReads,
  { notifiers = silent, actions = idle, handOver = alone, deadMan = alive }: Reach,
): Ports {
  const heartbeats = heartbeatRepository(db)
  return {
    batches: batchRepository(db, reads),
    minutes: minuteRepository(db),
    rollups: rollupRepository(db),
    orders: orderRepository(db),
    postedOrders: postedOrderRepository(db),
    alertStates: alertStateRepository(db),
    baselines: baselineRepository(db),
    incidents: notedIncidents(incidentRepository(db), heartbeats),
    credits: notedCredits(creditRepository(db), heartbeats),
    directory: directoryRepository(db),
    issues: issueRepository(db),
    heartbeats,
    silences: silenceRepository(db),
    notices: noticeRepository(db),
    channels: channelRepository(db),
    notifiers,
    actions,
    handOver,
    deadMan,
    rules: defaultRules,
    accessLog: accessLogRepository(db),
    people: personRepository(db),
    expiry: expiryRepository(db),
    pages: pageReader(db, reads),
    meter: cloudMeter,
    sourceMaps: sourceMapRepository(db),
  }
}

/** With settings, stores and staff at most a minute old: one for the life of an instance, or of one run. */
export const cached = (ports: Ports): Ports => ({ ...ports, directory: cachedDirectory(ports.directory, Date.now) })

const never = (): never => {
  throw new Error('this function reaches nobody outside')
}

/** DESIGN §5: messages go out only from a function that a timer started, so most functions cannot send at all. */
const silent = Object.fromEntries(CHANNELS.map((channel) => [channel, { send: never }])) as unknown as Notifiers
const idle: ShopActions = { run: never }
const alone: HandOver = { call: never }
const alive: DeadManSwitch = { ping: never }

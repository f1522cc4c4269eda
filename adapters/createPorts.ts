import type { MessageSender, Ports } from '../core/ports'
import { cachedDirectory } from './cachedDirectory'
import { db } from './cloud'
import { defaultRules } from './defaultRules'
import {
  accessLogRepository,
  alertStateRepository,
  creditRepository,
  incidentRepository,
} from './repositories/alerting'
import { batchRepository } from './repositories/batches'
import { directoryRepository } from './repositories/directory'
import { heartbeatRepository } from './repositories/heartbeats'
import { issueRepository } from './repositories/issues'
import { minuteRepository } from './repositories/minutes'
import { orderRepository } from './repositories/orders'
import { rollupRepository } from './repositories/rollups'

/**
 * The ports of core on WeChat Cloud.
 * @param messages who sends; functions that never send leave it out
 */
export const createPorts = (messages: MessageSender = silent): Ports => ({
  batches: batchRepository(db),
  minutes: minuteRepository(db),
  rollups: rollupRepository(db),
  orders: orderRepository(db),
  alertStates: alertStateRepository(db),
  incidents: incidentRepository(db),
  credits: creditRepository(db),
  directory: directoryRepository(db),
  issues: issueRepository(db),
  heartbeats: heartbeatRepository(db),
  messages,
  rules: defaultRules,
  accessLog: accessLogRepository(db),
})

/** With settings, stores and staff at most a minute old: one for the life of an instance, or of one run. */
export const createCachedPorts = (messages: MessageSender = silent): Ports => {
  const ports = createPorts(messages)
  return { ...ports, directory: cachedDirectory(ports.directory, Date.now) }
}

/** DESIGN §5: messages go out only from a function that a timer started, so most functions cannot send at all. */
const silent: MessageSender = {
  send: () => {
    throw new Error('this function sends no messages')
  },
}

import { join } from 'node:path'
import type { Clock } from './clock/clock'
import { keepTime } from './clock/clockFile'
import { ClockStream } from './clock/clockStream'
import { Access } from './control/access'
import type { CloudParts } from './control/cloudParts'
import type { Database } from './database/database'
import { FaultSwitchboard } from './faults/faultSwitchboard'
import { watchCatalog } from './functions/catalogWatch'
import type { CloudIdentity } from './functions/environment'
import type { FunctionSpec } from './functions/functionCatalog'
import { FunctionHomes } from './functions/functionHome'
import { Invoker } from './functions/invoker'
import { LogBook } from './functions/logBook'
import { InstancePool } from './functions/pool'
import { Meter } from './meter/meter'
import { TimerService } from './timers/timerService'
import type { MessageTemplate } from './wechat/templates'
import { WeChat } from './wechat/weChat'
import type { HttpServer } from './wire/httpServer'
import { FileStorage } from './wire/storage'

/** What has been opened before the parts can be put together. */
export interface Foundation {
  folder: string
  clock: Clock
  database: Database
  server: HttpServer
  catalog: Map<string, FunctionSpec>
  /** Folders that the catalog was read from. */
  functionRoots: readonly string[]
  templates: ReadonlyMap<string, MessageTemplate>
  identity: CloudIdentity
  token: string
  instancesPerFunction: number
  longestLine: number
  trouble: (message: string) => void
}

/** Puts the parts of a cloud together; from here on timers fire. */
export function assembleCloud(foundation: Foundation): { parts: CloudParts; storage: FileStorage } {
  const { folder, clock, database, server, catalog, identity } = foundation
  const now = (): number => clock.now()
  const meter = new Meter(now)
  const faults = new FaultSwitchboard(now)
  const logs = new LogBook()
  const tell = (name: string, line: string): void => {
    logs.add({ at: now(), function: name, requestId: '', stream: 'platform', text: line })
    foundation.trouble(`function ${name}: ${line}`)
  }
  const pool = new InstancePool({
    clock,
    homes: new FunctionHomes(join(folder, 'functions'), tell),
    cloud: identity,
    instancesPerFunction: foundation.instancesPerFunction,
    longestLine: foundation.longestLine,
    onLog: (name, log) => logs.add({ at: now(), function: name, ...log }),
  })
  const onError = (spec: FunctionSpec, requestId: string, message: string): void => {
    logs.add({ at: now(), function: spec.name, requestId, stream: 'error', text: message })
    foundation.trouble(`function ${spec.name} failed (request ${requestId}): ${message}`)
  }
  const invoker = new Invoker({ catalog, pool, cloud: identity, now, faults, meter, onError })
  const weChat = new WeChat({
    ...{ clock, invoker, faults, templates: foundation.templates },
    folder: join(folder, 'wechat'),
    appid: identity.appid,
    secretKey: identity.secretKey,
  })
  const storage = new FileStorage({
    ...{ meter, now, envId: identity.envId, secretKey: identity.secretKey },
    folder: join(folder, 'files'),
  })
  const clockStream = new ClockStream(clock)
  const timers = new TimerService(clock, invoker, catalog)
  const stopWatching = watchCatalog({
    ...{ catalog, roots: foundation.functionRoots, onTrouble: foundation.trouble },
    onChange: () => timers.refresh(),
  })
  const stopKeepingTime = keepTime(join(folder, 'clock.json'), clock)

  const closing = once(async () => {
    timers.close()
    stopWatching()
    clockStream.close()
    stopKeepingTime()
    clock.close()
    await Promise.all([server.close(), pool.close()])
    database.close()
  })
  const reset = (): void => {
    database.reset()
    storage.reset()
    weChat.clear()
    faults.clear()
    meter.reset()
    logs.clear()
    invoker.activity.clear()
    timers.clear()
  }
  const access = new Access(foundation.token)
  return {
    storage,
    parts: {
      ...{ access, clock, clockStream, catalog, pool, invoker, timers, database, faults, meter, logs, weChat },
      origin: () => foundation.server.origin,
      ...{ reset, close: closing.run, closed: closing.done },
    },
  }
}

/** Runs the work at most once, whoever asks, and lets others wait for its end. */
function once(work: () => Promise<void>): { run: () => Promise<void>; done: Promise<void> } {
  let settle: (result: Promise<void>) => void = () => {}
  const done = new Promise<void>((resolve) => {
    settle = resolve
  })
  let running: Promise<void> | undefined
  return {
    done,
    run: () => {
      if (!running) {
        running = work()
        settle(running)
      }
      return running
    },
  }
}

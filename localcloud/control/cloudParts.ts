import type { Clock } from '../clock/clock'
import type { ClockStream } from '../clock/clockStream'
import type { Database } from '../database/database'
import type { FaultSwitchboard } from '../faults/faultSwitchboard'
import type { FunctionSpec } from '../functions/functionCatalog'
import type { Invoker } from '../functions/invoker'
import type { LogBook } from '../functions/logBook'
import type { InstancePool } from '../functions/pool'
import type { Meter } from '../meter/meter'
import type { TimerService } from '../timers/timerService'
import type { WeChat } from '../wechat/weChat'
import type { Access } from './access'

/** The parts of a running local cloud that its HTTP faces reach. */
export interface CloudParts {
  access: Access
  /** `http://127.0.0.1:PORT` */
  origin: () => string
  clock: Clock
  clockStream: ClockStream
  catalog: ReadonlyMap<string, FunctionSpec>
  pool: InstancePool
  invoker: Invoker
  timers: TimerService
  database: Database
  faults: FaultSwitchboard
  meter: Meter
  logs: LogBook
  weChat: WeChat
  /** Empties database, files, messages, ledgers, faults, meter and log; the clock stays. */
  reset(): void
  close(): Promise<void>
  /** Resolves when it has been closed, by whomever. */
  closed: Promise<void>
}

import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type CollectionSpec, collections } from '../database/collections'
import { type Clock, createClock } from './clock/clock'
import { keepTime, readLastTime } from './clock/clockFile'
import { ClockStream } from './clock/clockStream'
import { Access } from './control/access'
import type { CloudParts } from './control/cloudParts'
import { readSecrets } from './control/secrets'
import { serveCloud } from './control/serveCloud'
import { createDatabase, type Database } from './database/database'
import { FaultSwitchboard } from './faults/faultSwitchboard'
import type { CloudIdentity } from './functions/environment'
import { readFunctionCatalog } from './functions/functionCatalog'
import { type InvokeOutcome, phoneError } from './functions/invokeOutcome'
import { Invoker } from './functions/invoker'
import { LogBook } from './functions/logBook'
import { InstancePool } from './functions/pool'
import { phoneCaller } from './functions/source'
import { Meter } from './meter/meter'
import { TimerService } from './timers/timerService'
import type { ConsentResult } from './wechat/consentLedger'
import type { PaymentParameters } from './wechat/payment'
import { readTemplates } from './wechat/templates'
import { WeChat } from './wechat/weChat'
import { HttpServer } from './wire/httpServer'
import { FileStorage } from './wire/storage'

export interface LocalCloudOptions {
  /** Data folder: database, files, messages, token. Made when missing, continued when there. */
  folder: string
  /** 0 or nothing: any free port. */
  port?: number
  /** Of the control API; made and kept in the data folder when left out. */
  token?: string
  /** Folders that hold function folders. */
  functions: string[]
  /** Virtual start, epoch ms; never before the data folder's last time. The machine's time when left out. */
  now?: number
  frozen?: boolean
  speed?: number
  /** Folder of the built browser phone, served at `/`. */
  shell?: string
  /** Made at start when they do not exist. Ours when left out. */
  collections?: CollectionSpec[]
  /** JSON file of the account's message templates; ours when left out. */
  templates?: string
  /** Most processes of one function; the number of cores when left out. */
  instancesPerFunction?: number
  /** Hears of our own bugs and of functions that fail; silent when left out. */
  onTrouble?: (message: string) => void
}

export interface LocalCloud {
  readonly url: string
  readonly port: number
  readonly token: string
  /** The environment as a server-side SDK reaches it: `cloudbase.init({env, secretId, secretKey, serviceUrl})`. */
  readonly environment: { envId: string; secretId: string; secretKey: string; serviceUrl: string }
  readonly clock: Clock
  readonly database: Database
  /** Resolves when the cloud has been closed, by `close` or by `POST /_local/shutdown`. */
  readonly closed: Promise<void>
  /** A phone's session for that person. */
  login(openid: string): string
  /** `wx.cloud.callFunction` as that person. @throws `{errCode, errMsg, requestID}` */
  call(openid: string, name: string, event: unknown): Promise<{ result: unknown; requestID: string }>
  /** Runs a function as its timer does. @throws `{errCode, errMsg, requestID}` */
  runTimer(name: string): Promise<{ result: unknown; requestID: string }>
  /** `wx.requestPayment`; `silent` when the phone would hear nothing. */
  pay(openid: string, payment: object): Promise<{ errMsg: string; silent?: true }>
  /** A tap on the consent sheet. */
  subscribe(openid: string, templateId: string, result: ConsentResult): Promise<void>
  close(): Promise<void>
}

const ENV_ID = 'kandian-local'
const APPID = 'wx0000000000000000'
const SECRET_ID = 'kandian-local'

/**
 * Starts the laptop's cloud around one data folder.
 * @throws Error in plain words: port in use, function folder missing, bad config.json or cron, broken data folder
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const trouble = options.onTrouble ?? (() => {})
  const bug = (error: unknown): void => trouble(`local cloud: ${(error as Error)?.stack ?? error}`)
  const catalog = readFunctionCatalog(options.functions)
  const templates = readTemplates(options.templates ?? join(__dirname, '..', 'database', 'templates.local.json'))
  mkdirSync(options.folder, { recursive: true })
  const { token, secretKey } = readSecrets(options.folder, options.token)
  const clock = startClock(options, bug)
  const now = (): number => clock.now()
  const database = createDatabase({
    folder: join(options.folder, 'database'),
    now,
    collections: options.collections ?? collections,
    warn: trouble,
  })
  const server = new HttpServer(bug)
  await server.listen(options.port ?? 0).catch((error: unknown) => {
    database.close()
    clock.close()
    throw error
  })
  const cloud: CloudIdentity = {
    adminUrl: `${server.origin}/admin`,
    envId: ENV_ID,
    appid: APPID,
    secretId: SECRET_ID,
    secretKey,
  }
  const meter = new Meter()
  const faults = new FaultSwitchboard(now)
  const logs = new LogBook()
  const pool = new InstancePool({
    clock,
    cloud,
    instancesPerFunction: options.instancesPerFunction ?? availableParallelism(),
    onLog: (name, log) => logs.add({ at: clock.now(), function: name, ...log }),
  })
  const invoker = new Invoker({
    catalog,
    pool,
    cloud,
    now,
    faults,
    meter,
    onError: (spec, requestId, message) => {
      logs.add({ at: clock.now(), function: spec.name, requestId, stream: 'error', text: message })
      trouble(`function ${spec.name} failed (request ${requestId}): ${message}`)
    },
  })
  const weChat = new WeChat({ folder: join(options.folder, 'wechat'), appid: APPID, clock, invoker, faults, templates })
  const storage = new FileStorage(join(options.folder, 'files'), ENV_ID, meter)
  const clockStream = new ClockStream(clock)
  const timers = new TimerService(clock, invoker, catalog)
  const stopKeepingTime = keepTime(join(options.folder, 'clock.json'), clock)

  const close = once(async () => {
    timers.close()
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
    invoker.clearActivity()
  }
  const access = new Access(token)
  const parts: CloudParts = {
    ...{ access, clock, clockStream, catalog, pool, invoker, timers, database, faults, meter, logs, weChat },
    ...{ reset, close: close.run },
  }
  serveCloud(server, parts, { secret: { secretId: SECRET_ID, secretKey }, storage, shell: options.shell, onBug: bug })

  return {
    url: server.origin,
    port: server.port,
    token,
    environment: { envId: ENV_ID, secretId: SECRET_ID, secretKey, serviceUrl: cloud.adminUrl },
    clock,
    database,
    closed: close.done,
    login: (openid) => access.login(openid),
    call: async (openid, name, event) => resultOf(await invoker.invoke(name, event, phoneCaller(openid))),
    runTimer: async (name) => resultOf(await timers.runNow(name)),
    pay: async (openid, payment) => {
      const errMsg = await weChat.requestPayment(openid, payment as Partial<PaymentParameters>)
      return errMsg === undefined ? { errMsg: '', silent: true } : { errMsg }
    },
    subscribe: (openid, templateId, result) => weChat.answerConsent(openid, [{ templateId, result }]),
    close: close.run,
  }
}

function startClock(options: LocalCloudOptions, onError: (error: unknown) => void): Clock {
  const lastMs = readLastTime(join(options.folder, 'clock.json'))
  return createClock({
    now: Math.max(options.now ?? Date.now(), lastMs),
    frozen: options.frozen ?? false,
    speed: options.speed ?? 1,
    onError,
  })
}

function resultOf(outcome: InvokeOutcome): { result: unknown; requestID: string } {
  if (outcome.ok) return { result: JSON.parse(outcome.resultJson), requestID: outcome.requestId }
  const { errCode, errMsg } = phoneError(outcome)
  throw Object.assign(new Error(errMsg), { errCode, errMsg, requestID: outcome.requestId })
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

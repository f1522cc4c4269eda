import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type CollectionSpec, collections } from '../database/collections'
import { assembleCloud } from './assembleCloud'
import { type Clock, createClock } from './clock/clock'
import { readLastTime } from './clock/clockFile'
import type { CloudParts } from './control/cloudParts'
import type { Route } from './control/route'
import { readSecrets } from './control/secrets'
import { serveCloud } from './control/serveCloud'
import { createDatabase, type Database } from './database/database'
import type { CloudIdentity } from './functions/environment'
import { readFunctionCatalog } from './functions/functionCatalog'
import { type InvokeOutcome, phoneError } from './functions/invokeOutcome'
import { phoneCaller } from './functions/source'
import type { ConsentResult } from './wechat/consentLedger'
import type { PaymentParameters } from './wechat/payment'
import { readTemplates } from './wechat/templates'
import { HttpServer } from './wire/httpServer'

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
  /** What functions see as APPID; a placeholder when left out. */
  appid?: string
  /** Most processes of one function; the number of cores when left out. */
  instancesPerFunction?: number
  /** Most requests that wait for one function; beyond it callers get -501004. 1,000 when left out. */
  longestLine?: number
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
  /** More calls of the control API, for what lives beside the cloud. */
  addRoutes(routes: Route[]): void
  close(): Promise<void>
}

const LONGEST_LINE = 1000
const ENV_ID = 'kandian-local'
const APPID = 'wx0000000000000000'
const SECRET_ID = 'kandian-local'

/**
 * Starts the laptop's cloud around one data folder.
 * @throws Error in plain words: port in use, function folder missing, bad config.json or cron, broken data folder
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const trouble = options.onTrouble ?? (() => {})
  const onBug = (error: unknown): void => trouble(`local cloud: ${(error as Error)?.stack ?? error}`)
  const catalog = readFunctionCatalog(options.functions)
  const templates = readTemplates(options.templates ?? join(__dirname, '..', 'database', 'templates.local.json'))
  mkdirSync(options.folder, { recursive: true })
  const clock = startClock(options, onBug)
  const database = createDatabase({
    folder: join(options.folder, 'database'),
    now: () => clock.now(),
    collections: options.collections ?? collections,
    warn: trouble,
  })
  // Not before the database is ours: another cloud may be running on this folder.
  const { token, secretKey } = readSecrets(options.folder, options.token)
  const server = new HttpServer(onBug)
  await server.listen(options.port ?? 0).catch((error: unknown) => {
    database.close()
    clock.close()
    throw error
  })
  const identity = {
    adminUrl: `${server.origin}/admin`,
    envId: ENV_ID,
    appid: options.appid ?? APPID,
    secretId: SECRET_ID,
    secretKey,
  }
  const { parts, storage } = assembleCloud({
    ...{ folder: options.folder, clock, database, server, catalog, templates, identity, token, trouble },
    functionRoots: options.functions,
    instancesPerFunction: options.instancesPerFunction ?? availableParallelism(),
    longestLine: options.longestLine ?? LONGEST_LINE,
  })
  const addRoutes = serveCloud(server, parts, { secret: identity, storage, shell: options.shell, onBug })
  return { ...faceOf(parts, server, identity), addRoutes }
}

/** What code in this process may do with a running cloud. */
function faceOf(parts: CloudParts, server: HttpServer, identity: CloudIdentity): Omit<LocalCloud, 'addRoutes'> {
  const { access, clock, database, invoker, timers, weChat } = parts
  const { envId, secretId, secretKey, adminUrl } = identity
  return {
    url: server.origin,
    port: server.port,
    token: access.token,
    environment: { envId, secretId, secretKey, serviceUrl: adminUrl },
    clock,
    database,
    closed: parts.closed,
    login: (openid) => access.login(openid),
    call: async (openid, name, event) => resultOf(await invoker.invoke(name, event, phoneCaller(openid))),
    runTimer: async (name) => resultOf(await timers.runNow(name)),
    pay: async (openid, payment) => {
      const errMsg = await weChat.requestPayment(openid, payment as Partial<PaymentParameters>)
      return errMsg === undefined ? { errMsg: '', silent: true } : { errMsg }
    },
    subscribe: (openid, templateId, result) => weChat.answerConsent(openid, [{ templateId, result }]),
    close: parts.close,
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

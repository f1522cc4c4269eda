// One instance of a cloud function: one process, one request at a time. argv: entry file, first clock reading, memory limit in MB.
// Plain CommonJS, because the processes that run it start without a TypeScript loader.
'use strict'

const { relative, sep } = require('node:path')

const LONGEST_LOG_TEXT = 8192
const send = (message, then) => {
  if (process.connected) process.send(message, then)
  else if (then) then()
}
const sendAndExit = (message) => send(message, () => process.exit(1))

const MEMORY_CHECK_MS = 100
const memoryLimitBytes = Number(process.argv[4]) * 1024 * 1024

let requestId = ''
let clock = { ...JSON.parse(process.argv[3]), anchorMs: performance.now() }
const readClock = (reading) => {
  clock = { ...reading, anchorMs: performance.now() }
}
const virtualNow = () => Math.floor(clock.nowMs + (performance.now() - clock.anchorMs) * clock.speed)

/** `new Date()`, `Date()` and `Date.now()` tell virtual time; everything else about Date is untouched. */
function installVirtualDate() {
  const RealDate = Date
  RealDate.now = virtualNow
  const VirtualDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length ? args : [virtualNow()], newTarget),
    apply: () => new RealDate(virtualNow()).toString(),
  })
  RealDate.prototype.constructor = VirtualDate
  globalThis.Date = VirtualDate
}

/** SDKs before 2.4 call these addresses whatever the environment says; the signature names the host, so it stays. */
const PLATFORM_HOSTS = new Set(['tcb-admin.tencentyun.com', 'tcb-open.tencentyun.com'])
function redirectOldSdks() {
  const http = require('node:http')
  const { request } = http
  const local = new URL(JSON.parse(process.env.TCB_CONTEXT_CNFG).URL)
  http.request = (options, ...rest) => {
    const host = options && (options.hostname || options.host)
    if (!PLATFORM_HOSTS.has(host)) return request(options, ...rest)
    const headers = { host, ...options.headers }
    return request({ ...options, headers, host: local.hostname, hostname: local.hostname, port: local.port }, ...rest)
  }
}

/** What the function prints goes to the log with the request it belongs to, before that request's result. */
function captureOutput(stream) {
  process[stream].write = (chunk, encoding, callback) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    send({ type: 'log', requestId, stream, text: text.slice(0, LONGEST_LOG_TEXT) })
    const done = typeof encoding === 'function' ? encoding : callback
    if (done) process.nextTick(done)
    return true
  }
}

let lastKeys = []
function setEnvironment(environment) {
  for (const key of lastKeys) delete process.env[key]
  lastKeys = Object.keys(environment)
  Object.assign(process.env, environment)
}

/** The function's own files among all that have been loaded: a change of one means loading again. */
function ownFiles() {
  const root = process.cwd()
  const inside = Object.keys(require.cache).map((file) => relative(root, file))
  return inside.filter((file) => !file.startsWith('..') && !file.split(sep).includes('node_modules'))
}

let filesTold = 0
function tellFiles() {
  const loaded = Object.keys(require.cache).length
  if (loaded === filesTold) return
  filesTold = loaded
  send({ type: 'files', files: ownFiles() })
}

/** V8's own limit does not see Buffers: while a request runs, all of its memory is looked at. */
function watchMemory() {
  const check = () => {
    const { heapUsed, external } = process.memoryUsage()
    if (heapUsed + external <= memoryLimitBytes) return
    const usedMb = Math.round((heapUsed + external) / 1024 / 1024)
    sendAndExit({
      type: 'asyncError',
      requestId,
      error: `out of memory: ${usedMb} MB of ${process.argv[4]} MB`,
      fatal: true,
    })
  }
  return setInterval(check, MEMORY_CHECK_MS)
}

const textOf = (error) => String(error?.stack || error)

/** Both styles of handler: a promise or value returned, or the third argument called. */
function callHandler(main, event, context) {
  return new Promise((resolve, reject) => {
    const returned = main(event, context, (error, result) => (error ? reject(error) : resolve(result)))
    if (main.length < 3 || returned !== undefined) resolve(returned)
  })
}

/** A rejection that nobody handles is reported before the answer, so that it lands under its request. */
const untilRejectionsAreReported = () => new Promise((resolve) => setImmediate(resolve))

async function invoke(main, message) {
  requestId = message.requestId
  readClock(message.clock)
  setEnvironment(message.environment)
  const memoryWatch = watchMemory()
  try {
    const result = await callHandler(main, message.event, message.context)
    await untilRejectionsAreReported()
    tellFiles()
    send({ type: 'done', requestId: message.requestId, result: JSON.stringify(result === undefined ? null : result) })
  } catch (error) {
    send({ type: 'done', requestId: message.requestId, error: textOf(error) })
  } finally {
    clearInterval(memoryWatch)
  }
}

function load(entry) {
  const startedMs = performance.now()
  const { main } = require(entry)
  if (typeof main !== 'function') throw new TypeError(`${entry} exports no function named main`)
  return { main, initMs: performance.now() - startedMs }
}

process.on('unhandledRejection', (error) => send({ type: 'asyncError', requestId, error: textOf(error), fatal: false }))
process.on('uncaughtException', (error) => {
  sendAndExit({ type: 'asyncError', requestId, error: textOf(error), fatal: true })
})
process.on('disconnect', () => process.exit(0))

installVirtualDate()
redirectOldSdks()
captureOutput('stdout')
captureOutput('stderr')
try {
  const { main, initMs } = load(process.argv[2])
  process.on('message', (message) => {
    if (message.type === 'clock') readClock(message.clock)
    else void invoke(main, message)
  })
  filesTold = Object.keys(require.cache).length
  send({ type: 'ready', initMs, files: ownFiles() })
} catch (error) {
  sendAndExit({ type: 'broken', error: textOf(error) })
}

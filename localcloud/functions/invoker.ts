import { randomBytes, randomUUID } from 'node:crypto'
import type { FaultSwitchboard } from '../faults/faultSwitchboard'
import { sleep } from '../faults/faultSwitchboard'
import type { Meter } from '../meter/meter'
import { errCodeOf } from '../wire/errorCodes'
import { ActivityLog } from './activityLog'
import { type CloudIdentity, invocationEnvironment } from './environment'
import type { FunctionSpec } from './functionCatalog'
import { LineFullError } from './gate'
import type { FunctionInstance, InstanceAnswer } from './instance'
import { failedInvocation, type InvokeOutcome } from './invokeOutcome'
import type { InstancePool } from './pool'
import type { Caller } from './source'
import { SOURCES } from './source'

/** An invocation that runs now: what a signed request with its token may do, and as whom. */
export interface Invocation {
  requestId: string
  function: FunctionSpec
  caller: Caller
  /** Virtual time at its start. */
  startedAt: number
  instance: FunctionInstance
}

export interface InvokerOptions {
  catalog: ReadonlyMap<string, FunctionSpec>
  pool: InstancePool
  cloud: CloudIdentity
  now: () => number
  faults: FaultSwitchboard
  meter: Meter
  onError: (spec: FunctionSpec, requestId: string, message: string) => void
}

/** Text of 100 KB from a phone, 1 MB back (PLATFORM §1). */
const LONGEST_PHONE_EVENT_BYTES = 100 * 1024
/** Whose results are billed as outbound traffic. */
const LEAVES_THE_CLOUD = new Set<string>([SOURCES.phone, SOURCES.http])
const LONGEST_EVENT_BYTES = 6 * 1024 * 1024
const LONGEST_RESULT_BYTES = 1024 * 1024

/** Runs functions for whoever calls them: phones, timers, WeChat and other functions. */
export class Invoker {
  private readonly running = new Map<string, Invocation>()
  readonly activity = new ActivityLog()

  constructor(private readonly options: InvokerOptions) {}

  has(name: string): boolean {
    return this.options.catalog.has(name)
  }

  /** The invocation a request's API token belongs to; none when it has ended. */
  byToken(token: string): Invocation | undefined {
    return this.running.get(token)
  }

  /** Never rejects: every failure is an outcome with the code a phone would see. */
  async invoke(name: string, event: unknown, caller: Caller): Promise<InvokeOutcome> {
    const requestId = randomUUID()
    const spec = this.options.catalog.get(name)
    if (!spec) return failedInvocation(requestId, 'notFound', `function ${name} does not exist`)
    const sent = eventFor(event, caller, this.options.cloud.appid)
    const bytesIn = Buffer.byteLength(JSON.stringify(sent) ?? '')
    const limitBytes = caller.source === SOURCES.phone ? LONGEST_PHONE_EVENT_BYTES : LONGEST_EVENT_BYTES
    if (bytesIn > limitBytes) {
      return failedInvocation(requestId, 'tooLarge', `event of ${bytesIn} bytes is over ${limitBytes} bytes`)
    }
    const outcome = await this.runWithFaults(spec, requestId, sent, caller)
    this.record(spec, caller, outcome)
    return outcome
  }

  private async runWithFaults(
    spec: FunctionSpec,
    requestId: string,
    event: unknown,
    caller: Caller,
  ): Promise<InvokeOutcome> {
    const effect = this.options.faults.take({ kind: 'invoke', function: spec.name })
    if (effect?.delayMs) {
      await sleep(Math.min(effect.delayMs, spec.timeoutMs))
      if (effect.delayMs >= spec.timeoutMs) return timedOut(spec, requestId)
    }
    if (effect?.drop) return failedInvocation(requestId, 'dropped', 'request dropped by a fault')
    if (effect?.errCode !== undefined) {
      return failedInvocation(requestId, 'injected', 'error injected by a fault', errCodeOf(effect.errCode))
    }
    const outcome = await this.run(spec, requestId, event, caller, effect?.kill ?? false)
    return effect?.loseReply ? failedInvocation(requestId, 'dropped', 'reply lost by a fault') : outcome
  }

  private async run(
    spec: FunctionSpec,
    requestId: string,
    event: unknown,
    caller: Caller,
    kill: boolean,
  ): Promise<InvokeOutcome> {
    let place: Awaited<ReturnType<InstancePool['acquire']>>
    try {
      place = await this.options.pool.acquire(spec)
    } catch (error) {
      if (error instanceof LineFullError)
        return failedInvocation(requestId, 'lineFull', `too many requests wait for function ${spec.name}`)
      return failedInvocation(requestId, 'error', `function ${spec.name} did not start: ${(error as Error).message}`)
    }
    const token = randomBytes(16).toString('hex')
    const { instance } = place
    this.running.set(token, { requestId, function: spec, caller, startedAt: this.options.now(), instance })
    const startedMs = performance.now()
    try {
      const answering = instance.run(this.message(spec, requestId, event, caller, token), spec.timeoutMs)
      if (kill) instance.kill()
      const answer = await answering
      const durationMs = performance.now() - startedMs
      return outcomeOf(spec, requestId, answer, { durationMs, cold: place.cold })
    } finally {
      this.running.delete(token)
      place.release()
    }
  }

  private message(spec: FunctionSpec, requestId: string, event: unknown, caller: Caller, token: string) {
    const environment = invocationEnvironment(this.options.cloud, caller, { requestId, token, function: spec.name })
    const context = {
      request_id: requestId,
      function_name: spec.name,
      function_version: '$LATEST',
      namespace: this.options.cloud.envId,
      memory_limit_in_mb: spec.memoryMb,
      time_limit_in_ms: spec.timeoutMs,
      environment: JSON.stringify(environment),
    }
    return { type: 'invoke' as const, requestId, event, environment, context, clock: this.options.pool.reading() }
  }

  private record(spec: FunctionSpec, caller: Caller, outcome: InvokeOutcome): void {
    this.activity.add(spec.name, caller, outcome, this.options.now())
    this.options.meter.invoked(spec, outcome)
    if (outcome.ok) {
      if (LEAVES_THE_CLOUD.has(caller.source)) this.options.meter.sent(spec.name, Buffer.byteLength(outcome.resultJson))
      return
    }
    this.options.onError(spec, outcome.requestId, outcome.message)
  }
}

/** The platform itself writes `userInfo` over whatever the phone put there. */
function eventFor(event: unknown, caller: Caller, appid: string): unknown {
  if (caller.openid === undefined || typeof event !== 'object' || event === null || Array.isArray(event))
    return event ?? {}
  return { ...event, userInfo: { openId: caller.openid, appId: appid } }
}

const timedOut = (spec: FunctionSpec, requestId: string): InvokeOutcome =>
  failedInvocation(requestId, 'timeout', `Invoking task timed out after ${spec.timeoutMs / 1000} seconds`)

function outcomeOf(
  spec: FunctionSpec,
  requestId: string,
  answer: InstanceAnswer,
  run: { durationMs: number; cold: boolean },
): InvokeOutcome {
  if (answer.kind === 'timeout') return { ...timedOut(spec, requestId), ...run }
  if (answer.kind !== 'result') return { ...failedInvocation(requestId, answer.kind, answer.message), ...run }
  const bytes = Buffer.byteLength(answer.resultJson)
  if (bytes > LONGEST_RESULT_BYTES) {
    return { ...failedInvocation(requestId, 'resultTooLarge', `result of ${bytes} bytes is over 1 MB`), ...run }
  }
  return { ok: true, requestId, resultJson: answer.resultJson, ...run }
}

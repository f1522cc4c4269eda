import type { ProbeTarget } from '../contract/schemas/probe'
import type { ProbeReply, Prober } from '../core/probes/prober'
import { cloud } from './cloud'
import { type PostReply, post, REFUSED_ADDRESS, UNREACHABLE } from './notifiers/post'

/** Durations are measured on a clock that nobody sets. */
const elapsedSince = (startedMs: number): number => performance.now() - startedMs

/** Calls addresses and functions of the shop as a customer's phone would. */
export const prober: Prober = {
  call: (target, timeoutMs, allowLoopback) =>
    target.kind === 'http' ? callAddress(target, timeoutMs, allowLoopback) : callFunction(target, timeoutMs),
}

async function callAddress(
  { url, method, headers = {}, body = '' }: Extract<ProbeTarget, { kind: 'http' }>,
  timeoutMs: number,
  allowLoopback: boolean,
): Promise<ProbeReply> {
  const startedMs = performance.now()
  const reply = await post({ url, method, headers, body, allowLoopback, timeoutMs })
  const durationMs = elapsedSince(startedMs)
  if (reply.status === 'answered') return { kind: 'answered', status: reply.http, body: reply.text, durationMs }
  return { kind: 'failed', reason: reasonOf(reply, durationMs >= timeoutMs), message: reply.message, durationMs }
}

function reasonOf(reply: Exclude<PostReply, { status: 'answered' }>, isLate: boolean) {
  if (reply.status === 'unknown') return isLate ? 'timeout' : 'network'
  return reply.code === REFUSED_ADDRESS ? 'refused' : reply.code === UNREACHABLE ? 'network' : 'server'
}

const LATE = Symbol('late')

async function callFunction(
  { name, event }: Extract<ProbeTarget, { kind: 'function' }>,
  timeoutMs: number,
): Promise<ProbeReply> {
  const startedMs = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), timeoutMs)
  })
  try {
    const reply = await Promise.race([cloud.callFunction({ name, data: event }), late])
    const durationMs = elapsedSince(startedMs)
    if (reply !== LATE) return { kind: 'answered', status: null, body: reply.result, durationMs }
    return { kind: 'failed', reason: 'timeout', message: `no answer within ${timeoutMs} ms`, durationMs }
  } catch (failure) {
    const { errMsg } = failure as { errMsg?: string }
    return { kind: 'failed', reason: 'server', message: errMsg ?? String(failure), durationMs: elapsedSince(startedMs) }
  } finally {
    clearTimeout(timer)
  }
}

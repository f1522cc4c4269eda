import type { Outcome } from '../../contract/outcomes'
import type { ProbeExpectation } from '../../contract/schemas/probe'
import { bodyPath } from './bodyPath'
import type { ProbeReply } from './prober'

const FAILED: Record<Extract<ProbeReply, { kind: 'failed' }>['reason'], Outcome> = {
  timeout: 'timeout',
  network: 'network',
  server: 'server',
  refused: 'client',
}

/** How a run ended, in the words in which a customer's request would have ended. */
export function judgeReply(reply: ProbeReply, expected: ProbeExpectation): Outcome {
  if (reply.kind === 'failed') return FAILED[reply.reason]
  const byStatus = reply.status === null ? 'ok' : judgeStatus(reply.status, expected.status)
  if (byStatus !== 'ok') return byStatus
  if (!hasExpected(reply.body, expected)) return 'business'
  return reply.durationMs > expected.withinMs ? 'timeout' : 'ok'
}

function judgeStatus(status: number, expected: number | undefined): Outcome {
  if (expected === undefined ? status >= 200 && status < 300 : status === expected) return 'ok'
  if (status >= 500) return 'server'
  return status >= 400 ? 'client' : 'business'
}

function hasExpected(body: unknown, { path, equals }: ProbeExpectation): boolean {
  if (path === undefined) return true
  const found = bodyPath(body, path)
  return found !== undefined && (equals === undefined || found === equals)
}

import { z } from 'zod'
import { type InvokeOutcome, phoneError } from '../../functions/invokeOutcome'
import { phoneCaller, SOURCES } from '../../functions/source'
import type { CloudParts } from '../cloudParts'
import { invalidArgument, notFound } from '../controlError'
import { parseBody, queryNumber, type Route } from '../route'

const invokeSchema = z.strictObject({
  function: z.string().min(1),
  event: z.unknown().optional(),
  openid: z.string().min(1).optional(),
  timer: z.boolean().optional(),
})

const timersSchema = z.strictObject({
  function: z.string().min(1),
  next: z.strictObject({
    duplicate: z.boolean().optional(),
    delayMs: z.number().int().min(0).optional(),
    drop: z.boolean().optional(),
  }),
})

const httpSchema = z.strictObject({
  function: z.string().min(1),
  method: z.string().default('GET'),
  path: z.string().startsWith('/').default('/'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
})

/** Someone, when a call names nobody: a function called as a person always has an openid. */
const ANYONE = 'o-local-anyone'

export function functionRoutes(parts: CloudParts): Route[] {
  const { invoker, timers, logs } = parts
  return [
    { method: 'GET', path: '/functions', handle: () => ({ functions: listFunctions(parts) }) },
    {
      method: 'GET',
      path: '/functions/*',
      handle: ({ rest }) => {
        const one = listFunctions(parts).find(({ name }) => name === rest)
        if (!one) throw notFound(`function ${rest}`)
        return { ...one, newestCalls: invoker.activity.newestCalls(rest) }
      },
    },
    {
      method: 'POST',
      path: '/invoke',
      handle: async ({ body }) => {
        const { function: name, event, openid, timer } = parseBody(invokeSchema, body)
        if (timer && openid !== undefined) throw invalidArgument('openid', 'a timer has none')
        const outcome = timer
          ? await timers.runNow(name)
          : await invoker.invoke(name, event ?? {}, phoneCaller(openid ?? ANYONE))
        return answerOf(outcome)
      },
    },
    { method: 'GET', path: '/timers', handle: () => timers.list() },
    {
      method: 'POST',
      path: '/timers',
      handle: ({ body }) => {
        const { function: name, next } = parseBody(timersSchema, body)
        if (!timers.hasTimer(name)) throw notFound(`a timer of function ${name}`)
        timers.misbehave(name, next)
        return {}
      },
    },
    {
      method: 'POST',
      path: '/http',
      handle: async ({ body }) => {
        const { function: name, ...request } = parseBody(httpSchema, body)
        return answerOf(await invoker.invoke(name, httpEvent(request), { source: SOURCES.http }))
      },
    },
    { method: 'GET', path: '/logs', handle: (call) => ({ logs: logs.since(queryNumber(call, 'since', 0)) }) },
  ]
}

function answerOf(outcome: InvokeOutcome) {
  if (outcome.ok) return { result: JSON.parse(outcome.resultJson), requestID: outcome.requestId }
  return { error: phoneError(outcome), requestID: outcome.requestId }
}

function listFunctions({ catalog, invoker, pool, timers }: CloudParts) {
  const instances = pool.counts()
  return [...catalog.values()].map((spec) => {
    const activity = invoker.activity.of(spec.name)
    return {
      name: spec.name,
      ...activity,
      averageMs: activity.calls > 0 ? activity.durationMs / activity.calls : null,
      instances: instances.get(spec.name) ?? 0,
      timeoutMs: spec.timeoutMs,
      memoryMb: spec.memoryMb,
      timers: spec.timers.map(({ name, text }) => ({ name, cron: text })),
      nextTimerAt: timers.nextAt(spec.name) ?? null,
    }
  })
}

/** The event of a function reached through HTTP access. */
function httpEvent(request: { method: string; path: string; headers: Record<string, string>; body: string }) {
  const url = new URL(request.path, 'http://localhost')
  return {
    path: url.pathname,
    httpMethod: request.method.toUpperCase(),
    headers: request.headers,
    queryStringParameters: Object.fromEntries(url.searchParams),
    requestContext: {},
    body: request.body,
    isBase64Encoded: false,
  }
}

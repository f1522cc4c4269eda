import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import { ControlError, invalidArgument } from './controlError'

/** One call of the control API as its handler sees it. */
export interface ControlCall {
  body: unknown
  query: URLSearchParams
  /** What `*` at the end of the route's path stood for. */
  rest: string
  request: IncomingMessage
  response: ServerResponse
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE'
  /** Below the API's prefix; a final `*` takes the rest of the path. */
  path: string
  /** Answers with JSON; `STREAMED` when it has taken the response over. */
  handle: (call: ControlCall) => unknown
}

export const STREAMED = Symbol('the response is written by the handler')

/** The body in the shape a route needs. @throws ControlError 400 naming the field */
export function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  if (issue?.code === 'unrecognized_keys') throw invalidArgument(issue.keys[0] ?? 'body', 'is not a field of this call')
  throw invalidArgument(issue?.path.join('.') || 'body', issue?.message ?? 'is not valid')
}

/** A number in the query string. @throws ControlError 400 naming it */
export function queryNumber(call: ControlCall, name: string, fallback: number): number {
  const text = call.query.get(name)
  if (text === null) return fallback
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw invalidArgument(name, `"${text}" is not a number`)
  return value
}

/** Finds the route of a call. @throws ControlError 404, or 405 when only the method is wrong */
export function findRoute(routes: readonly Route[], method: string, path: string): { route: Route; rest: string } {
  const fitting = routes.flatMap((route) => {
    const rest = restOf(route.path, path)
    return rest === undefined ? [] : [{ route, rest }]
  })
  const found = fitting.find((each) => each.route.method === method)
  if (found) return found
  if (fitting.length === 0) throw new ControlError(404, 'not_found', `there is no call ${path}`)
  const methods = [...new Set(fitting.map((each) => each.route.method))].join(', ')
  throw new ControlError(405, 'wrong_method', `${path} takes ${methods}, not ${method}`)
}

function restOf(pattern: string, path: string): string | undefined {
  if (!pattern.endsWith('*')) return pattern === path ? '' : undefined
  const start = pattern.slice(0, -1)
  return path.startsWith(start) && path.length > start.length ? decodeURIComponent(path.slice(start.length)) : undefined
}

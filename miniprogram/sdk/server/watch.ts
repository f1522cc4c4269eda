import { WARM_FIELD, WARM_HOLD_MOST_MS } from '../../../contract/warm'
import { attempt } from '../attempt'
import { COLD_START, CUSTOM, HANDLER, INSTANCE_MEMORY, OK, QUERY, SERVER } from '../catalogue'
import { callOutcome, failureOutcome } from '../classify'
import { callLabel } from '../collectors/call'
import { customLabel } from '../customLabel'
import type { Host } from '../host'
import { watchDatabase } from '../watchDatabase'
import { type ServerHost, serverHost, type WatchOptions } from './options'
import { openRecorder, type ServerRecorder } from './recorder'

/** A cloud function: what it is called with, and whatever it answers. */
export type Handler<E, C, R> = (event: E, context: C) => R | Promise<R>

/** What a watched function can tell besides. */
export interface Watched<E, C, R> {
  /** put this in the place of your handler: `exports.main = watched.main` */
  main(event: E, context: C): Promise<R>
  /** Counts something of the business, with labels from closed sets; `order: true` writes it at once. */
  event(name: string, labels?: Record<string, string | number>, more?: { order?: boolean }): void
}

/**
 * Watches one of the shop's own functions from the inside: how long, cold starts, memory, errors with the request's id,
 * calls of the database. Answers, throws and takes exactly what the handler does, but for the ping that keeps an instance
 * warm (contract/warm.ts), which the handler never sees.
 */
export function watch<E, C, R>(handler: Handler<E, C, R>, options: WatchOptions, host = serverHost): Watched<E, C, R> {
  // before the database is watched: our own writes are not the shop's
  const { database } = options
  const batches = attempt(() => database.collection('batches'))
  const recorder = openRecorder(options, host, () => batches as ReturnType<typeof database.collection>)
  attempt(() =>
    watchDatabase(host as unknown as Host, database, (name, ok, answer, ms) =>
      recorder.record(QUERY, name, ok ? OK : failureOutcome(answer), ms),
    ),
  )
  let isFirst = true

  return {
    event: (name, labels, more) => {
      attempt(() => recorder.record(CUSTOM, customLabel(name, labels), OK))
      if (Object(more).order === true) recorder.urgent()
    },
    async main(event, context) {
      const holdMs = (Object(event) as Record<string, unknown>)[WARM_FIELD]
      if (typeof holdMs === 'number') {
        // from now on this instance is warm: what comes next is no cold start
        isFirst = false
        await new Promise<void>((resolve) => host.setTimeout(resolve, Math.min(holdMs, WARM_HOLD_MOST_MS)))
        return { ok: true, [WARM_FIELD]: true } as R
      }
      const name = attempt(() => callLabel({ name: options.name, data: event })) || 'other'
      const startedAt = host.elapsed()
      if (isFirst) attempt(() => recorder.record(COLD_START, options.name, OK, host.upMs()))
      isFirst = false
      try {
        const result = await handler(event, context)
        const outcome = attempt(() => callOutcome(true, { result }, options.failed)) || OK
        await ended(recorder, host, options, name, outcome, startedAt)
        return result
      } catch (fault) {
        attempt(() => recorder.report(fault, name, requestIdOf(context)))
        await ended(recorder, host, options, name, SERVER, startedAt)
        throw fault
      }
    },
  }
}

async function ended(
  recorder: ServerRecorder,
  host: ServerHost,
  options: WatchOptions,
  name: string,
  outcome: number,
  startedAt: number,
): Promise<void> {
  attempt(() => {
    recorder.record(HANDLER, name, outcome, host.elapsed() - startedAt)
    recorder.record(INSTANCE_MEMORY, options.name, OK, host.memoryMb())
  })
  await recorder.ran()
}

/** As the platform's context calls it, by its generations. */
function requestIdOf(context: unknown): string {
  const { request_id, requestId, requestID } = Object(context)
  return String(request_id || requestId || requestID || 'unknown')
}

import { z } from 'zod'
import type { FiredTimer } from '../../timers/timerService'
import type { CloudParts } from '../cloudParts'
import { parseBody, type Route, STREAMED } from '../route'

/** A year in one call is surely a mistake, and would run half a million timers. */
const LONGEST_ADVANCE_MS = 366 * 86_400_000

const clockSchema = z.strictObject({
  freeze: z.boolean().optional(),
  set: z.union([z.number().int().min(0), z.iso.datetime({ offset: true })]).optional(),
  advanceMs: z.number().min(0).max(LONGEST_ADVANCE_MS).optional(),
  speed: z.number().positive().max(3600).optional(),
})

export function clockRoutes({ clock, clockStream, timers }: CloudParts): Route[] {
  return [
    { method: 'GET', path: '/clock', handle: () => ({ now: clock.now(), frozen: clock.frozen, speed: clock.speed }) },
    {
      method: 'POST',
      path: '/clock',
      handle: async ({ body }) => {
        const wanted = parseBody(clockSchema, body)
        const fired: FiredTimer[] = []
        const stop = timers.onFired((each) => fired.push(each))
        try {
          if (wanted.freeze === true) clock.freeze()
          if (wanted.speed !== undefined) clock.setSpeed(wanted.speed)
          if (wanted.set !== undefined) clock.set(new Date(wanted.set).getTime())
          if (wanted.set !== undefined || wanted.advanceMs !== undefined) await clock.advance(wanted.advanceMs ?? 0)
          if (wanted.freeze === false) clock.resume()
        } finally {
          stop()
        }
        return { now: clock.now(), frozen: clock.frozen, speed: clock.speed, fired }
      },
    },
    {
      method: 'GET',
      path: '/clock/stream',
      handle: ({ response, query }) => {
        const session = query.get('session')
        clockStream.open(response, session === null ? undefined : { session, tab: query.get('tab') ?? '' })
        return STREAMED
      },
    },
  ]
}

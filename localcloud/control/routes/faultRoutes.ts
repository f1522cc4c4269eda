import { z } from 'zod'
import type { FaultEffect, FaultMatch } from '../../faults/fault'
import type { CloudParts } from '../cloudParts'
import { notFound } from '../controlError'
import { parseBody, type Route } from '../route'

const notEmpty = (value: object): boolean => Object.keys(value).length > 0
const name = z.string().min(1).optional()

const faultSchema = z.strictObject({
  match: z
    .strictObject({ function: name, action: name, collection: name, api: name })
    .refine(notEmpty, 'name at least one of function, action, collection, api'),
  effect: z
    .strictObject({
      errCode: z.union([z.number().int(), z.string().min(1)]).optional(),
      delayMs: z.number().int().min(0).max(600_000).optional(),
      drop: z.boolean().optional(),
      loseReply: z.boolean().optional(),
      kill: z.boolean().optional(),
    })
    .refine(notEmpty, 'name at least one of errCode, delayMs, drop, loseReply, kill'),
  times: z.number().int().positive().optional(),
  forMs: z.number().int().positive().optional(),
})

export function faultRoutes({ faults }: CloudParts): Route[] {
  return [
    { method: 'GET', path: '/faults', handle: () => ({ faults: faults.list() }) },
    {
      method: 'POST',
      path: '/faults',
      handle: ({ body }) => {
        const { match, effect, times, forMs } = parseBody(faultSchema, body)
        return { id: faults.add(match as FaultMatch, effect as FaultEffect, { times, forMs }).id }
      },
    },
    {
      method: 'DELETE',
      path: '/faults',
      handle: () => {
        faults.clear()
        return {}
      },
    },
    {
      method: 'DELETE',
      path: '/faults/*',
      handle: ({ rest }) => {
        if (!faults.remove(rest)) throw notFound(`fault ${rest}`)
        return {}
      },
    },
  ]
}

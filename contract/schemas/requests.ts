import * as z from 'zod'
import type { AdminRequest } from '../admin'
import { ROLES } from '../health'
import type { Query } from '../query'

const storeId = z.string().regex(/^[\w-]{1,32}$/)
const code = z.string().regex(/^[A-Z0-9-]{4,32}$/)
const personName = z.string().trim().min(1).max(10)

/** Strict: an operator object or an extra field where a value belongs is refused, never passed on. */
export const querySchema: z.ZodType<Query> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('overview'), store: storeId }),
])

export const adminRequestSchema: z.ZodType<AdminRequest> = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('whoami') }),
  z.strictObject({ action: z.literal('claim'), code, name: personName }),
  z.strictObject({ action: z.literal('acknowledge'), incident: z.string().min(1).max(128) }),
  z.strictObject({ action: z.literal('invite'), role: z.enum(ROLES) }),
  z.strictObject({ action: z.literal('join'), code, name: personName }),
])
